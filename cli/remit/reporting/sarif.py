"""Findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which code scanning pages read."""

from typing import Any
from urllib.parse import quote

from remit import __version__
from remit.checks.report import Report, key_of
from remit.log.finding import ERROR, WARNING, Finding

_LEVELS = {ERROR: "error", WARNING: "warning"}


def data(report: Report, explanations: dict[str, str]) -> dict[str, Any]:
    """The report as one SARIF run. `explanations`: the page of each check by its code."""
    codes = {finding.code: finding.name for finding in report.findings}
    rules = [
        {
            "id": code,
            "name": name,
            "shortDescription": {"text": name.replace("-", " ")},
            "fullDescription": {"text": explanations.get(code, name)},
        }
        for code, name in sorted(codes.items())
    ]
    driver = {"name": "remit", "version": __version__, "semanticVersion": __version__, "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(found) for found in report.findings],
            }
        ],
    }


def _result(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {
        "artifactLocation": {"uri": quote(finding.path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}
    }
    if finding.line:
        place["region"] = {"startLine": finding.line, **({"startColumn": finding.column} if finding.column else {})}
    words = f"{finding.message}. {finding.remedy}" if finding.remedy else finding.message
    return {
        "ruleId": finding.code,
        "level": _LEVELS.get(finding.level, "note"),
        "message": {"text": words},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"remit/v1": ":".join(key_of(finding))},
    }
