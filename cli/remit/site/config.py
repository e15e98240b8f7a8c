"""The configuration of the site, where a repository has none of its own."""

import html
import json
from typing import Any

from remit.log.settings import Settings


def generated(settings: Settings, top: str, docs_dir: str, *, own_pages: bool) -> str:
    """A mkdocs.yml (JSON is YAML). The theme's search stays where there are pages of one's own to find."""
    config: dict[str, Any] = {
        "site_name": html.escape(settings.title),
        "docs_dir": docs_dir,
        "theme": {"name": "material"},
        "plugins": [*(["search"] if own_pages else []), {"remit": {"repository": top}}],
        "markdown_extensions": ["admonition", "attr_list", "tables", {"toc": {"permalink": True}}],
    }
    if settings.site_url:
        config["site_url"] = settings.site_url
    return json.dumps(config, indent=1)
