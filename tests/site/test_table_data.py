"""The data file behind the table of decisions."""

import site_logs as logs
from remit.site.table_data import table_data, table_rows, table_script


def test_the_data_file_holds_each_value_once_and_rows_newest_first() -> None:
    stop = logs.act("stop", "ana")
    view = logs.view(
        logs.record(acts=(stop,), tags=["speed", "money"]),
        logs.record(
            "b2c3d4", title="Use Postgres", decided="2026-01-02", topic=["data/store", "tooling"], decider="ana"
        ),
        logs.proposal("c3d4e5", title="A new queue", raised="2026-11-20"),
    )
    assert table_data(view, table_rows(view)) == {
        "id": ["D-20261121-k3f9qz", "D-20261121-c3d4e5", "D-20261121-b2c3d4"],
        "title": ["Cache orders in Redis", "A new queue", "Use Postgres"],
        "href": ["D-20261121-k3f9qz.html", "D-20261121-c3d4e5.html", "D-20261121-b2c3d4.html"],
        "date": ["2026-11-21", "2026-11-20", "2026-01-02"],
        "stopped": [0],
        "status": {"v": ["accepted", "proposed"], "i": [0, 1, 0], "l": ["Accepted", "Open"]},
        "tier": {"v": ["edge"], "i": [0, -1, 0]},
        "boundary": {"v": ["tools"], "i": [0, -1, 0]},
        "decider": {"v": ["ben", "ana"], "i": [0, -1, 1], "l": ["Ben Okoro", "Ana Ito"]},
        "team": {"v": ["shop", "platform"], "i": [0, -1, 1]},
        "topic": {"v": ["tooling/cache", "data/store", "tooling"], "i": [0, 0, [1, 2]]},
        "intent": {"v": [], "i": [-1, -1, -1]},
        "tag": {"v": ["speed", "money"], "i": [[0, 1], -1, -1]},
    }


def test_t46_the_data_file_is_a_script_that_no_title_can_break() -> None:
    view = logs.view(logs.record(title="</script><script>alert(1)</script>"))
    script = table_script(view, table_rows(view), "v1")
    assert script.startswith('remitDecisions({"version":"v1",')
    assert "<" not in script
