"""Questions of a labelled set asked in Slack, each answer held against what the service answers on the web."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.service import Asked, Identity, Service
from integrations.slack.blocks.places import evidence_link
from integrations.slack.desk import Desk
from integrations.slack.part import SlackPart
from tests.support import slack_server_people as do
from tests.support.slack_app import PUBLIC, local_slack, slack_part
from tests.support.slack_server import SlackServer
from tests.support.slack_server_world import TEAM

_CUT = "The answer is longer than this"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """One question: what differs between the two answers, "" for nothing; and the status on the web."""

    id: str
    status: str
    difference: str


def slack_style(row: Row) -> bool:
    """Whether a question is written as people write in a chat: it begins in lower case, or has no mark at its end."""
    asked = str(row["question"])
    return asked[:1].islower() or not asked.endswith(("?", "."))


def with_history(rows: Iterable[Row], wanted: Iterable[Row]) -> list[Row]:
    """The wanted rows and the ones that they follow up, in the order of ``rows``."""
    by_id = {str(row["id"]): row for row in rows}
    kept: set[str] = set()
    for row in wanted:
        each: Row | None = row
        while each is not None and str(each["id"]) not in kept:
            kept.add(str(each["id"]))
            each = by_id.get(str(each.get("follow_up_of")))
    return [row for row in by_id.values() if str(row["id"]) in kept]


def compare(service: Service, desk: Desk, home: Path, rows: Iterable[Row]) -> Iterator[Compared]:
    """Ask each row in a direct message, a follow-up in the thread of what it follows up.

    The web's answer is that of ``service`` to a person with the same groups, in a conversation of its own.
    """
    held = list(rows)
    groups = {tuple(row.get("groups") or ()) for row in held}
    mapped = {f"{_name(each)}@home.example": each for each in groups}
    with local_slack() as slack:
        for each in groups:
            slack.world.person(f"U9{_name(each).upper()}", f"{_name(each)}@home.example", _name(each))
        with slack_part(slack, desk, home, people=mapped, groups={}) as part:
            yield from _compared(slack, part, service, held)


def _compared(slack: SlackServer, part: SlackPart, service: Service, rows: list[Row]) -> Iterator[Compared]:
    threads: dict[str, str] = {}
    web: dict[str, str | None] = {}
    everyone = service.public(Identity("x", ())).groups or ()
    for row in rows:
        identity, before = str(row["id"]), str(row.get("follow_up_of") or "")
        name = _name(tuple(row.get("groups") or ()))
        seen = tuple(dict.fromkeys((*everyone, *(row.get("groups") or ()))))
        told = service.ask(
            Identity(f"web-{name}@home.example", seen), Asked(str(row["question"]), conversation=web.get(before))
        )
        said = do.tell(slack, f"U9{name.upper()}", str(row["question"]), thread=threads.get(before, ""))
        threads[identity], web[identity] = threads.get(before, str(said["ts"])), told.conversation
        key = f"{TEAM}/{said['channel']}/{said['ts']}"
        _idle(slack, part)
        job = part.inbox.get(key)
        shown = [slack.world.messages[at]["blocks"] for at in (job.posted if job else ())]
        yield Compared(identity, told.answer.status, _difference(told.answer.as_json(), shown))


def _idle(slack: SlackServer, part: SlackPart) -> None:
    """Wait until everything that was sent is taken and done."""
    slack.world.wait(lambda: all(each.acked.is_set() for each in slack.deliveries), 60)
    slack.world.wait(lambda: set(part.inbox.counts()) <= {"done"}, 60)


def _difference(answer: Mapping[str, Any], shown: list[Any]) -> str:
    words, links = _letters(said(shown)), list(dict.fromkeys(linked(shown)))
    if not shown:
        return "nothing was posted"
    if (answer["status"] == "not_found") != (_letters("Not found.") in words and not answer["claims"]):
        return f"the web says {answer['status']}"
    at = 0
    for claim in answer["claims"]:
        at = words.find(_letters(claim["text"]), at)
        if at < 0:
            return "" if _letters(_CUT) in words else "a claim is missing, or not in its place"
    cited = [evidence_link(PUBLIC, each) for claim in answer["claims"] for each in claim["citations"]]
    near = [evidence_link(PUBLIC, each) for each in answer["nearest"]]
    if set(cited) - set(links) and _letters(_CUT) not in words:
        return "a citation is missing"
    return "a link that the web does not give" if set(links) - set(cited) - set(near) else ""


def _letters(words: str) -> str:
    """Words without what a block may break them at: spaces and signs that cannot be seen."""
    return "".join(sign for sign in words if sign.isprintable() and not sign.isspace())


def said(blocks: Any) -> str:
    """All text of blocks, in order."""
    if isinstance(blocks, dict):
        own = blocks.get("text")
        inner = "".join(said(blocks[name]) for name in ("elements", "rows") if name in blocks)
        return (own if isinstance(own, str) else said(own)) + inner
    return "".join(said(each) for each in blocks) if isinstance(blocks, list | tuple) else ""


def linked(blocks: Any) -> Iterator[str]:
    """The addresses of all links in blocks, in order."""
    if isinstance(blocks, dict):
        if blocks.get("type") == "link":
            yield str(blocks["url"])
        for each in blocks.values():
            yield from linked(each)
    elif isinstance(blocks, list | tuple):
        for each in blocks:
            yield from linked(each)


def _name(groups: tuple[str, ...]) -> str:
    return "".join(sorted("".join(c for c in each if c.isalnum()) for each in groups)) or "nobody"
