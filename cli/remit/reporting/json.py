"""Findings for programs. The shape is an interface: it only grows."""

from typing import Any

from remit.checks.report import Report
from remit.log.finding import Finding

FIELDS = ("code", "name", "level", "path", "line", "column", "message", "remedy")


def finding(found: Finding) -> dict[str, Any]:
    """One finding."""
    return {field: getattr(found, field) for field in FIELDS}


def data(report: Report) -> dict[str, Any]:
    """The report; `against` is the commit whose policy judged, null where the log's own did."""
    return {
        "findings": [finding(found) for found in report.findings],
        "checked": {"records": report.records, "policies": report.policies},
        "against": report.against or None,
        "notes": list(report.notes),
        "known": report.known,
    }


def dumps(report: Report) -> str:
    """The report as JSON text."""
    import json

    return json.dumps(data(report), ensure_ascii=False, indent=2)
