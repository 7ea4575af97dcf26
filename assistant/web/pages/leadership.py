"""What leadership did in a period: a timeline, counts against the period before, indicators, risks and messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from fastapi import APIRouter, Request, Response

from assistant.reports.report import Bar
from assistant.web import charts
from assistant.web.choices import Chosen, chosen, periods_near, words
from assistant.web.leading import KINDS, Event, events, indicators, lanes, newest, risks
from assistant.web.navigation import Page
from assistant.web.reported import parts_of
from assistant.web.site import Site
from assistant.web.working import working

PAGE = Page("leadership", "Leadership", "/leadership", 55)

_MOST = 300


def routes(site: Site) -> APIRouter:
    """``/leadership``."""
    router = site.router()
    router.get("/leadership")(working(_Pages(site).leadership))
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._service = site.service

    def leadership(self, request: Request) -> Response:
        """The page of a period; the year so far where none is asked for."""
        who = self._site.who(request)
        today = self._site.as_of(request) or self._service.today()
        about = chosen(self._site, request, who, usual_period=str(today.year))
        found, compared, before = events(about.asking)
        kind = words(request, "kind")
        listed = [each for each in found if kind not in KINDS or each.kind == kind]
        heat, accepted = risks(about.asking)
        return self._site.render(
            request,
            "leadership.html",
            who=who,
            page="leadership",
            as_of=about.as_of,
            known_by=about.known_by,
            chosen=about,
            near=periods_near(today),
            kind=kind,
            kinds=KINDS,
            compared=compared,
            most=max([1, *(each.now for each in compared), *(each.before or 0 for each in compared)]),
            before=before,
            timeline=_timeline(about, found),
            months=list(_months(listed[:_MOST])),
            found=len(listed),
            newest=None if listed else newest(about.asking),
            more=max(0, len(listed) - _MOST),
            indicators=indicators(about.asking),
            heat=heat,
            accepted=[Bar(title, count, str(count), tone) for title, count, tone in accepted],
            messages=self._messages(request, about),
            undone=self._gaps(about),
        )

    def _messages(self, request: Request, about: Chosen) -> list[Bar]:
        """Messages a quarter."""
        who = self._site.who(request)
        report = self._service.report(who, "communication", (), about.period or None, about.as_of, about.known_by)
        return list(report.sections[0].bars)

    def _gaps(self, about: Chosen) -> list[object]:
        """What the leadership report finds missing."""
        from assistant.reports import make

        report = make("leadership", about.asking)
        return [part for part in parts_of(report) if part.title == "Gaps"]


def _timeline(about: Chosen, found: list[Event]) -> charts.Timeline | None:
    if not found:
        return None
    span = about.span
    first = span.first if span else min(each.day for each in found)
    last = min(span.last, max(about.today, first)) if span else about.today
    return charts.timeline(lanes(found), first, last, about.today)


def _months(found: list[Event]) -> Iterator[tuple[str, list[Event]]]:
    for key, of_month in groupby(found, key=lambda each: (each.day.year, each.day.month)):
        yield f"{date(*key, 1):%B %Y}", list(of_month)
