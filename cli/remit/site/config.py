"""The configuration of the site, where a repository has none of its own."""

import html
import json
from typing import Any

from remit.model.settings import Settings

TOGGLES = (("(prefers-color-scheme)", None, "brightness-auto", "light"), ("(prefers-color-scheme: light)", "default", "brightness-7", "dark"), ("(prefers-color-scheme: dark)", "slate", "brightness-4", "the system's"))  # fmt: skip


def palette() -> list[dict[str, Any]]:
    """As the system does, light, dark: one button leads from each to the next."""
    out: list[dict[str, Any]] = []
    for media, scheme, icon, following in TOGGLES:
        toggle = {"icon": f"material/{icon}", "name": f"Switch to {following} colours"}
        entry: dict[str, Any] = {"media": media, "toggle": toggle}
        if scheme:
            entry.update(scheme=scheme, primary="indigo", accent="indigo")
        out.append(entry)
    return out


def generated(settings: Settings, top: str, docs_dir: str, *, own_pages: bool) -> str:
    """A mkdocs.yml (JSON is YAML). The theme's search stays where there are pages of one's own to find."""
    config: dict[str, Any] = {
        "site_name": html.escape(settings.title),
        "docs_dir": docs_dir,
        "use_directory_urls": False,
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.tabs", "navigation.top", "content.code.copy"],
            "palette": palette(),
        },
        "plugins": [*(["search"] if own_pages else []), {"remit": {"repository": top}}],
        "markdown_extensions": ["admonition", "attr_list", "tables", {"toc": {"permalink": True}}],
    }
    if settings.site_url:
        config["site_url"] = settings.site_url
    return json.dumps(config, indent=1)
