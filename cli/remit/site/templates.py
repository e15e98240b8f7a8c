"""The templates that pages are made from: the package's own, and before them those of the team's theme."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from remit.site.html import Html

FOLDER = "remit"
"""The folder of a theme's `custom_dir` in which a team keeps templates of its own."""
_PACKAGE = Path(__file__).parent / "templates"


class Templates:
    """Templates by name. Text is escaped; only what is `Html` already enters a page as it is."""

    def __init__(self, custom_dir: str | None = None) -> None:
        """`custom_dir` is the theme's, where the site's configuration names one: a file in its folder `remit` wins."""
        own = [Path(custom_dir, FOLDER)] if custom_dir else []
        self._environment = Environment(
            loader=FileSystemLoader([*own, _PACKAGE]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, name: str, **context: object) -> Html:
        """The template `name`, filled. Raises jinja2.TemplateError where an overriding template is wrong."""
        return Html(self._environment.get_template(name).render(context).strip())


PACKAGE = Templates()
"""The package's own templates alone."""
