"""The one kind of error that ends a command: it cannot proceed. Everything else a user does wrong is a Finding.

    Exception
      CannotProceed   not a repository, no policy, a shallow clone: one sentence and how to fix it (exit 1)
        Usage         the words of the call are off (exit 2)

Any other exception that reaches the error boundary is our own bug (exit 3).
"""


class CannotProceed(Exception):  # noqa: N818 - the name is the sentence
    """A command cannot go on. `message` is one sentence; `remedy` says what to do about it."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


class Usage(CannotProceed):
    """The words of the call are off."""

    exit_code = 2
