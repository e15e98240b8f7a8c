"""A page of shared context: the why and the what that decisions serve."""

from typing import NamedTuple

from remit.log.record import Head, texts


class ContextPage(NamedTuple):
    """A page of shared context: the why and the what that decisions serve. Its id is its file name."""

    path: str
    id: str
    title: str
    head: Head
    body: str
    body_line: int = 1

    @property
    def owner(self) -> str | None:
        """The handle of the person who keeps it true; None if nobody is named."""
        value = self.head.get("owner")
        return value if isinstance(value, str) else None

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it is about."""
        return texts(self.head.get("topics")) or texts(self.head.get("topic"))

    @property
    def prefer(self) -> tuple[str, ...]:
        """Lines of the kind "we prefer X over Y"."""
        return texts(self.head.get("prefer"))


def page_of(path: str, head: Head, body: str, body_line: int = 1) -> ContextPage:
    """The page of shared context whose file holds a head and a body."""
    name = path.rsplit("/", 1)[-1].removesuffix(".md")
    title = (texts(head.get("title")) or (name.replace("-", " ").capitalize(),))[0]
    return ContextPage(path, name, title, head, body, body_line)
