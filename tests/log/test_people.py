"""People: text to types; what is wrong is told and left out, and hides nothing else."""

from datetime import date
from textwrap import dedent

from remit.log.people import Away, Hold, People, Person, Scribe, read_people


def test_everybody_with_everything():
    people, findings = read_people(
        dedent("""\
        people:
          ana: {name: Ana Ito, emails: [ana@example.com], logins: [anaito], keys: ["ssh-ed25519 AAAA"], team: shop}
          jo.berg@north: {name: Jo Berg, left: 2026-03-31, formerly: [joe]}
          ben:
          renovate: {kind: bot, emails: bot@example.com}
        holds:
          - {role: platform-lead, who: ana, from: 2026-01-01, until: 2026-06-30}
          - {role: board, who: joe}
        away:
          - {who: ana, from: 2026-07-01, until: 2026-07-14}
        scribes:
          - {who: ben, for: board}
        """)
    )
    assert findings == []
    assert people == People(
        (
            Person("ana", "Ana Ito", ("ana@example.com",), ("anaito",), ("ssh-ed25519 AAAA",), "shop"),
            Person("jo.berg@north", "Jo Berg", left=date(2026, 3, 31), formerly=("joe",)),
            Person("ben"),
            Person("renovate", emails=("bot@example.com",), kind="bot"),
        ),
        (Hold("platform-lead", "ana", date(2026, 1, 1), date(2026, 6, 30)), Hold("board", "joe")),
        (Away("ana", date(2026, 7, 1), date(2026, 7, 14)),),
        (Scribe("ben", ("board",)),),
    )
    assert people.by_handle["joe"].handle == "jo.berg@north"
    assert people.by_email["bot@example.com"].kind == "bot"
    assert people.away_on(date(2026, 7, 14)) == {"ana": date(2026, 7, 14)}
    assert people.away_on(date(2026, 7, 15)) == {}
    assert people.holds[0].on(date(2026, 6, 30))
    assert not people.holds[0].on(date(2025, 12, 31))
    assert people.people[1].here_on(date(2026, 3, 31))
    assert not people.people[1].here_on(date(2026, 4, 1))


def test_an_empty_file_is_nobody():
    assert read_people("", "people.yml") == (People(path="people.yml"), [])


def test_every_problem_comes_at_once_and_the_rest_is_kept():
    people, findings = read_people(
        dedent("""\
        people:
          ana: {name: Ana, email: ana@example.com}
          Ben: {name: Ben}
          cho: {emails: [Cho@example.com, nobody], left: soon}
          dia: {emails: [cho@example.com]}
          eva: {emails: [CHO@example.com], formerly: [dia]}
          fay: {formerly: [old]}
          gil: {formerly: [old], kind: robot}
          hal: {formerly: [old]}
        holds:
          - {role: lead, who: dai}
          - {who: dia}
        away:
          - {who: dia, from: 2026-02-01, until: 2026-01-01}
        scribes: {who: dia}
        more: 1
        """),
        "people.yml",
    )
    assert [person.handle for person in people.people] == ["dia", "eva", "fay", "hal"]
    assert people.holds == (Hold("lead", "dai"),)
    assert people.away == ()
    assert people.scribes == ()
    assert {(found.code, found.name, found.level) for found in findings} == {("L13", "people-unreadable", "error")}
    assert [f"{found.line}:{found.column} {found.message}; {found.remedy}" for found in findings] == [
        "2:20 `email` is not a key of a person; did you mean `emails`?",
        "3:3 people.Ben is `Ben`; write `ben`",
        "4:35 people.cho.emails[2] is `nobody`; write an e-mail address, such as `ana@example.com`",
        "4:44 people.cho.left is `soon`; write a day, such as `2026-01-31`",
        "6:9 CHO@example.com is the address of dia and eva; a commit's author must be one person: keep the address for one of them",
        "6:36 `dia` is dia's handle; a handle never changes hands: old records name it",
        "8:26 people.gil.kind is `robot`; did you mean `bot`?",
        "9:9 `old` is fay's handle; a handle never changes hands: old records name it",
        "11:18 `dai` is nobody of `people`; did you mean `dia`?",
        "12:5 a holder needs `role`; add `role`: The role.",
        "14:34 this ends before it begins; `until` is the last day",
        "15:1 scribes is a mapping; write a list",
        "16:1 `more` is not a key of people.yml; one of: people, holds, away, scribes, founded",
    ]


def test_what_is_no_yaml_is_one_problem():
    people, findings = read_people("people: [", "people.yml")
    assert people == People(path="people.yml")
    assert [(found.code, found.line, found.path) for found in findings] == [("L13", 1, "people.yml")]
