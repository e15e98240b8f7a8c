"""The page of the audits, and the charts on it."""

from html.parser import HTMLParser

import pytest

import site_logs as logs
from remit.audits.report import Chart, Line, Report, Table
from remit.site.audits_page import audits_page
from remit.site.charts import figure, svg, ticks

TABLE = Table("Numbers", ("month", "count"), (("2026-01", 3), ("2026-02", 4.25), ("<b>", None)))
BARS = Chart(
    "bars",
    "By <tier>",
    "month",
    "decisions",
    (Line("edge", ((0, 3), (1, 1))), Line("central", ((0, 0), (1, 2)))),
    ("2026-01", "<i>"),
    TABLE,
)
STEPS = Chart(
    "steps",
    "Open",
    "days",
    "share",
    (Line("open", ((0, 1), (2, 0.5), (5, 0.25)), ((0, 1), (2, 0.2), (5, 0.1)), ((0, 1), (2, 0.8), (5, 0.6))),),
    (),
    TABLE,
)
LINES = Chart("lines", "Over time", "month", "open", (Line("open", ((0, 3), (1, 5))),), ("2026-01", "2026-02"))
ACROSS = Chart("across", "Where", "days", "", (Line("days", ((0, 3), (1, 5.5))),), ("advice & consent", "landing"))


class Parsed(HTMLParser):
    """Checks that every element is closed in order, and collects what there is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append(tag)
        assert not any(
            name.startswith("on") or (value or "").startswith(("http:", "https:"))
            for name, value in attrs
            if name != "xmlns"
        )

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("chart", [BARS, STEPS, LINES, ACROSS], ids=["bars", "steps", "lines", "across"])
def test_a_chart_is_whole_svg_with_a_name_and_nothing_of_others_in_it(chart: Chart):
    text = figure(chart, "<table></table>" if chart.table else "")
    parsed = Parsed(text)
    assert parsed.seen.count("svg") == 1
    assert "b" not in parsed.seen
    assert "i" not in parsed.seen
    assert 'role="img" aria-label="' in text
    assert ("table" in parsed.seen) == (chart.table is not None)


def test_a_curve_goes_down_in_steps_with_its_band_around_it():
    drawn = svg(STEPS)
    assert 'class="line s1" d="M64.0 28.0H288.0V142.0H624.0V199.0"' in drawn
    assert 'class="band f1" d="M64.0 28.0H288.0V73.6H624.0V119.2L624.0 233.2V210.4H288.0V28.0H64.0Z"' in drawn


def test_bars_stand_on_each_other():
    drawn = svg(BARS)
    assert drawn.count("<rect") == 3 + 2
    assert "<title>central: 2</title>" in drawn


def test_nothing_to_draw_is_nothing():
    assert figure(Chart("lines", "Nothing", "", "", (Line("open", ()),))) == ""


@pytest.mark.parametrize(
    ("top", "found"),
    [(1, [0, 0.25, 0.5, 0.75, 1.0]), (7, [0, 2, 4, 6, 8]), (100, [0, 25, 50, 75, 100]), (0.3, [0, 0.1, 0.2, 0.3])],
)
def test_ticks_are_round_numbers(top: float, found: list[float]):
    assert ticks(top) == found


def test_the_page_shows_every_report_and_escapes_what_others_wrote():
    shares = (("edge", 4, 0.6), ("functional", 2, 0.2), ("central", 1, 0.2))
    tiers = [{"tier": tier, "n": n, "share": n / 7, "target": target} for tier, n, target in shares]
    data = {"n": 7, "p": 0.9, "tiers": tiers}
    tables = (TABLE, Table("Decided", ("record", "title", "boundary"), (("D-20261121-k3f9qz", "x", "tools"),)))
    report = Report("ratio", "Who <decides>", ("4 of 7 at the edge.",), tables, data, ("A note.",), (BARS,))
    page = audits_page(logs.view(logs.record()), [report])
    Parsed(page.body)
    assert (page.path, page.title) == ("reports/index.html", "Reports")
    assert '<h2 id="where">Where are decisions made?</h2>' in page.body
    assert (
        "4 of 7 decisions (57 %) were made closest to the work (edge). With so few decisions that fits the target "
        "(60 % edge, 20 % functional, 20 % central), and many other splits too."
    ) in page.body
    assert '<details id="ratio">\n<summary>Who &lt;decides&gt;</summary>' in page.body
    assert "<td>D-20261121-k3f9qz</td>" not in page.body
    assert '<td><a href="../decisions/D-20261121-k3f9qz.html">Cache orders in Redis</a></td>' in page.body
    assert "No decisions to report on yet." in audits_page(logs.view(), []).body


def test_labels_have_room_and_the_last_is_whole():
    names = tuple(f"2026-{month:02d}" for month in range(1, 13))
    line = Line("open", tuple((float(at), 1.0) for at in range(12)))
    drawn = svg(Chart("lines", "Open", "month", "records", (line,), names))
    assert [name for name in names if f">{name}<" in drawn] == [f"2026-{month:02d}" for month in range(2, 13, 2)]
    assert '<text x="638.0" y="272" text-anchor="end">2026-12</text>' in drawn
