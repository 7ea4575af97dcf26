"""Asking a pack's questions again, of the archive of today, and telling what is different."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.ask import Question
from assistant.packs.checking import NoPack, unpack
from assistant.packs.matter import ClauseOf, ReportOf, report_of
from assistant.service.identity import Identity
from assistant.service.service import Service
from evidence.errors import VouchError
from evidence.frameworks import BUNDLED, load
from evidence.view import View

_GONE = {"superseded": "replaced by another version", "withdrawn": "withdrawn", "unknown": "not in the archive"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``what``: ``status``, ``value``, ``claim``, ``citation``, ``document``, ``row`` or ``error``.

    ``before`` is "" for what is new, ``after`` for what is there no longer.
    """

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """One question or report, asked again. ``result``: ``equal``, ``changed`` or ``document gone``."""

    title: str
    result: str
    changes: tuple[Change, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        changes = [{"what": each.what, "before": each.before, "after": each.after} for each in self.changes]
        return {"title": self.title, "result": self.result, "changes": changes}


def replay(service: Service, who: Identity, raw: bytes) -> list[Replayed]:
    """Ask again what a pack's answers answered, with the groups and the day of then.

    ``who`` sees no more than they may: of the groups of then those that they have. Nothing is entered in the ledger.
    Check the pack first; raises ``NoPack`` for what is none.
    """
    try:
        said = json.loads(unpack(raw)["answers.json"])
        if said["answers"]:
            return [_asked_again(service, who, row) for row in said["answers"]]
        return [_made_again(service, who, said["kind"], said["request"], said["report"])]
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise NoPack("its answers.json is not in the form that packs have") from error


def _asked_again(service: Service, who: Identity, row: Mapping[str, Any]) -> Replayed:
    then = row["answer"]
    known_by = date.fromisoformat(row["known_by"]) if row.get("known_by") else None
    framework = BUNDLED.get(row.get("framework") or "") and load(row["framework"])
    view = service.archive.view(_groups(who, row["groups"]), None, known_by)
    day = date.fromisoformat(then["as_of"])
    question = Question(row["question"], then["id"], day, tuple(row["earlier"]), row["mode"], framework or None)
    try:
        now = service.assistant.ask(view, question, service.today()).as_json()
    except VouchError as error:
        return Replayed(row["question"], "changed", (Change("error", "", str(error)),))
    gone = list(_gone(view, (each for claim in then["claims"] for each in claim["citations"])))
    changes = [*gone, *_differences(then, now)]
    return Replayed(row["question"], "document gone" if gone else "changed" if changes else "equal", tuple(changes))


def _groups(who: Identity, then: Sequence[str] | None) -> tuple[str, ...] | None:
    if then is None:
        return who.groups
    return tuple(then) if who.groups is None else tuple(group for group in then if group in who.groups)


def _gone(view: View, citations: Iterable[Mapping[str, Any]]) -> Iterable[Change]:
    """The versions cited that are no longer what the archive holds, each once."""
    for doc_id, sha256 in dict.fromkeys((each["doc_id"], each["sha256"]) for each in citations):
        state = view.resolve(doc_id, sha256)
        if state != "live":
            yield Change("document", f"{doc_id} ({sha256[:12]})", _GONE.get(state, state))


def _differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterable[Change]:
    for name in ("status", "value"):
        before, after = _shown(then[name]), _shown(now[name])
        if before != after:
            yield Change(name, before, after)
    yield from _sets("claim", _claims(then), _claims(now))
    yield from _sets("citation", _citations(then), _citations(now))


def _shown(value: Any) -> str:
    return str(value["value"]) if isinstance(value, Mapping) else str(value or "")


def _claims(answer: Mapping[str, Any]) -> list[str]:
    return [claim["text"] for claim in answer["claims"]]


def _citations(answer: Mapping[str, Any]) -> list[str]:
    return [f"{each['doc_id']}: “{each['quote']}”" for claim in answer["claims"] for each in claim["citations"]]


def _sets(what: str, before: Sequence[str], after: Sequence[str]) -> Iterable[Change]:
    for each in dict.fromkeys(before):
        if each not in after:
            yield Change(what, each, "")
    for each in dict.fromkeys(after):
        if each not in before:
            yield Change(what, "", each)


def _made_again(service: Service, who: Identity, kind: str, request: Mapping[str, Any], then: Any) -> Replayed:
    """A report or a clause made again: its rows and sentences held against those of then."""
    day = date.fromisoformat(request["as_of"])
    known_by = date.fromisoformat(request["known_by"]) if request.get("known_by") else None
    groups = _groups(who, request["groups"])
    asker = Identity(who.person, groups, who.role, who.via, who.name, who.frameworks)
    wanted: ClauseOf | ReportOf
    if kind == "clause":
        wanted = ClauseOf(request["framework"], request["ref"], day, known_by)
    else:
        wanted = ReportOf(
            request["report"],
            tuple(request["frameworks"]),
            request["period"],
            day,
            known_by,
            request.get("audience", ""),
        )
    made = report_of(service, asker, wanted)
    gone = list(_gone(service.archive.view(groups, None), _cited(then)))
    changes = [*gone, *_sets("row", list(_rows(then)), list(_rows(made.as_json())))]
    return Replayed(made.title, "document gone" if gone else "changed" if changes else "equal", tuple(changes))


def _rows(report: Any) -> Iterable[str]:
    """Every row and sentence of a report's JSON on one line each; of a form of its own, every item."""
    if isinstance(report, Mapping) and "sections" in report:
        for section in report["sections"]:
            for sentence in section["sentences"]:
                yield sentence["text"]
            for row in section["rows"]:
                yield " | ".join(str(row["cells"][column]) for column in section["columns"] if column in row["cells"])
    elif isinstance(report, Sequence) and not isinstance(report, str):
        for each in report:
            yield json.dumps(each, ensure_ascii=False, sort_keys=True, default=str)


def _cited(value: Any) -> Iterable[Mapping[str, Any]]:
    """Every citation anywhere in a report's JSON."""
    if isinstance(value, Mapping):
        if {"doc_id", "sha256", "quote"} <= value.keys():
            yield value
        for each in value.values():
            yield from _cited(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _cited(each)
