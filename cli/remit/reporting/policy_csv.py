"""A policy's delegation matrix as a spreadsheet; `remit.log.matrix_csv` reads it again."""

import csv
import io

from remit.authority.procedure.chain import Level
from remit.log.matrix_csv import COLUMNS


def write_matrix(level: Level) -> str:
    """A policy's matrix as CSV. What a table cannot hold (conditions, windows, votes …) is left out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for boundary in level.policy.boundaries:
        common = boundary.duties
        lines = [(boundary.decide, "", common)] if boundary.decide else []
        for step in boundary.steps:
            end = "" if step.last else f"{step.up_to:f}" if step.up_to is not None else f"<{step.below:f}"
            lines.append((step.decide, end, step.duties))
        lines += [((role,), "" if most is None else f"{most:f}", common) for role, most in boundary.limits]
        for who, end, duties in lines:
            consent = [name for part in {common, duties} for entry in part.consent for name in entry.of]
            advice = [entry.of for part in {common, duties} for entry in part.advice]
            inform = [name for part in {common, duties} for name in part.inform]
            cells = [", ".join(dict.fromkeys(names)) for names in (consent, advice, inform)]
            topic = ", ".join(boundary.topics)
            writer.writerow([topic, boundary.id, ", ".join(who), end, level.lowest(who) or "", *cells, boundary.why])
    return out.getvalue()
