"""The built site in a real browser: from `file://`, under a sub-path, wide and narrow, light and dark."""

import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_decision_tree import areas_and_slips, named, plain, random_questions, real_policies
from walk import walk

import site_chromium as chromium
import site_demo as demo_log
import site_hostile as hostile_log
import site_logs as logs
from remit.authority.answer import to_json
from remit.authority.policy.decision_tree import trees
from remit.authority.procedure.context import Ground
from remit.authority.procedure.decision import judge
from remit.authority.procedure.question import Question
from remit.log.facts import to_facts
from remit.log.moment import parse_moment
from remit.log.people import read_people
from remit.log.policy import read_policy
from remit.log.settings import Settings, Team
from remit.site import may_page
from remit.site.search_index import shards, texts, words_of
from support import PEOPLE

pytestmark = [pytest.mark.browser, pytest.mark.skipif(chromium.executable() is None, reason="no Chromium is installed")]
MANY = 1200
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MAY = "may/index.html#"
KINDS = (
    "index.html", "decisions/index.html", "decisions/D-20261121-ac0xyz.html", "decisions/D-20261121-ac3xyz.html", "boundaries/index.html",
    "boundaries/acme-tools.html", MAY, MAY + "who=ana&topic=data/customer", MAY + "who=ben&topic=tooling&amount=900",
    "people/index.html", "people/ana.html", "context/index.html", "context/fast-checkout.html", "tags/index.html",
    "due/index.html", "reports/index.html", "drill/index.html", "limits/index.html", "history/index.html", "people/team-shop.html",
    "boundaries/acme-customer-data.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site of some 1,200 records, a sub-folder deep."""
    pytest.importorskip("material")
    repo = demo_log.fill(demo_log.folder(tmp_path_factory.mktemp("browser") / "acme"), extra=MANY)
    result = repo.remit("build", "--site-dir", "top/log")
    assert result.code == 0, result.err
    return repo.root / "top/log"


@pytest.fixture(scope="module")
def handmade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with pages of its own and the theme's search."""
    pytest.importorskip("material")
    repo = demo_log.fill(demo_log.folder(tmp_path_factory.mktemp("handmade") / "acme"))
    repo.write("site_src/index.md", "# Welcome\n\nThis page was written by hand, about redis too.\n")
    repo.write(
        "mkdocs.yml", "site_name: Acme\ndocs_dir: site_src\ntheme:\n  name: material\nplugins:\n  - search\n  - remit\n"
    )
    repo.git("add", "-A")
    result = repo.remit("build")
    assert result.code == 0, result.err
    return repo.root / "site"


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    pytest.importorskip("playwright")
    with chromium.browser() as running:
        yield running


class Visit:
    """A page of the browser that notes every request and every error."""

    def __init__(self, chrome: Any, top: str, **how: Any) -> None:
        self.context = chrome.new_context(**how)
        self.page = self.context.new_page()
        self.top = top
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if "Security Policy" in said.text else None)

    def open(self, address: str) -> Any:
        self.page.goto(f"{self.top}/{address}")
        self.page.wait_for_load_state("load")
        return self.page


@pytest.fixture
def visit(chrome: Any, site: Path) -> Iterator[Any]:
    """Opens the site from `file://`."""
    opened: list[Visit] = []

    def make(top: str = f"file://{site}", **how: Any) -> Visit:
        opened.append(Visit(chrome, top, **how))
        return opened[-1]

    yield make
    for one in opened:
        assert one.errors == []
        one.context.close()


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The site under a sub-path of a web server."""
    with serving(site.parent) as top:
        yield f"{top}/log"


@contextmanager
def serving(folder: Path, policy: str = "") -> Iterator[str]:
    """A web server for a folder; `policy` is the security policy that it sends."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, directory=str(folder), **more)

        def log_message(self, *_: Any) -> None:
            pass

        def end_headers(self) -> None:
            if policy:
                self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def ready(page: Any) -> Any:
    """Wait until the table has its data."""
    page.wait_for_selector(".remit-controls:not([hidden])")
    page.wait_for_timeout(150)
    return page


def titles(page: Any) -> list[str]:
    return page.locator("#remit-table tbody tr td:first-child > a").all_inner_texts()


def count(page: Any) -> str:
    return page.locator("#remit-count").inner_text()


@pytest.mark.parametrize("address", KINDS)
def test_every_kind_of_page_opens_from_a_folder_and_asks_nobody_else(visit: Any, site: Path, address: str) -> None:
    seen = visit()
    page = seen.open(address)
    assert page.locator("h1").count() == 1
    assert all(url.startswith(f"file://{site}/") for url in seen.requests), seen.requests


@pytest.mark.parametrize("address", ["index.html", "decisions/index.html", "decisions/D-20261121-ac0xyz.html"])
def test_the_security_policy_blocks_what_somebody_brought_in_and_nothing_of_ours(visit: Any, address: str) -> None:
    seen = visit()
    page = ready(seen.open(address)) if address == "decisions/index.html" else seen.open(address)
    assert page.locator('meta[http-equiv="Content-Security-Policy"]').count() == 1
    assert seen.errors == []
    assert page.evaluate("typeof __md_get") == "function"  # a script of the theme, in the page
    page.evaluate(
        """() => { const made = document.createElement("script"); made.textContent = "window.alive = 1"; document.body.append(made);
        document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.alive = 2'>"); }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.alive") is None
    assert len(seen.errors) == 2
    seen.errors.clear()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_server_may_allow_nothing_but_its_own_files(visit: Any, site: Path, width: int) -> None:
    with serving(site, "default-src 'self'") as top:
        seen = visit(top, viewport={"width": width, "height": 800})
        for address in (*dict.fromkeys(kind.partition("#")[0] for kind in KINDS), "data/index.html", "404.html"):
            page = seen.open(address)
            assert page.evaluate("typeof __md_get") == "function"
            assert seen.errors == [], address


def test_nothing_of_a_hostile_log_lives_on_any_kind_of_page(visit: Any, tmp_path: Path) -> None:
    repo = hostile_log.fill(demo_log.folder(tmp_path / "acme"), "de")
    result = repo.remit("build", "--site-dir", "site")
    assert result.code == 0, result.err
    top = repo.root / "site"
    pages = [
        path.relative_to(top).as_posix()
        for path in sorted(top.rglob("*.html"))
        if "refresh" not in path.read_text("utf-8")
    ]
    kinds = {(path.partition("/")[0], "index" in path, "team" in path): path for path in pages}
    with serving(top, "default-src 'self'") as address_of_site:
        seen = visit(address_of_site, viewport={"width": 360, "height": 740})
        seen.page.on("dialog", lambda dialog: (seen.errors.append("a dialog"), dialog.dismiss()))
        for address in kinds.values():
            page = seen.open(address)
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
            if address == "decisions/index.html":
                for facet in ready(page).locator("[data-facet]:visible").all():
                    facet.click()
                    page.locator("#remit-options [role=option]").first.click()
                page.fill(".remit-q input", "<img src=x onerror=alert(1)>")
            for topic in page.locator("#remit-may select[name=topic] option").evaluate_all(
                "all => all.map((one) => one.value)"
            ):
                page.select_option("#remit-may select[name=topic]", topic)
                page.select_option("#remit-may select[name=who]", "ben")
            page.wait_for_timeout(20)
            assert seen.errors == [], address
        assert [url for url in seen.requests if not url.startswith((address_of_site, "data:"))] == []
        assert len(kinds) > 18


@pytest.mark.parametrize("address", KINDS)
def test_nothing_scrolls_sideways_on_a_phone(visit: Any, address: str) -> None:
    page = visit(viewport={"width": 360, "height": 740}).open(address)
    page.wait_for_timeout(150)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_under_a_sub_path_every_request_is_answered_and_stays_there(visit: Any, served: str) -> None:
    seen = visit(served)
    failed: list[str] = []
    seen.page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    for address in KINDS:
        seen.open(address)
    page = ready(seen.open("decisions/index.html#q=redis"))
    assert titles(page) == ["Cache orders in Redis"]
    assert failed == []
    assert all(url.startswith(served) for url in seen.requests)


def test_the_table_filters_by_facets_and_words_and_keeps_it_in_the_address(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html"))
    total = MANY + 12
    assert count(page) == f"{total // 1000} {total % 1000} decisions"
    page.click("[data-facet=status]")
    assert page.locator("[role=option]").all_inner_texts()[0].startswith("Accepted")
    page.keyboard.type("rej")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert titles(page) == ["Test the shop with real card numbers"]
    assert count(page) == f"1 of {total // 1000} {total % 1000} decisions"
    assert page.evaluate("location.hash") == "#status=rejected"
    page.click(".remit-clear")
    page.wait_for_timeout(150)
    assert page.evaluate("location.hash") == ""
    page.fill("input[name=q]", "stale ord")
    page.wait_for_timeout(400)
    assert titles(page) == ["Cache orders in Redis"]
    assert page.evaluate("location.hash") == "#q=stale+ord"


def test_an_address_with_filters_opens_filtered_and_back_works(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html#tier=functional&sort=title"))
    assert titles(page) == [
        "Delete carts after thirty days",
        "Keep customer addresses for ten years",
        "Test the shop with real card numbers",
    ]
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Decision")
    page.evaluate("location.hash = '#decider=cho'")
    page.wait_for_timeout(200)
    assert titles(page) == ["Rent a second data centre"]
    page.go_back()
    page.wait_for_timeout(200)
    assert len(titles(page)) == 3


def test_a_topic_finds_what_is_under_it(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html#topic=data"))
    assert len(titles(page)) == 4


def test_columns_sort_both_ways(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html#status=accepted&tag=cost"))
    page.click("th[data-key=title] button")
    page.wait_for_timeout(100)
    up = titles(page)
    page.click("th[data-key=title] button")
    page.wait_for_timeout(100)
    assert titles(page) == up[::-1]
    assert up == sorted(up, key=str.lower)
    assert page.evaluate("location.hash").endswith("sort=-title")


def test_the_rows_that_stand_in_the_page_are_those_that_the_script_draws(visit: Any) -> None:
    drawn = ready(visit().open("decisions/index.html")).locator("#remit-table tbody").inner_html()
    written = visit(java_script_enabled=False).open("decisions/index.html").locator("#remit-table tbody").inner_html()
    assert re.sub(r' href="[^"]*"| title="[^"]*"| datetime="[^"]*"', "", written) == re.sub(
        r' href="[^"]*"| datetime="[^"]*"', "", drawn
    )


def test_a_long_table_draws_a_hundred_rows_and_more_when_asked(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html"))
    assert len(titles(page)) == 100
    page.click("#remit-more")
    assert len(titles(page)) == 200


def test_a_word_that_is_still_being_typed_is_found_and_accents_do_not_matter(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html#q=Rédi"))
    page.wait_for_timeout(200)
    assert titles(page) == ["Cache orders in Redis"]


def test_ten_thousand_rows_are_filtered_without_a_pause(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html"))
    took = page.evaluate(
        """() => {
          const table = document.getElementById("remit-decisions").remitTable;
          for (const name of ["status", "tier", "decider", "topic", "tag"]) table.column(name);
          for (const name in table.columns) { const rows = table.columns[name].rows; table.columns[name].rows = Array.from({length: 10000}, (_, at) => rows[at % rows.length]); }
          return 0;
        }"""
    )
    assert took == 0
    spent = page.evaluate(
        """() => {
          const table = document.getElementById("remit-decisions").remitTable;
          const begun = performance.now();
          for (let turn = 0; turn < 5; turn++) { table.picked.status = turn % 2 ? "accepted" : ""; table.show(null); }
          return (performance.now() - begun) / 5;
        }"""
    )
    assert spent < 250


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(visit: Any, scheme: str) -> None:
    seen = visit(color_scheme=scheme)
    for address in KINDS:
        page = seen.open(address)
        wanted = {"light": "default", "dark": "slate"}[scheme]
        assert page.evaluate("document.body.getAttribute('data-md-color-scheme')") == wanted
        assert page.evaluate(CONTRAST) == [], address


@pytest.mark.parametrize("width", [360, 1300])
def test_axe_finds_nothing_against_wcag_2_2_aa(visit: Any, width: int) -> None:
    """In the light, and in the dark once more what depends on colours."""
    axe = pytest.importorskip("axe_playwright_python.base")
    seen = visit(color_scheme="light", reduced_motion="reduce", viewport={"width": width, "height": 900})
    for address in KINDS:
        page = seen.open(address)
        page.evaluate(axe.AXE_FILE_PATH.read_text())
        for scheme, only in (
            ("default", f"{{type: 'tag', values: {AXE_TAGS}}}"),
            ("slate", "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}"),
        ):
            page.emulate_media(color_scheme="light" if scheme == "default" else "dark")
            page.locator(f"body[data-md-color-scheme={scheme}]").wait_for()
            found = page.evaluate(f"axe.run(document, {{runOnly: {only}}})")
            assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], (address, scheme)


def test_the_page_prints_without_controls(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html"))
    page.emulate_media(media="print")
    assert not page.locator(".remit-controls").is_visible()
    assert not page.locator(".md-header").is_visible()
    assert page.locator("#remit-table").is_visible()


TEXTS = (
    "A decision about the cache, written in C++", "Straße und Größe der Lieferungen", "हिन्दी में निर्णय", "การตัดสินใจใหม่",
    "ΟΔΟΣ φίλος", "Łódź warehouse", "The cache at noon is cold", "Plan B of the warehouses", "注文を保存する",
)  # fmt: skip


@pytest.fixture
def engine(visit: Any) -> Any:
    """A page whose search has TEXTS as its rows."""
    page = ready(visit().open("decisions/index.html"))
    for script in (*shards(map(words_of, TEXTS)).values(), texts(0, TEXTS)):
        page.evaluate(script)
    return page


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("decisions", [0]), ("C++", [0]), ("c", []), ("strasse", [1]), ("STRASSE", [1]), ("größe", [1]), ("Lieferung", [1]),
        ("हिन्दी", [2]), ("การตัดสินใจ", [3]), ("ตัดสิน", [3]), ("οδος", [4]), ("ΦΙΛΟΣ", [4]), ("lodz", [5]), ("Łódź", [5]), ("warehouse", [5, 7]),
        ("warehuose", [5, 7]), ("awrehouse", [5, 7]), ("qarehouse", [5, 7]), ("arehouse", [5, 7]), ("wwarehouse", [5, 7]), ("wraehouse", [5, 7]), ("warehose", [5, 7]), ("b", [7]), ("plan b", [7]), ("cache noon", [6]), ('"the cache"', [0, 6]),
        ('"cache at noon"', [6]), ('"noon cache"', []), ("保存", [8]), ("nothing", []),
    ],
)  # fmt: skip
def test_the_search_finds_what_is_meant(engine: Any, words: str, rows: list[int]) -> None:
    found = engine.evaluate(
        'words => new remitSearch.Search("none/", "").find(words + " ").then(found => found ? [...found.rows.keys()] : null)',
        words,
    )
    assert sorted(found) == rows


def test_both_sides_fold_words_alike(engine: Any) -> None:
    for text in (*TEXTS, "İstanbul ILIK Ǆ ﬁne x² ½ Ⅷ naïve ὈΔΥΣΣΕΎΣ Þórr", "e\u0301 ‘quoted’ snake_case 3.11 C# F#x"):
        assert set(engine.evaluate("text => remitSearch.words(text)", text)) == words_of(text)


def test_the_best_match_comes_first_and_shows_why(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html#q=redis cache"))
    page.wait_for_timeout(300)
    assert titles(page)[0] == "Cache orders in Redis"
    assert page.locator("#remit-table tr:first-child td:first-child > a mark").all_inner_texts() == ["Cache", "Redis"]
    page.fill("input[name=q]", "tracing noon")
    page.wait_for_timeout(400)
    assert count(page).startswith("No decision fits. Try ")
    page.click("#remit-count button:has-text('noon')")
    page.wait_for_timeout(300)
    assert page.input_value("input[name=q]") == "tracing"
    page.fill("input[name=q]", "stale order")
    page.wait_for_timeout(400)
    assert page.locator(".remit-excerpt").first.inner_text().startswith("…")
    assert page.locator(".remit-excerpt mark").all_inner_texts()[:2] == ["stale", "order"]


def test_filters_are_chips_that_can_be_taken_away_and_views_are_one_click(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html#status=rejected&year=1999"))
    assert page.locator(".remit-chip").all_inner_texts()[:2] == ["Status: Rejected ×", "Year: 1999 ×"]
    assert "without the filter Year" in count(page)
    page.click("[aria-label='Remove filter Year']")
    page.wait_for_timeout(200)
    assert titles(page) == ["Test the shop with real card numbers"]
    page.click(".remit-clear")
    page.wait_for_timeout(200)
    page.click("[data-view=stopped]")
    page.wait_for_timeout(200)
    assert page.evaluate("location.hash") == "#view=stopped"
    assert len(titles(page)) == page.locator(".remit-stopped").count() > 0
    page.click("[data-view=overdue]")
    page.wait_for_timeout(200)
    assert "No decision fits" in count(page)
    page.click("#remit-count button")
    page.wait_for_timeout(200)
    page.click("[data-view=mine]")
    assert page.locator("#remit-choice label span").inner_text() == "Who are you?"
    page.keyboard.type("cho")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.evaluate("location.hash") == "#view=mine&me=cho"
    assert titles(page) == ["Rent a second data centre"]


def test_a_filter_is_chosen_by_typing_and_the_list_is_drawn_when_it_opens(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html"))
    assert page.locator("[role=option]").count() == 0
    page.click("[data-facet=topic]")
    assert page.locator("[role=option]").count() > 10
    page.keyboard.type("part1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.facet") == "topic"
    assert page.locator("#remit-choice").is_hidden()
    page.click("[data-facet=topic]")
    page.keyboard.type("frontend")
    page.click("[role=option]:has-text('tooling/frontend')")
    page.wait_for_timeout(150)
    assert titles(page) == ["Write the search page with HTMX"]
    assert page.evaluate("location.hash") == "#topic=tooling%2Ffrontend"
    page.evaluate("location.hash = '#month=2026-03'")
    page.wait_for_timeout(200)
    assert page.locator(".remit-chip").first.inner_text() == "Month: Mar 2026 ×"


def test_the_head_of_the_table_stays_and_no_word_widens_it(visit: Any) -> None:
    page = ready(visit(viewport={"width": 1280, "height": 700}).open("decisions/index.html"))
    page.evaluate("document.querySelector('#remit-table tbody td a').textContent = 'x'.repeat(400)")
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    page.mouse.wheel(0, 1500)
    page.wait_for_timeout(200)
    assert 0 < page.locator("th[data-key=title]").bounding_box()["y"] < 100


def test_a_key_leads_to_the_search(visit: Any) -> None:
    page = ready(visit().open("decisions/index.html"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_the_search_in_the_header_leads_to_the_table(visit: Any) -> None:
    page = visit(viewport={"width": 1300, "height": 800}).open("index.html")
    page.fill(".remit-head-search input", "postgres")
    page.press(".remit-head-search input", "Enter")
    ready(page)
    page.wait_for_timeout(200)
    assert titles(page) == ["Move to Postgres 17"]


def test_the_theme_s_search_finds_hand_written_pages_and_decisions_alike(visit: Any, handmade: Path) -> None:
    with serving(handmade) as top:
        page = visit(top, viewport={"width": 1300, "height": 800}).open("index.html")
        page.click("[data-md-component=search-query]")
        page.keyboard.type("redis", delay=20)
        page.wait_for_selector(".remit-hits a")
        assert page.locator(".remit-hits p, .remit-hits a").all_inner_texts() == [
            "1 decision",
            "Cache orders in Redis",
            "All matching decisions",
        ]
        page.wait_for_selector(".md-search-result__item")
        assert "Welcome" in page.locator(".md-search-result__list").inner_text()
        page.click(".remit-hits a >> nth=0")
        page.wait_for_load_state("load")
        assert page.locator("h1").inner_text() == "Cache orders in Redis"


def test_from_a_folder_where_the_theme_s_search_cannot_run_ours_takes_its_place(visit: Any, handmade: Path) -> None:
    page = visit(f"file://{handmade}", viewport={"width": 1300, "height": 800}).open("index.html")
    page.fill(".remit-head-search input", "postgres")
    page.press(".remit-head-search input", "Enter")
    ready(page)
    page.wait_for_timeout(200)
    assert titles(page) == ["Move to Postgres 17"]


def test_without_scripts_the_newest_decisions_and_every_page_can_be_read(visit: Any) -> None:
    page = visit(java_script_enabled=False).open("decisions/index.html")
    assert len(titles(page)) == 100
    assert not page.locator(".remit-controls").is_visible()
    page.click("text=Cache orders in Redis")
    assert page.locator("h1").inner_text() == "Cache orders in Redis"


def test_everything_can_be_reached_with_the_keyboard(visit: Any) -> None:
    page = visit().open("decisions/D-20261121-ac0xyz.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("md-skip")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#remit-content"


CONTRAST = """() => {
  const canvas = document.createElement("canvas"); canvas.width = canvas.height = 1;
  const paint = canvas.getContext("2d", {willReadFrequently: true});
  function rgba(text) { paint.clearRect(0, 0, 1, 1); paint.fillStyle = text; paint.fillRect(0, 0, 1, 1); const d = paint.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255]; }
  function over(a, b) { return [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1); }
  function light(c) { const [r, g, b] = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; }
  const out = [];
  for (const node of document.querySelectorAll(".md-content *, .md-copyright, .md-copyright a")) {
    const own = Array.from(node.childNodes).some(child => child.nodeType === 3 && child.textContent.trim());
    if (!own || !node.checkVisibility()) continue;
    let back = [255, 255, 255, 1]; const chain = [];
    for (let up = node; up; up = up.parentElement) chain.push(up);
    for (const up of chain.reverse()) back = over(rgba(getComputedStyle(up).backgroundColor), back);
    const front = over(rgba(getComputedStyle(node).color), back);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) out.push(node.tagName + "." + node.className + " " + ratio.toFixed(2) + " " + node.textContent.trim().slice(0, 30));
  }
  return out;
}"""


def may(page: Any, view: Any = None) -> str:
    """What the page "May I decide this?" answers, on lines; with `view` about another log."""
    page.wait_for_selector("#remit-may form:not([hidden])")
    if view:
        page.evaluate(
            may_page.script(view, may_page.all_trees(view)) + "document.getElementById('remit-may').remitMay.read()"
        )
    return str(page.locator(".remit-verdict-box").inner_text())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("who=ben&topic=tooling&amount=500", ["Yes, you may decide this.", "remit decide", "--topic tooling --amount 500", "21 Nov 2026"]),
        ("who=ben&topic=tooling/cache&amount=500.01", ["Not yours to decide: platform lead decides this.", "Ask Ana Ito.", "up to 500 you could"]),
        ("who=ana&topic=data/customer", ["Yes, once these requirements are met", "Legal's consent pending (Eva Maas)", "A breach harms people"]),
        ("topic=data/customer", ["Platform lead decides this.", "Earlier decisions on this topic:\n\nKeep customer addresses for ten years"]),
        ("who=ben&topic=gardening", ["The policy needs to know more.", "gardening is not a topic of acme", "known topics: tooling, data"]),
        ("who=ben&topic=tooling", ["One more thing to know: amount."]),
    ],
)  # fmt: skip
def test_may_i_decide_this(visit: Any, question: str, said: list[str]) -> None:
    told = may(visit().open(MAY + question))
    assert [part for part in said if part not in told] == [], told


def test_whoever_asks_is_asked_what_matters_and_the_address_holds_it(visit: Any) -> None:
    page = visit().open("index.html")
    page.select_option(".remit-ask select", "tooling")
    page.click(".remit-ask button")
    assert "One more thing" in may(page)
    page.fill("[name='fact.amount']", "4 000,5")
    assert "Write a plain number" in may(page)
    page.fill("[name='fact.amount']", "4 000.50")
    assert "Platform lead decides this." in may(page)
    page.select_option("[name=who]", "ana")
    assert "Yes, once these" in may(page)
    assert page.url.endswith("#who=ana&topic=tooling&amount=4000.50")
    assert "--topic TOPIC --topic TOPIC" in page.locator("#remit-may").inner_text()


def test_whoever_is_away_is_named_with_who_stands_in(visit: Any) -> None:
    away = PEOPLE + "away:\n  - {who: ana, from: 2026-11-01, until: 2026-12-03}\n"
    view = logs.view(people=read_people(away)[0])
    told = may(visit().open(MAY + "who=ben&topic=tooling&amount=900"), view)
    assert "Away until 3 Dec 2026: Ana Ito (platform lead). Nobody stands in. Next: cto (Cho Lind)." in told


@pytest.mark.shared
@pytest.mark.parametrize("name", ["owasp-expense", "rnoh-signatories", "zz-overlay-test"])
def test_the_script_walks_the_tree_to_the_answers_of_the_procedure(visit: Any, shared_dir: Path, name: str) -> None:
    policies = real_policies(shared_dir)
    chain = policies.chain(date(2026, 6, 1), name)
    people = named(chain)[:3]
    ground = Ground(policies)
    found = trees(ground, parse_moment("2026-06-01T12:00+00:00"), people, name)
    page = visit().open(MAY + "topic=tooling")
    page.wait_for_selector("#remit-may form:not([hidden])")
    page.evaluate(may_page.script(logs.view(), {"": found}))
    questions = list(random_questions(found, chain, people, 150, name))
    walked = page.evaluate("all => all.map(([topic, said, who]) => remitWalk(topic, said, who).answer)", questions)
    for (topic, said, who), answer in zip(questions, walked, strict=True):
        facts = to_facts(dict(said))
        by_engine = to_json(
            judge(ground, Question((topic,), facts), who, parse_moment("2026-06-01T12:00+00:00"), policy=name)
        )
        if answer is None:
            assert by_engine["answer"] == "ask", (topic, who, said)
        else:
            assert plain(answer) == plain(by_engine), (topic, who, said)


def test_the_script_knows_areas_and_topics_that_are_almost_known(visit: Any) -> None:
    found, _, questions = areas_and_slips()
    page = visit().open(MAY + "topic=tooling")
    page.wait_for_selector("#remit-may form:not([hidden])")
    page.evaluate(may_page.script(logs.view(), {"": found}))
    walked = page.evaluate("all => all.map(([topic, said, who]) => remitWalk(topic, said, who).answer)", questions)
    for asked, answer in zip(questions, walked, strict=True):
        by_tree = walk(found, *asked)
        assert by_tree is not None
        assert ("ask" in by_tree and answer is None) or plain(answer) == plain(by_tree), asked


TEAM = "remit: 1\npolicy: {}\ntitle: {}\nin_force: {{from: 2026-01-01}}\nroles: {{}}\notherwise: {{decide: anyone}}\nboundaries: [{{id: b, topic: tea, decide: anyone}}]\n"


def test_of_several_policies_the_one_of_the_team_answers_and_for_nobody_none(visit: Any) -> None:
    policies = tuple(read_policy(TEAM.format(name, name.title()), f"{name}.yml")[0] for name in ("shop", "depot"))
    teams = (Team("shop", "shop", ()), Team("platform", "depot", ()))
    view = logs.view(policies=policies, settings=Settings(title="Acme", teams=teams))
    page = visit().open(MAY + "who=ben&topic=tea")
    assert "under the policy Shop" in may(page, view)
    page.select_option("[name=who]", "ana")
    assert "under the policy Depot" in may(page)
    page.select_option("[name=who]", "")
    assert may(page) == "This page cannot say. Run the command:\nremit may --topic tea"
