"""What others did to a record."""

import site_logs as logs
from remit.site.responses import responses


def test_act_files_and_what_the_record_reports_stand_together_by_kind_and_time() -> None:
    record = logs.record(
        acts=(
            logs.act("advice", "eva", "Keep the keys.", taken="partly"),
            logs.act("consent", "ana", as_="platform-lead"),
        ),
        advice=[{"who": "cho", "on": "2026-11-19", "taken": "no", "said": "Wait."}],
        outcomes=[{"who": "ben", "on": "2026-12-01", "result": "better", "learned": "Cheap."}],
    )
    assert [(response.kind, response.who, response.words, response.proven) for response in responses(record)] == [
        ("advice", "cho", "Wait.", False),
        ("advice", "eva", "Keep the keys.", True),
        ("consent", "ana", "", True),
        ("outcome", "ben", "Cheap.", False),
    ]
