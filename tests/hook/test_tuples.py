"""The quick NamedTuple is the standard library's in all that the project uses."""

import copy
import pickle
from typing import NamedTuple

import pytest


class Point(NamedTuple):
    """A place."""

    x: int
    y: int = 2
    name: str = ""

    @property
    def sum(self) -> int:
        return self.x + self.y


def test_it_is_made_by_place_and_by_name():
    assert Point(1) == (1, 2, "") == Point(x=1, y=2)
    assert Point(1).sum == 3
    assert Point(1, name="a").name == "a"
    assert Point._fields == Point.__match_args__ == ("x", "y", "name")
    assert Point.__doc__ == "A place."


def test_it_is_changed_into_another_and_never_itself():
    assert Point(1)._replace(name="b") == (1, 2, "b")
    assert isinstance(Point(1)._replace(x=2), Point)
    with pytest.raises(ValueError, match="unexpected field names: \\['z'\\]"):
        Point(1)._replace(z=1)
    with pytest.raises(AttributeError):
        Point(1).x = 3
    with pytest.raises(AttributeError):
        Point(1).z = 3


def test_wrong_arguments_are_refused_every_time():
    class Other(NamedTuple):
        a: int

    for _ in range(12):
        with pytest.raises(TypeError):
            Other()
        with pytest.raises(TypeError):
            Other(1, 2)
        with pytest.raises(TypeError):
            Other(1, b=2)
    with pytest.raises(TypeError, match="Expected 1 arguments"):
        Other._make((1, 2))


def test_it_prints_copies_and_pickles():
    assert repr(Point(1)) == "Point(x=1, y=2, name='')"
    assert Point(1)._asdict() == {"x": 1, "y": 2, "name": ""}
    made = pickle.loads(pickle.dumps(Point(1)))
    assert made == copy.copy(Point(1)) == Point(1)
    assert isinstance(made, Point)


def test_a_required_field_after_one_with_a_default_is_refused():
    with pytest.raises(TypeError):

        class Wrong(NamedTuple):
            a: int = 1
            b: int


def test_the_first_and_the_many_are_alike():
    class Many(NamedTuple):
        a: int
        b: int = 2
        c: int = 3

    for _ in range(12):
        assert (Many(1), Many(1, c=5), Many(b=4, a=1)) == ((1, 2, 3), (1, 2, 5), (1, 4, 3))
        with pytest.raises(TypeError):
            Many(1, a=1)
        with pytest.raises(TypeError):
            Many(b=1)
