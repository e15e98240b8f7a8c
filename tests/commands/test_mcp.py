"""What assistants may ask: over a real client, in a real repository, and never more than a person lets them."""

import asyncio
import hashlib
import json
import os
import shlex
import shutil
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from remit.log.problem import Usage
from remit.mcp import tools as _assistant
from support import Repo, run_remit, start_remit

mcp = pytest.importorskip("mcp", reason="the extra remit[mcp] is not installed")

EVERY_CALL: tuple[tuple[str, dict[str, Any]], ...] = (
    ("may", {"who": "ben", "topic": "tooling/cache", "amount": 400, "title": "A second cache"}),
    ("may", {"who": "ben", "decision": "m4x8ra"}),
    ("may", {"who": "ben", "title": "A new compiler"}),
    ("who", {"topic": "tooling/cache"}),
    ("brief", {"who": "ben", "topic": "shop", "title": "Offers on the front page", "facts": {"reversible": True}}),
    ("brief", {"who": "cho", "decision": "t7y4ng"}),
    ("search_decisions", {"words": "cache"}),
    ("show_decision", {"decision": "k3f9qz"}),
    ("list_open", {}),
    ("read_context", {}),
    ("read_context", {"page": "fast-pages"}),
    ("read_policy", {}),
    ("draft_proposal", {"who": "ben", "title": "A second cache", "topic": "tooling/cache", "amount": 400, "why": "It is full."}),
)  # fmt: skip
Call = Callable[..., Awaitable[Any]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp") / "lantern"
    assert run_remit("demo", str(folder)).code == 0
    return folder


def over_stdio(folder: Path, ask: Callable[[Any], Awaitable[Any]]) -> Any:
    """What `ask` makes of a client that is connected to `remit mcp`, started as an assistant starts it."""
    from mcp import Client, StdioServerParameters

    async def talk() -> Any:
        env = {name: value for name, value in os.environ.items() if name.startswith(("GIT_", "REMIT_", "HOME", "XDG_"))}
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "remit.main", "-C", str(folder), "mcp"], env=env
        )
        async with Client(server, read_timeout_seconds=60) as client:
            return await ask(client)

    with ThreadPoolExecutor(
        1
    ) as own:  # a thread of its own: where browser tests run too, this one has an event loop already
        return own.submit(asyncio.run, talk()).result()


def every_file(folder: Path) -> dict[str, str]:
    """Each file below a folder with the digest of its content; git's own included."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def call(repo: Repo | Path, tool: str, **words: Any) -> dict[str, Any]:
    """A tool called in this process."""
    before = os.getcwd()
    os.chdir(repo.root if isinstance(repo, Repo) else repo)
    try:
        found: dict[str, Any] = getattr(_assistant, tool)(**words)
        return found
    finally:
        os.chdir(before)


def test_an_assistant_calls_every_tool_and_not_one_byte_changes(demo: Path) -> None:
    async def ask(client: Any) -> tuple[list[Any], list[Any]]:
        tools = (await client.list_tools()).tools
        return tools, [(name, await client.call_tool(name, words)) for name, words in EVERY_CALL]

    before = every_file(demo)
    tools, answers = over_stdio(demo, ask)
    assert every_file(demo) == before
    assert {name for name, _ in EVERY_CALL} == {tool.name for tool in tools}
    assert [tool.name for tool in tools] == [
        "may", "who", "brief", "search_decisions", "show_decision", "list_open", "read_context", "read_policy",
        "draft_proposal",
    ]  # fmt: skip
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    assert [name for name, answer in answers if answer.is_error] == []


def test_the_answer_over_mcp_is_the_answer_of_may(demo: Path) -> None:
    words = {"who": "ben", "topic": "tooling/cache", "amount": 4000, "title": "A rack of caches"}

    async def ask(client: Any) -> Any:
        return await client.call_tool("may", words)

    found = over_stdio(demo, ask).structured_content
    said = run_remit(
        "may", "--who", "ben", "--topic", "tooling/cache", "--amount", "4000", "A rack of caches", "--json", cwd=demo
    )
    assert found == json.loads(said.out)
    assert found["goes_to_people"] == ["cho"]


def test_whoever_asks_is_named_and_never_guessed_from_git(demo: Path) -> None:
    async def ask(client: Any) -> list[Any]:
        return [
            await client.call_tool("may", {"topic": "tooling"}),
            await client.call_tool("may", {"topic": "tooling", "who": " "}),
            await client.call_tool("may", {"topic": "tooling", "who": "zoe"}),
        ]

    unnamed, empty, unknown = over_stdio(demo, ask)
    assert unnamed.is_error
    assert empty.content[0].text.endswith("`who` is missing; give the handle of a person in people.yml")
    assert "nobody in decisions/people.yml is called zoe" in unknown.content[0].text


def test_no_tool_takes_the_place_of_a_person() -> None:
    acts = {"propose", "decide", "consent", "advise", "object", "vote", "ratify", "confirm", "stop", "resume", "review"}
    assert acts.isdisjoint(tool.__name__ for tool in _assistant.TOOLS)


def test_the_drafted_command_names_nobody_and_works_when_a_person_runs_it(demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "copy")
    found = call(
        tmp_path / "copy", "draft_proposal",
        who="dia", title="-- Ben's cache; $(touch x)", topic="tooling/cache", amount=400, facts={"reversible": True},
        why="- The first is full\nat noon.", raised="2026-11-18",
    )  # fmt: skip
    assert "--who" not in found["command"]
    assert "decider" not in found["text"]
    assert found["may"]["answer"] == "decide"
    done = run_remit(*shlex.split(found["command"])[1:], cwd=tmp_path / "copy")
    assert done.code == 0, done.err
    written = next((tmp_path / "copy").glob("decisions/2026/D-20261121-*-ben-s-cache*.md"), None)
    assert written is not None
    assert written.read_text().split("\n")[2:] == found["text"].split("\n")[2:]


def test_a_drafted_text_that_is_saved_is_a_sound_proposal(repo: Repo) -> None:
    found = call(repo, "draft_proposal", who="ben", title="A cache", topic="tooling", amount="400", why="It is slow.")
    repo.write(found["path"], found["text"])
    assert repo.remit("check").code == 0
    assert call(repo, "list_open")["open"] == [
        {
            "id": found["path"].rpartition("/")[2][:17], "title": "A cache", "status": "proposed", "topic": ["tooling"],
            "raised": None, "waits_for": ["ben", "dia"], "needs": [],
        }
    ]  # fmt: skip


def test_a_decision_is_shown_as_by_show_with_what_came_of_it(repo: Repo) -> None:
    repo.record()
    repo.act("k3f9qz", "outcome", "ben", "The page takes 0.3 s.\n", result="better")
    found = call(repo, "show_decision", decision="k3f9")
    assert found.pop("outcome") == "better"
    assert found == json.loads(repo.remit("show", "k3f9", "--json").out)


def test_who_may_decide_is_told_as_by_who(repo: Repo) -> None:
    said = json.loads(repo.remit("who", "tooling", "--json").out)
    assert call(repo, "who", topic="tooling") == {"ranges": said}


def test_a_context_page_is_read_whole(repo: Repo) -> None:
    repo.write("decisions/context/fast.md", "---\ntitle: Fast\nprefer: [speed over features]\n---\nWe lose orders.\n")
    short = {"id": "fast", "title": "Fast", "owner": None, "topics": [], "prefer": ["speed over features"]}
    assert call(repo, "read_context") == {"pages": [short]}
    assert call(repo, "read_context", page="fast") == {**short, "body": "We lose orders.\n"}
    with pytest.raises(Usage, match="there is no context page"):
        call(repo, "read_context", page="../people")


def test_a_search_tells_how_many_it_did_not_list(repo: Repo) -> None:
    for letter in "abc":
        repo.record(f"k3f9q{letter}", title=f"Cache {letter}", decided=f"2026-11-1{ord(letter) - 96}")
    repo.record("m4x8ra", title="Log in lines", topic="data/log", body="Instead of a cache.\n")
    found = call(repo, "search_decisions", words="CACHE", most=2)
    assert (found["found"], [one["title"] for one in found["decisions"]]) == (4, ["Cache c", "Cache b"])
    assert [one["title"] for one in call(repo, "search_decisions", topic="data")["decisions"]] == ["Log in lines"]
    assert call(repo, "search_decisions", words="cache", status="proposed") == {"found": 0, "decisions": []}


def test_words_without_a_topic_get_topics_to_choose_from(repo: Repo) -> None:
    found = call(repo, "may", who="ben", title="What we build with")
    assert (found["answer"], found["missing"], found["suggestions"]) == ("ask", ["topic"], ["tooling", "data"])


def test_a_log_without_a_policy_says_so(empty_repo: Repo) -> None:
    empty_repo.organisation(settings="remit: 1\npolicy: none\n", policy="")
    said = "nobody has written down who decides here (`policy: none`)"
    assert call(empty_repo, "may", who="ben", topic="tooling")["message"] == said
    assert call(empty_repo, "may", who="ben", title="A cache")["message"] == said
    assert call(empty_repo, "who", topic="tooling")["message"] == said
    assert call(empty_repo, "read_policy") == {"policies": [], "message": said}
    assert call(empty_repo, "brief", who="ben", topic="tooling")["may"]["reason"] == "none"


def test_the_policy_is_read_as_sentences_and_as_a_matrix(repo: Repo) -> None:
    (found,) = call(repo, "read_policy")["policies"]
    assert (found["policy"], found["title"]) == ("acme@2026-01-01", "Who decides what at Acme")
    assert [line["boundary"] for line in found["matrix"]] == ["tools", "customer-data"]
    assert found["sentences"]


def test_text_that_would_hide_itself_is_shown_as_escapes() -> None:
    from remit.mcp.server import _plain

    assert _plain({"text": ["plain\nline", "a\u202eb\x1b[31m"]}) == {"text": ["plain\nline", "a\\u202eb\\x1b[31m"]}


def test_without_the_extra_one_sentence_says_what_to_install(repo: Repo, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden/mcp"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("raise ModuleNotFoundError('no', name='mcp')\n")
    path = os.pathsep.join([str(hidden.parent), *filter(None, sys.path)])
    done = start_remit("mcp", cwd=repo.root, env={"PYTHONPATH": path})
    assert (done.code, done.out, done.err) == (
        1,
        "",
        "remit: the MCP server is not installed\n  `pip install 'remit[mcp]'`\n",
    )


def test_outside_a_repository_the_server_does_not_start(tmp_path: Path) -> None:
    assert run_remit("mcp", cwd=tmp_path).code == 1


def test_an_assistant_that_is_listed_as_one_holds_no_authority(repo: Repo) -> None:
    repo.write(
        "decisions/people.yml",
        repo.read("decisions/people.yml").replace("people:\n", "people:\n  robo: {kind: agent}\n"),
    )
    policy = repo.read("decisions/policy/acme@2026-01-01.yml")
    repo.write(
        "decisions/policy/acme@2026-01-01.yml",
        policy.replace("boundaries:\n", "boundaries:\n  - {id: own-desk, topic: data/desk, decide: anyone}\n"),
    )
    repo.commit("Robo, and what anyone decides")
    assert call(repo, "may", who="eva", topic="data/desk")["answer"] == "decide"
    assert call(repo, "may", who="robo", topic="data/desk")["answer"] == "escalate"


def test_the_guide_lists_every_tool() -> None:
    page = (Path(__file__).parents[2] / "site_src/guide/assistants.md").read_text()
    listed = [line.split("`")[1] for line in page.split("\n") if line.startswith("| `")]
    assert listed == [tool.__name__ for tool in _assistant.TOOLS]
