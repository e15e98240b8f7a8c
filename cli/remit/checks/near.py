"""The one word that was probably meant."""

from collections.abc import Iterable


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to `word`; None where none is near."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), 1, 0.7)
    return found[0] if found else None


def only_near(word: str, known: Iterable[str]) -> str | None:
    """The one known word that is near, and no second: safe enough for a fix."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), 2, 0.7)
    return (
        found[0]
        if len(found) == 1 or (len(found) > 1 and abs(len(found[0]) - len(word)) < 2 and found[1][0] != word[0])
        else None
    )
