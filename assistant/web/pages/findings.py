"""Findings: what does not fit together, or is missing, with the words of both sides; and what people decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from assistant.reports.report import Bar
from assistant.service.reading import made_by
from assistant.web.answers import Source, source
from assistant.web.choices import address, back_to, words
from assistant.web.navigation import Page
from assistant.web.pages.evidence import number
from assistant.web.site import Site
from assistant.web.working import working
from evidence.errors import QuestionError
from evidence.finding_types import FINDING_TYPES
from evidence.lexical import analyse
from evidence.record import Decision

PAGE = Page("findings", "Findings", "/findings", 50)

_ON_A_PAGE = 20
_LONGEST = 4_000
_TONES = {"high": "bad", "medium": "warn", "low": ""}
_STATES = {"open": "bad", "stale": "warn", "accepted": "good", "resolved": "good"}
_ORDER = ("high", "medium", "low")
_FILTERS = ("severity", "type", "state", "owner")


@dataclass(frozen=True, slots=True)
class Card:
    """One finding. ``sides`` are the words that stand next to each other."""

    told: dict[str, Any]
    title: str
    sides: tuple[Source, ...]
    decision: Decision | None
    earlier: tuple[Decision, ...]


def routes(site: Site) -> APIRouter:
    """``/findings`` and the form of a decision."""
    router = site.router()
    pages = _Pages(site)
    router.get("/findings")(working(pages.findings))
    router.post("/findings/{identity}/decide", response_model=None)(pages.decide)
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._service = site.service

    def findings(self, request: Request) -> Response:
        """The findings that pass, gravest first."""
        who = self._site.who(request)
        as_of, known_by = self._site.as_of(request), self._site.known_by(request)
        everything = self._service.findings(who, as_of, known_by)
        picked = {name: words(request, name) for name in _FILTERS}
        text = words(request, "q")
        kept = [each for each in everything if _passes(each, picked, text)]
        kept.sort(key=lambda each: (each["state"] not in ("open", "stale"), _ORDER.index(each["severity"])))
        pages = max(1, -(-len(kept) // _ON_A_PAGE))
        page = min(max(number(words(request, "page")) or 1, 1), pages)
        same = {**picked, "q": text, "as_of": as_of, "known_by": known_by}
        return self._site.render(
            request,
            "findings.html",
            who=who,
            page="findings",
            as_of=as_of,
            known_by=known_by,
            cards=[self._card(each, known_by) for each in kept[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]],
            found=len(kept),
            total=len(everything),
            at=page,
            pages=pages,
            url=lambda other: address("/findings", **same, page=other),
            here=address("/findings", **same, page=page if page > 1 else ""),
            file=lambda form: address("/api/v1/reports/findings", form=form, as_of=as_of, known_by=known_by),
            picked=picked,
            text=text,
            choices=_choices(everything),
            bars=_bars(everything),
            tones=_TONES,
            states=_STATES,
            title_of=_title,
        )

    async def decide(
        self,
        request: Request,
        identity: str,
        state: Annotated[str, Form()],
        reason: Annotated[str, Form()] = "",
        owner: Annotated[str, Form()] = "",
        due: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = "",
    ) -> Response:
        """Accept or resolve a finding, or open it again; with a reason."""
        who = self._site.who(request, "decide")
        if not reason.strip():
            raise QuestionError("a decision needs its reason", remedy="Write why, so that an auditor can follow it.")
        said = reason.strip()[:_LONGEST], owner.strip()[:256], due.strip()
        await run_in_threadpool(self._service.decide_finding, who, identity, state, *said)
        return RedirectResponse(f"{back_to(next, '/findings').partition('#')[0]}#f-{identity}", 303)

    def _card(self, told: dict[str, Any], known_by: date | None) -> Card:
        sides = tuple(source(each, "") for each in told["evidence"])
        history = [each for each in self._service.record.history("finding", told["id"]) if made_by(each, known_by)]
        decision = history[-1] if history else None
        return Card(told, _title(told["type"]), sides, decision, tuple(history[:-1]))


def _title(kind: str) -> str:
    return kind.replace("-", " ").replace("_", " ").capitalize()


def _passes(told: dict[str, Any], picked: dict[str, str], text: str) -> bool:
    if any(wanted and wanted != (told[name] or "") for name, wanted in picked.items()):
        return False
    said = [told["summary"], told["id"], told["type"], *(each["title"] for each in told["evidence"])]
    return not text or set(analyse(text)) <= set(analyse(" ".join(said)))


def _choices(everything: list[dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen, with counts."""
    found = {}
    for name in _FILTERS:
        counts = Counter(str(each[name]) for each in everything if each[name])
        order = _ORDER if name == "severity" else tuple(FINDING_TYPES) if name == "type" else sorted(counts)
        shown = _title if name == "type" else str
        found[name] = [(value, f"{shown(value)} ({counts[value]})") for value in order if counts[value]]
    return found


def _bars(everything: list[dict[str, Any]]) -> list[Bar]:
    pending = Counter(each["severity"] for each in everything if each["state"] in ("open", "stale"))
    decided = sum(each["state"] in ("accepted", "resolved") for each in everything)
    bars = [Bar(f"{name.capitalize()}, open", pending[name], str(pending[name]), _TONES[name]) for name in _ORDER]
    return [*bars, Bar("Decided", decided, str(decided), "good")]
