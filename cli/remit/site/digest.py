"""What something is made of, as one number: so that it is made again only when that changed."""

from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

import remit

_PARTS = ("markdown-it-py", "mdit-py-plugins", "nh3", "Pygments", "docutils", "Jinja2")
"""Libraries on which the HTML of the same words depends."""


def digest(*parts: str) -> str:
    """The number of some texts, as 32 hexadecimal digits; each version of the program and of its libraries has its own."""
    return blake2b("\0".join((program(), *parts)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@cache
def program() -> str:
    """What makes the same content into something else: the files of the program, and the libraries that it uses."""
    files = sorted(path for path in Path(remit.__file__).parent.rglob("*") if path.is_file() and path.suffix != ".pyc")
    made = blake2b(digest_size=16)
    for path in files:
        made.update(path.read_bytes())
    return " ".join((made.hexdigest(), *(metadata.version(name) for name in _PARTS)))
