"""What `remit policy new` does: a version to edit, from the one in force or from a spreadsheet."""

from datetime import date, timedelta
from pathlib import Path

from remit.commands import _finish, _policies
from remit.commands._desk import Desk
from remit.log import edit
from remit.log.matrix_csv import read_matrix, to_policy
from remit.log.policy import Policy
from remit.log.policy_keys import read_policy
from remit.log.problem import CannotProceed, Usage
from remit.workspace.writing import Draft


def new(name: str | None, source: str | None, start: str | None, *, commit: bool, as_json: bool) -> None:
    """Write `decisions/policy/<name>@<day>.yml`; it judges nothing before that day, nor before it has landed."""
    desk = Desk()
    first = _policies.day_of(start) if start else desk.now.date() + timedelta(days=1)
    content, name = _from_table(desk, source, name, first) if source else _from_version(desk, name, first)
    path = f"{desk.written.root}/policy/{name}@{first}.yml"
    if (Path(desk.repository.top) / path).exists():
        raise CannotProceed(f"{path} is there already", "edit it, or choose another first day with `--on`")
    policy, problems = read_policy(content, path)
    if policy is None:
        raise CannotProceed(f"{source or name}: {problems[0].message}", problems[0].remedy)
    lines = (
        f"It judges from {first}, once it has landed. Edit it, then:",
        "  remit policy lint",
        f"  remit policy diff {_before(desk, name, first)} {path}",
    )
    _finish.finish(
        desk, [Draft(path, content, None)], f"Start policy {name}@{first}", commit=commit, as_json=as_json,
        lines=lines, data={"policy": f"{name}@{first}"},
    )  # fmt: skip


def _before(desk: Desk, name: str, first: date) -> str:
    older = [policy for policy in desk.written.policies if policy.name == name and policy.start < first]
    return max(older, key=lambda policy: policy.start).id if older else "A"


def _from_version(desk: Desk, name: str | None, first: date) -> tuple[str, str]:
    """The text of the latest version, with another first day and nothing else changed."""
    latest = _latest(desk, name, first)
    content = (Path(desk.repository.top) / latest.path).read_text(encoding="utf-8")
    return edit.set_keys(content, {"in_force": {"from": first.isoformat()}}), latest.name


def _latest(desk: Desk, name: str | None, first: date) -> Policy:
    """The version that would judge on that day without a new one."""
    policies = desk.written.policies
    wanted = name or desk.written.settings.policy
    if wanted in (None, "none"):
        names = {policy.name for policy in policies}
        wanted = names.pop() if len(names) == 1 else None
    found = [policy for policy in policies if policy.name == wanted]
    if not found:
        known = ", ".join(sorted({policy.name for policy in policies})) or "none"
        raise CannotProceed(f"there is no policy {wanted or 'named'} to start from", f"policies here: {known}")
    begun = [policy for policy in found if policy.start < first]
    if not begun:
        oldest = min(found, key=lambda policy: policy.start)
        same = next((policy.path for policy in found if policy.start == first), "")
        said = f"{same} is there already" if same else f"{first} is before the first day of {oldest.id}"
        raise Usage(said, "choose a later `--on`")
    return max(begun, key=lambda policy: policy.start)


def _from_table(desk: Desk, source: str | None, name: str | None, first: date) -> tuple[str, str]:
    lines, wrong = read_matrix(_policies.text_of(Path(source or "")))
    if wrong or not lines:
        said = "; ".join(f"line {one.line}: {one.message}" for one in wrong) or "it has no line below the first"
        raise CannotProceed(f"{source}: {said}", wrong[0].remedy if wrong else "write a line for each role and topic")
    known = {policy.currency for policy in desk.written.policies if policy.currency}
    name = name or desk.written.settings.policy or Path(source or "").stem.lower()
    return to_policy(lines, name, first.isoformat(), known.pop() if len(known) == 1 else ""), name
