"""Reading the words of a plain call without click. Whatever is not plain (help, a mistake, an abbreviation) is left to click.

The tables name the options that click declares too; a test compares the two.
"""

from typing import Any

FLAG, VALUE, MANY = "flag", "value", "many"
CHECK = {
    "--staged": ("staged", FLAG), "--range": ("range", VALUE), "--commit": ("commit", VALUE), "--all": ("all", FLAG),
    "--strict": ("strict", FLAG), "--format": ("format", VALUE), "--json": ("json", FLAG), "--fix": ("fix", FLAG),
    "--write-baseline": ("write_baseline", FLAG), "--explain": ("explain", VALUE), "--schema": ("schema", VALUE), "--fetch": ("fetch", FLAG),
    "--queued": ("queued", FLAG),
}  # fmt: skip
LIST = {
    "--status": ("status", MANY), "--tier": ("tier", MANY), "--boundary": ("boundary", MANY), "--decider": ("decider", MANY),
    "--team": ("team", MANY), "--topic": ("topic", MANY), "--intent": ("intent", MANY), "--tag": ("tag", MANY),
    "--since": ("since", VALUE), "--until": ("until", VALUE), "--governs": ("governs", VALUE), "--sort": ("sort", VALUE),
    "--reverse": ("reverse", FLAG), "--limit": ("limit", VALUE), "--format": ("format", VALUE), "--json": ("json", FLAG),
}  # fmt: skip
SHOW = {"--at": ("at", VALUE), "--format": ("format", VALUE), "--json": ("json", FLAG)}
FACTS = {"--amount": ("amount", VALUE), "--fact": ("fact", MANY)}
MAY = FACTS | {
    "--topic": ("topic", MANY), "--raised": ("raised", VALUE), "--raised-by": ("raised_by", VALUE), "--requester": ("requester", VALUE),
    "--interested": ("interested", MANY), "--related": ("related", MANY), "--budget": ("budget", VALUE), "--emergency": ("emergency", VALUE),
    "--intent": ("intent", MANY), "--affects": ("affects", MANY), "--evidence": ("evidence", MANY), "--tag": ("tags", MANY),
    "--team": ("team", VALUE), "--review-by": ("review_by", VALUE), "--as": ("as_role", VALUE), "--at": ("when", VALUE),
    "--away": ("away", MANY), "--who": ("who", VALUE), "--format": ("format", VALUE), "--json": ("json", FLAG),
}  # fmt: skip
WHO = FACTS | {"--at": ("when", VALUE), "--format": ("format", VALUE), "--json": ("json", FLAG)}
Options = dict[str, tuple[str, str]]


def parse(words: list[str], options: Options) -> tuple[dict[str, Any], list[str]] | None:
    """Options and other words; None where click must read them."""
    found: dict[str, Any] = {}
    rest: list[str] = []
    ahead = iter(words)
    for word in ahead:
        if not word.startswith("-"):
            rest.append(word)
            continue
        name, equals, value = word.partition("=")
        if name not in options or (equals and options[name][1] == FLAG):
            return None
        key, kind = options[name]
        if kind == FLAG:
            found[key] = True
            continue
        given = value if equals else next(ahead, None)
        if given is None or (not equals and given.startswith("-")):
            return None
        if kind == MANY:
            found.setdefault(key, []).append(given)
        elif key in found:
            return None
        else:
            found[key] = given
    if found.pop("json", False):
        found["format"] = "json"
    return found, rest


def run(command: str, words: list[str]) -> int | None:
    """The exit code of a plain call; None where click must read it."""
    return {"check": _check, "list": _list, "show": _show, "may": _may, "who": _who}[command](words)


def _check(words: list[str]) -> int | None:
    from remit.commands import _checking

    parsed = parse(words, CHECK)
    if parsed is None or parsed[1] or parsed[0].get("format", "text") not in _checking.FORMATS:
        return None
    return _checking.check(_checking.Asked(**parsed[0]))


def _list(words: list[str]) -> int | None:
    from remit.commands import _listing

    parsed = parse(words, LIST)
    if parsed is None or not _listing.is_plain(parsed[0]):
        return None
    return _listing.show(_listing.asked(parsed[0], parsed[1]))


def _show(words: list[str]) -> int | None:
    from remit.commands import _showing

    parsed = parse(words, SHOW)
    if parsed is None or len(parsed[1]) != 1 or parsed[0].get("format", "text") not in ("text", "json"):
        return None
    return _showing.show(parsed[1][0], parsed[0].get("at"), as_json=parsed[0].get("format") == "json")


def _may(words: list[str]) -> int | None:
    parsed = parse(words, MAY)
    if parsed is None or len(parsed[1]) > 1 or parsed[0].get("format", "text") not in ("text", "json"):
        return None
    from remit.commands import _asking, _case
    from remit.commands._desk import Desk

    given, what = parsed[0], parsed[1][0] if parsed[1] else ""
    as_json, as_role, when = given.pop("format", "") == "json", given.pop("as_role", None), given.pop("when", None)
    desk = Desk(given.pop("who", None), tuple(given.pop("away", ())))
    return _asking.may(desk, what, _case.Case(**_tuples(given)), as_role, when, as_json=as_json)


def _who(words: list[str]) -> int | None:
    parsed = parse(words, WHO)
    if parsed is None or len(parsed[1]) != 1 or parsed[0].get("format", "text") not in ("text", "json"):
        return None
    from remit.commands import _asking, _case
    from remit.commands._desk import Desk

    given, topic = parsed[0], parsed[1][0]
    as_json, when = given.pop("format", "") == "json", given.pop("when", None)
    return _asking.who(Desk(), _case.Case(topic=(topic,), **_tuples(given)), when, as_json=as_json)


def _tuples(given: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
