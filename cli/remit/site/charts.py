"""Charts as clean SVG: readable in both colour schemes, with the table of the same numbers behind each.

A plotting library would bring 30 MB for four kinds of drawing, and pictures that follow no colour scheme. Colours are CSS
variables (`assets/charts.css`), text and axes take the colour of the page's text; nothing is loaded and no script runs.
"""

from collections.abc import Iterable, Sequence
from html import escape
from math import ceil, floor, log10

from remit.audits.report import Chart, Line
from remit.site.words import said, word

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 640.0, 300.0, 64.0, 16.0, 28.0, 44.0
_ROW = 44.0
_BELOW = f"{_HEIGHT - _BOTTOM + 16:.0f}"
"""The line of the labels below the axis."""
_LETTER = 9.0
"""Room for a letter, on a narrow screen too."""


def titled(text: str) -> str:
    """A title of a report or a chart in the words of the site."""
    return said(text.replace("tier", "level").replace("Tier", "Level"))


def figure(chart: Chart, numbers: str = "") -> str:
    """A chart with its title and `numbers`, the table behind it, as HTML; empty where there is nothing to draw."""
    if not any(line.points for line in chart.lines):
        return ""
    lines = tuple(line._replace(name=said(line.name)) for line in chart.lines)
    labels = tuple(map(said, chart.labels))
    chart = chart._replace(title=titled(chart.title), x=said(chart.x), y=said(chart.y), lines=lines, labels=labels)
    return f'<figure class="remit-chart"><figcaption>{escape(chart.title)}</figcaption>{svg(chart)}{numbers}</figure>'


def svg(chart: Chart) -> str:
    """The drawing alone."""
    drawn = {"steps": _lines, "lines": _lines, "bars": _bars, "across": _across}[chart.kind](chart)
    name = escape(f"{chart.title}. {_said(chart)}", quote=True)
    height = _TOP + _ROW * len(chart.lines[0].points) + 8 if chart.kind == "across" else _HEIGHT
    return (
        f'<svg viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" aria-label="{name}" xmlns="http://www.w3.org/2000/svg">'
        + "".join(drawn)
        + "</svg>"
    )


def _said(chart: Chart) -> str:
    """What the drawing shows, for those who hear it."""
    parts = [
        word("{line}: from {first} to {last}").format(
            line=line.name, first=_number(line.points[0][1]), last=_number(line.points[-1][1])
        )
        for line in chart.lines
        if line.points
    ]
    return "; ".join(parts) + "."


class _Scale:
    """Values to places on the drawing."""

    def __init__(self, xs: Iterable[float], ys: Iterable[float]) -> None:
        self.right = max([*xs, 0.0]) or 1.0
        self.ticks = ticks(max([*ys, 0.0]) or 1.0)
        self.top = self.ticks[-1]

    def x(self, value: float) -> float:
        return _LEFT + value / self.right * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        return _HEIGHT - _BOTTOM - value / self.top * (_HEIGHT - _TOP - _BOTTOM)


def ticks(top: float, wanted: int = 4) -> list[float]:
    """Round numbers from 0 to at least `top`: steps of 1, 2 or 5 times a power of ten."""
    rough = top / wanted
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    return [round(step * number, 10) for number in range(ceil(top / step - 1e-9) + 1)]


def _text(x: str, y: str, words: str, anchor: str = "") -> str:
    where = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x}" y="{y}"{where}>{escape(words)}</text>'


def _frame(chart: Chart, scale: _Scale, *, whole: bool = False) -> list[str]:
    out = []
    for tick in scale.ticks:
        y = scale.y(tick)
        out.append(f'<path class="grid" d="M{_LEFT:.0f} {y:.1f}H{_WIDTH - _RIGHT:.0f}"/>')
        out.append(_text(f"{_LEFT - 6:.0f}", f"{y + 4:.1f}", f"{tick * 100:.0f} %" if whole else _number(tick), "end"))
    base, middle = _HEIGHT - _BOTTOM, (_LEFT + _WIDTH - _RIGHT) / 2
    out.append(f'<path class="axis" d="M{_LEFT:.0f} {_TOP:.0f}V{base:.0f}H{_WIDTH - _RIGHT:.0f}"/>')
    out.append(_text(f"{middle:.0f}", f"{_HEIGHT - 6:.0f}", chart.x, "middle"))
    return [*out, _text("4", "14", chart.y)]


def _lines(chart: Chart) -> list[str]:
    points = [point for line in chart.lines for point in line.points]
    whole = chart.kind == "steps"
    scale = _Scale((x for x, _ in points), [1.0] if whole else (y for _, y in points))
    out = _frame(chart, scale, whole=whole)
    if chart.labels:
        out += _labels(chart.labels, [scale.x(float(number)) for number in range(len(chart.labels))])
    else:
        shown = [tick for tick in ticks(scale.right) if tick <= scale.right]
        out += [_text(f"{scale.x(tick):.1f}", _BELOW, _number(tick), "middle") for tick in shown]
    for number, line in enumerate(chart.lines, 1):
        if line.low and line.high:
            out.append(f'<path class="band f{number}" d="{_band(line, scale)}"/>')
        draw = _stairs if whole else _straight
        out.append(f'<path class="line s{number}" d="{draw(line.points, scale)}"/>')
    return out + _legend(chart)


def _straight(points: Sequence[tuple[float, float]], scale: _Scale) -> str:
    return "M" + "L".join(f"{scale.x(x):.1f} {scale.y(y):.1f}" for x, y in points)


def _stairs(points: Sequence[tuple[float, float]], scale: _Scale) -> str:
    first, *rest = points
    return f"M{scale.x(first[0]):.1f} {scale.y(first[1]):.1f}" + "".join(
        f"H{scale.x(x):.1f}V{scale.y(y):.1f}" for x, y in rest
    )


def _band(line: Line, scale: _Scale) -> str:
    """The stairs of the upper end forwards, then those of the lower end backwards."""
    back = f"L{scale.x(line.low[-1][0]):.1f} {scale.y(line.low[-1][1]):.1f}"
    for x, y in reversed(line.low[:-1]):
        back += f"V{scale.y(y):.1f}H{scale.x(x):.1f}"
    return _stairs(line.high, scale) + back + "Z"


def _bars(chart: Chart) -> list[str]:
    count = max(len(line.points) for line in chart.lines)
    sums = [sum(line.points[number][1] for line in chart.lines if number < len(line.points)) for number in range(count)]
    scale = _Scale([1.0], sums)
    out = _frame(chart, scale)
    width = (_WIDTH - _LEFT - _RIGHT) / max(count, 1)
    for number in range(count):
        below = 0.0
        for series, line in enumerate(chart.lines, 1):
            height = line.points[number][1] if number < len(line.points) else 0.0
            if height:
                y = scale.y(below + height)
                out.append(
                    f'<rect class="{_fill(chart, series)}" x="{_LEFT + (number + 0.12) * width:.1f}" y="{y:.1f}" width="{width * 0.76:.1f}" '
                    f'height="{scale.y(below) - y:.1f}"><title>{escape(line.name)}: {_number(height)}</title></rect>'
                )
            below += height
    return out + _labels(chart.labels, [_LEFT + (number + 0.5) * width for number in range(count)]) + _legend(chart)


def _across(chart: Chart) -> list[str]:
    line, left = chart.lines[0], 180.0
    longest = max((value for _, value in line.points), default=1.0) or 1.0
    out = []
    for number, (_, value) in enumerate(line.points):
        y, width = _TOP + number * _ROW, value / longest * (_WIDTH - left - 90)
        middle, top, high = f"{y + _ROW / 2 + 4:.1f}", y + _ROW * 0.15, _ROW * 0.7
        out.append(_text(f"{left - 8:.0f}", middle, _short(chart.labels[number], 19), "end"))
        out.append(
            f'<rect class="{_fill(chart, number + 1) if chart.tiers else "f1"}" x="{left:.0f}" y="{top:.1f}" width="{width:.1f}" height="{high:.1f}"/>'
        )
        out.append(_text(f"{left + width + 6:.1f}", middle, _number(value)))
    return [*out, _text("4", "14", chart.x)]


def _labels(labels: Sequence[str], places: Sequence[float]) -> list[str]:
    """As many of the labels as have room; the last ends where the drawing does."""
    shown = [_short(label, 10) for label in labels]
    room = (places[-1] - places[0]) / (len(places) - 1) if len(places) > 1 else _WIDTH
    every = max(1, ceil((_LETTER * max(map(len, shown), default=1) + 8) / room))
    return [_label(text, place) for text, place in list(zip(shown, places, strict=False))[::-every][::-1]]


def _label(text: str, place: float) -> str:
    over = place + _LETTER * len(text) / 2 > _WIDTH
    x, anchor = (_WIDTH - 2, "end") if over else (place, "middle")
    return _text(f"{x:.1f}", _BELOW, text, anchor)


def _fill(chart: Chart, number: int) -> str:
    """The class of the colour of a line, or of its tier."""
    return f"tier-{chart.tiers[number - 1]}" if chart.tiers else f"f{number}"


def _legend(chart: Chart) -> list[str]:
    out = []
    for number, line in enumerate(chart.lines if len(chart.lines) > 1 else (), 1):
        x = 70 + 130 * number
        out.append(f'<rect class="{_fill(chart, number)}" x="{x}" y="5" width="12" height="12"/>')
        out.append(_text(f"{x + 17}", "15", _short(line.name, 16)))
    return out


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value - round(value)) < 1e-9 else f"{value:,.1f}" if value >= 1 else f"{value:.2f}"
