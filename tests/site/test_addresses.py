"""Every record has an address of its own, whatever it is called."""

import re

import site_logs as logs
from remit.log.record import Record
from remit.site.addresses import addresses
from remit.site.pages import site
from remit.site.view import make_view


def _foreign(path: str, name: str) -> Record:
    return Record(path, name, "accepted", {"title": name}, "", format="madr4")


def test_a_record_stands_at_its_id() -> None:
    where = logs.view(logs.record()).where
    assert where.records == {"decisions/2026/D-20261121-k3f9qz.md": "decisions/D-20261121-k3f9qz.html"}
    assert where.records[where.ids["D-20261121-k3f9qz"]] == "decisions/D-20261121-k3f9qz.html"


def test_odd_and_equal_names_get_different_addresses_on_every_file_system() -> None:
    log = logs.log(
        _foreign("docs/adr/0001 café.md", "docs/adr/0001 café"),
        _foreign("docs/adr/index.md", "index"),
        _foreign("a/X.md", "a/X"),
        _foreign("b/x.md", "a/x"),
        _foreign("c.md", "../../etc/passwd"),
        _foreign("d.md", ".."),
    )
    found = sorted(addresses(log, (), ()).records.values())
    assert len({name.lower() for name in found}) == 6
    assert all(name.startswith("decisions/") and ".." not in name and "/" not in name[10:] for name in found)
    assert "decisions/index.html" not in found


def test_two_records_with_one_id_have_a_page_each() -> None:
    one = logs.record()
    twin = one._replace(path="decisions/2026/D-20261121-k3f9qz-twin.md")
    view = make_view(logs.log(one, twin), logs.NOW)
    assert len(set(view.where.records.values())) == 2


def test_an_old_name_leads_to_the_record() -> None:
    where = logs.view(logs.record(aliases=["ADR-12"])).where
    assert where.records[where.ids["ADR-12"]] == "decisions/D-20261121-k3f9qz.html"
    assert "ADR-13" not in where.ids


def test_a_further_name_leads_to_the_page_of_its_decision() -> None:
    record = logs.record(aliases=["ADR-7", "D-20261121-k3f9qz", "a/b"])
    files = site(logs.view(record, logs.record("b2c3d4", aliases=["ADR-7"]))).files
    assert 'url=../decisions/D-20261121-k3f9qz.html"' in files["decisions/a-b.html"]
    assert sorted(name for name in files if re.fullmatch(r"decisions/(ADR|a-|D-).*\.html", name)) == [
        "decisions/ADR-7.html",
        "decisions/a-b.html",
    ]
