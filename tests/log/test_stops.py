"""Which stops are open."""

from datetime import UTC, datetime

import site_logs as logs
from remit.log.ids import short
from remit.log.record import Record
from remit.log.stops import Stop, stops_among, stops_on


def open_on(day: int, record: Record) -> list[Stop]:
    """The stops of a record that are open at noon of a day in November 2026."""
    return [stop for stop in stops_on(record, UTC) if stop.is_open(datetime(2026, 11, day, 12, tzinfo=UTC), UTC)]


def test_a_stop_is_open_until_a_lift_names_it() -> None:
    stop = logs.act("stop", "ana")
    assert len(open_on(21, logs.record(acts=(stop,)))) == 1
    lift = logs.act("lift", "ben", lifts="stop-ana-p7x2")
    assert open_on(21, logs.record(acts=(stop, lift))) == []
    other = logs.act("lift", "ben", lifts="stop-eva-0000")
    assert len(open_on(21, logs.record(acts=(stop, other)))) == 1


def test_a_stop_is_over_after_its_last_day() -> None:
    record = logs.record(acts=(logs.act("stop", "ana", until="2026-11-21"),))
    assert len(open_on(21, record)) == 1
    assert open_on(22, record) == []


def test_a_stop_that_the_record_reports_as_lifted_is_not_open() -> None:
    record = logs.record(stops=[{"who": "ana", "on": "2026-11-20", "lifted": {"who": "ben"}}])
    assert open_on(21, record) == []


def test_a_stop_names_the_command_that_lifts_it() -> None:
    (stop,) = stops_on(logs.record("D-20261118-k3f9qz", acts=(logs.act("stop", "ana"),)), UTC)
    assert stop.command == 'remit resume k3f9qz --why "..."'
    (stop,) = stops_among([logs.act("stop", "ana", topic="tooling")], UTC)
    assert (stop.what, stop.command) == ("tooling", 'remit resume --topic tooling --why "..."')


def test_a_record_is_called_by_what_people_type() -> None:
    names = ("D-20261118-k3f9qz", "docs/adr/0012 use redis", "")
    assert [short(name) for name in names] == ["k3f9qz", "'docs/adr/0012 use redis'", ""]
