"""What others did to a record."""

from datetime import date

import site_logs as logs
from remit.site.responses import open_stops, responses

TODAY = date(2026, 11, 21)


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


def test_a_stop_is_open_until_a_lift_names_it() -> None:
    stop = logs.act("stop", "ana")
    assert len(open_stops(responses(logs.record(acts=(stop,))), TODAY)) == 1
    lift = logs.act("lift", "ben", lifts="stop-ana-p7x2")
    assert open_stops(responses(logs.record(acts=(stop, lift))), TODAY) == ()
    other = logs.act("lift", "ben", lifts="stop-eva-0000")
    assert len(open_stops(responses(logs.record(acts=(stop, other))), TODAY)) == 1


def test_a_stop_is_over_after_its_last_day() -> None:
    record = logs.record(acts=(logs.act("stop", "ana", until="2026-11-21"),))
    assert len(open_stops(responses(record), TODAY)) == 1
    assert open_stops(responses(record), date(2026, 11, 22)) == ()


def test_a_stop_that_the_record_reports_as_lifted_is_not_open() -> None:
    record = logs.record(stops=[{"who": "ana", "on": "2026-11-20", "lifted": {"who": "ben"}}])
    assert open_stops(responses(record), TODAY) == ()
