"""The `remit` command: where it starts, and the error boundary around everything.

The plain calls of `check`, `list`, `show`, `may` and `who` are answered without click, whose import costs as much as a whole answer.
"""

import gc
import sys
from collections.abc import Sequence
from typing import Any

PLAIN = ("check", "list", "show", "may", "who")
"""Commands whose plain calls need no click."""


def __getattr__(name: str) -> Any:
    """`remit` (the click group) and the table `COMMANDS`, for whoever looks at the commands themselves."""
    if name in ("remit", "COMMANDS", "FRONT", "ALIASES"):
        from remit.commands import _group

        return getattr(_group, name)
    raise AttributeError(name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and end the process with its exit code: 0, 1, 2, 3 or 130 (`may` and `policy` have more)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    words = _in_utf8(words)
    plain = bool(words) and words[0] in PLAIN
    if plain:
        gc.disable()  # nothing that is read becomes garbage before the end
        _find_quickly()
    code = run(words)
    if plain:
        _end_at_once(code)
    sys.exit(code)


def _find_quickly() -> None:
    """Take the short way to our own modules; see `remit.files.modules`."""
    if sys.implementation.name == "cpython":
        import os

        from remit.files import modules

        modules.prefer("remit", os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib costs 5 ms


def _in_utf8(words: list[str]) -> list[str]:
    """Text is UTF-8 whatever the locale says: what is printed, what is read, and the words of the call."""
    import os

    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="strict" if stream is sys.stdin else "backslashreplace")
    return [word if word.isascii() else os.fsencode(word).decode("utf-8", "surrogateescape") for word in words]


def _end_at_once(code: int) -> None:
    """End without taking ten thousand records apart one by one."""
    import os

    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        _close_quietly()
    os._exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a command line; every error is a sentence, never a traceback (but see `_bug`)."""
    from remit.log.problem import CannotProceed

    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _plainly(words)
        return _by_click(words) if code is None else code
    except KeyboardInterrupt:
        sys.stderr.write("stopped\n")
        return 130
    except CannotProceed as error:
        _say(error)
        return error.exit_code
    except BrokenPipeError:
        _close_quietly()
        return 0
    except Exception as error:
        if type(error).__module__.startswith("click."):
            return _ended_by_click(error)
        _bug()
        return 3


def _plainly(words: list[str]) -> int | None:
    """The exit code of a plain call; None where click must read the words."""
    if not words or words[0] not in PLAIN:
        return None
    from remit.commands import _plain

    return _plain.run(words[0], words[1:])


def _by_click(words: list[str]) -> int:
    from remit.commands._group import remit

    code: Any = remit.main(args=words, prog_name="remit", standalone_mode=False)
    return code if isinstance(code, int) else 0


def _ended_by_click(error: Any) -> int:
    """What click says where it ends a call: the help was shown, a question was left, or a word is wrong."""
    import click

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        sys.stderr.write("stopped; nothing was written\n")
        return 130
    error.show()
    return int(error.exit_code)


def _say(error: "Any") -> None:
    from remit.reporting.terminal import safe

    sys.stderr.write(f"remit: {safe(error.message)}\n")
    if error.remedy:
        sys.stderr.write(f"  {safe(error.remedy)}\n")


def _close_quietly() -> None:
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug() -> None:
    import platform
    import traceback

    from remit import __version__
    from remit.reporting.terminal import safe

    lines = safe(traceback.format_exc())
    sys.stderr.write(
        f"remit: this is a bug in Remit, not in your log. Please report what follows.\n"
        f"remit {__version__}, Python {platform.python_version()}, {platform.system()}\n{lines}\n"
    )


if __name__ == "__main__":
    main()
