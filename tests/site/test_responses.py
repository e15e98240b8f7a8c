"""What happened to a record, and what others did."""

import site_logs as logs
from remit.log.timeline import Change, Commit, History, Identity, Timeline
from remit.site.timeline import timeline
from remit.site.view import make_view


def test_everything_that_happened_stands_in_one_order() -> None:
    record = logs.record(
        acts=(
            logs.act("advice", "eva", "Keep the keys.", taken="partly"),
            logs.act("consent", "ana", on="2026-11-21T09:00+00:00"),
            logs.act("advice", "dia", "Late.", on="2026-11-21T11:00+00:00"),
        ),
        advice=[{"who": "cho", "on": "2026-11-19", "taken": "no", "said": "Wait."}, {"who": "dia"}],
        outcomes=[{"who": "ben", "on": "2026-12-01", "result": "better", "learned": "Cheap."}],
    )
    newer = logs.record("b2c3d4", supersedes=["D-20261121-k3f9qz"], decided="2026-12-03")
    commit = Commit("1" * 40, Identity("Ben", "ben@example.com"), 0, Identity("Ben", "ben@example.com"), 1795262400)
    steps = (Change("status", None, "accepted", record.path, commit, commit),)
    history = History("1" * 40, {record.id: Timeline(record.id, record.path, steps)})
    view = make_view(logs.log(record, newer), logs.NOW, history=history)
    assert [(event.kind, event.who, event.words) for event in timeline(view, record)] == [
        ("raised", "", ""), ("advice", "cho", "Wait."), ("advice", "eva", "Keep the keys."), ("consent", "ana", ""),
        ("decided", "ben", ""), ("advice", "dia", "Late."), ("merged", "", ""), ("outcome", "ben", "Cheap."),
        ("superseded", "", ""), ("advice", "dia", ""),
    ]  # fmt: skip
