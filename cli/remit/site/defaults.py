"""What a repository's own mkdocs.yml leaves open is set so that the site is readable, works from a folder, and asks no
other host for anything. What it says itself stands.
"""

from collections.abc import Mapping
from typing import Any

FEATURES = ["navigation.tabs", "navigation.top", "content.code.copy"]


def palette() -> list[dict[str, Any]]:
    """As the system does, light, dark: one button leads from each to the next."""
    return [
        _scheme("(prefers-color-scheme)", None, "brightness-auto", "light colours"),
        _scheme("(prefers-color-scheme: light)", "default", "brightness-7", "dark colours"),
        _scheme("(prefers-color-scheme: dark)", "slate", "brightness-4", "the system's colours"),
    ]


def _scheme(media: str, scheme: str | None, icon: str, following: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"media": media, "toggle": {"icon": f"material/{icon}", "name": f"Switch to {following}"}}
    return {**entry, "scheme": scheme, "primary": "indigo", "accent": "indigo"} if scheme else entry


def of_theme(written: Mapping[str, Any]) -> dict[str, Any]:
    """Settings of the Material theme that the configuration file, `written`, does not name."""
    theme = written.get("theme")
    named = set(theme) if isinstance(theme, Mapping) else set()
    usual = {"font": False, "features": FEATURES, "palette": palette()}
    return {key: value for key, value in usual.items() if key not in named}


def flat(written: Mapping[str, Any]) -> bool:
    """Whether addresses may end in `.html`, so that the pages open from a folder: unless the file says otherwise."""
    return "use_directory_urls" not in written
