"""The pictures of the README: builds the site of a small organisation and photographs it.

python tests/browser/screenshots.py site_src/images home decision   home.png and decision.png, wide and light
python tests/browser/screenshots.py --all pictures                every page, wide and phone, light and dark
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

import site_chromium as chromium  # noqa: E402
import site_demo as demo_log  # noqa: E402

PAGES = {
    "home": "index.html",
    "decisions": "decisions/index.html",
    "decision": "decisions/D-20261121-ac0xyz.html",
    "stopped": "decisions/D-20261121-ac3xyz.html",
    "boundaries": "boundaries/index.html",
    "context": "context/fast-checkout.html",
}
SIZES = {"wide": (1280, 960), "phone": (390, 844)}


def build(folder: Path) -> Path:
    """The built site of the demonstration log."""
    os.environ.update(
        {"REMIT_NOW": "2026-11-21T12:00+00:00", "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC"}
    )
    repo = demo_log.fill(demo_log.folder(folder / "acme"))
    result = repo.remit("build")
    if result.code:
        raise SystemExit(result.err)
    return repo.root / "site"


def photograph(site: Path, target: Path, names: list[str], *, every: bool) -> None:
    """A picture of each page; with `every` one for each size and scheme."""
    with chromium.browser() as running:
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                if not every and (size, scheme) != ("wide", "light"):
                    continue
                context = running.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                page = context.new_page()
                for name in names:
                    page.goto(f"file://{site}/{PAGES[name]}")
                    page.wait_for_timeout(300)
                    file = f"{name}-{size}-{scheme}.png" if every else f"{name}.png"
                    page.screenshot(path=target / file, full_page=size == "phone" or name == "decision")
                context.close()


def main(words: list[str]) -> None:
    """Make the pictures in the folder named first; only of the pages named after it, if any."""
    every = "--all" in words
    folder, *names = [word for word in words if word != "--all"] or ["pictures"]
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        photograph(build(Path(name)), target, names or list(PAGES), every=every)
    print(f"Open {target.resolve()}")


if __name__ == "__main__":
    main(sys.argv[1:])
