"""Gaps: what each requirement lacks, what is proposed, and people's verdicts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from assistant.clause_decisions import STATUSES, is_stale
from assistant.reports.gaps import Gap, gaps
from assistant.reports.report import Bar
from assistant.web.answers import Source
from assistant.web.choices import Chosen, chosen, without_signatures, words
from assistant.web.mapping import Mapping
from assistant.web.navigation import Page
from assistant.web.pages.clauses import clause_path
from assistant.web.pages.evidence import number
from assistant.web.reported import facts_of
from assistant.web.site import Site
from assistant.web.working import working
from evidence.frameworks import Requirement
from evidence.record import Decision

PAGE = Page("gaps", "Gaps", "/gaps", 40)

_ON_A_PAGE = 50
_TONES = {"Compliant": "good", "Partially compliant": "warn", "Not compliant": "bad", "Not assessed": "bad"}
_URGENT = {"high": "bad", "medium": "warn", "low": ""}
_DONE = ("Compliant", "Not applicable")


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement: what the rules propose, and what a person signed."""

    requirement: Requirement
    proposed: str
    status: str
    why: str
    action: str
    priority: str
    owner: str
    due: str
    sources: tuple[Source, ...]
    signed: Decision | None
    stale: bool

    @property
    def verdict(self) -> str:
        """What the form to sign begins with."""
        named = {words: verdict for verdict, words in STATUSES.items()}
        return named.get(self.status, "not_assessed")


def routes(site: Site) -> APIRouter:
    """``/gaps``; sign-offs go to the requirement's own address."""
    router = site.router()
    router.get("/gaps")(working(_Pages(site).gaps))
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site

    def gaps(self, request: Request) -> Response:
        """The requirements of a framework with what is proposed for each."""
        who = self._site.who(request)
        about = chosen(self._site, request, who)
        lines = lines_of(about)
        picked = {name: words(request, name) for name in ("status", "priority", "owner", "show")}
        picked["show"] = picked["show"] or "open"
        kept = [each for each in lines if _passes(each, picked)]
        pages = max(1, -(-len(kept) // _ON_A_PAGE))
        page = min(max(number(words(request, "page")) or 1, 1), pages)
        given = {**picked, "page": page if page > 1 else ""}
        counts = Counter(each.status for each in lines)
        return self._site.render(
            request,
            "gaps.html",
            who=who,
            page="gaps",
            as_of=about.as_of,
            known_by=about.known_by,
            chosen=about,
            picked=picked,
            lines=kept[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE],
            found=len(kept),
            total=len(lines),
            at=page,
            pages=pages,
            url=lambda other: about.link("/gaps", period="", **{**picked, "page": other}),
            here=about.link("/gaps", period="", **given),
            bars=[Bar(status, counts[status], str(counts[status]), _TONES.get(status, "")) for status in counts],
            owners=sorted({each.owner for each in lines if each.owner}),
            tones=_TONES,
            urgent=_URGENT,
            statuses=STATUSES,
            clause_path=clause_path,
        )


def lines_of(about: Chosen) -> list[Line]:
    """Every requirement of the framework, in printed order."""
    proposed = gaps(without_signatures(about.asking), about.framework)
    settled = gaps(about.asking, about.framework) if about.asking.signed else proposed
    mapping = Mapping(about)
    return [_line(mapping, one, other) for one, other in zip(proposed, settled, strict=True)]


def _line(mapping: Mapping, proposed: Gap, settled: Gap) -> Line:
    mapped = settled.mapped
    signed = mapping.signed(mapped.requirement)
    facts = [*settled.findings[:2], *(each.fact for each in mapped.evidence[:3] if each.fact)]
    return Line(
        mapped.requirement,
        proposed.status,
        settled.status,
        settled.why,
        settled.action if settled.status not in _DONE else "",
        settled.priority if settled.status not in _DONE else "",
        settled.owner,
        settled.due.isoformat() if settled.due else "",
        facts_of(mapping.chosen.asking.citer, list({each.id: each for each in facts}.values())),
        signed,
        signed is not None and is_stale(signed, mapped),
    )


def _passes(line: Line, picked: dict[str, str]) -> bool:
    fields = (("status", line.status), ("priority", line.priority), ("owner", line.owner))
    if any(picked[name] and picked[name] != said for name, said in fields):
        return False
    shown = {
        "open": bool(picked["status"]) or line.status not in _DONE,
        "unsigned": line.signed is None,
        "stale": line.stale,
    }
    return shown.get(picked["show"], True)
