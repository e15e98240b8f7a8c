"""Notes that may be lost: what is kept below the git directory to be quick, and made again where it is missing.

Unlike the log's own files they wait for no disk, and a failure to write one is nobody's problem.
"""

import os


def keep(path: str, data: bytes) -> bool:
    """Write a note whole, in the place of what was there; False where nothing can be written, and then nothing was changed."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        forget(temporary)
        return False
    return True


def forget(path: str) -> None:
    """Take a note away, where it is there and can be."""
    try:
        os.unlink(path)
    except OSError:
        return
