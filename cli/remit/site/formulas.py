"""TeX as MathML, which browsers show without a script."""

import re
from collections.abc import Callable
from functools import cache
from html import unescape

import nh3

_LONGEST = 2_000
_FORMULA = re.compile(r'<(code|pre) class="remit-formula">(?:<code>)?([^<]*)</code>(?:</pre>)?')
_TAGS = (
    "math menclose mfrac mi mn mo mover mpadded mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr "
    "munder munderover"
)


def typeset(html: str) -> str:
    """Safe HTML with its formulas as MathML; those that are too long or wrong stay as they are written."""
    return _FORMULA.sub(_mathml, html) if "remit-formula" in html else html


def _mathml(formula: re.Match[str]) -> str:
    from latex2mathml.converter import convert  # an extra: who has no formulas does not need it

    tex = unescape(formula[2])
    try:
        made = convert(tex, display="block" if formula[1] == "pre" else "inline") if len(tex) <= _LONGEST else ""
    except Exception:  # it raises whatever wrong TeX makes it stumble over
        made = ""
    return _cleaner()(made) if made else formula[0]


@cache
def _cleaner() -> Callable[[str], str]:
    """The text of a formula may hold HTML: only MathML survives."""
    attributes = {"math": {"display"}, "mi": {"mathvariant"}, "mo": {"stretchy"}}
    return nh3.Cleaner(tags=set(_TAGS.split()), attributes=attributes).clean
