"""The register: every fact of a kind, filtered and sorted, each with its words; and as a file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import QueryParams

from assistant.api.routes.reports import MEDIA_TYPES
from assistant.readable import on_a_line
from assistant.reports.forms import draw
from assistant.reports.report import Report, Row, Section
from assistant.service import Identity
from assistant.web.answers import Source
from assistant.web.choices import address, words
from assistant.web.navigation import Page
from assistant.web.pages.evidence import number
from assistant.web.reported import exported, source_of
from assistant.web.site import Site, parse_day
from assistant.web.text import STRENGTHS
from assistant.web.working import working
from evidence.citing import Citer
from evidence.errors import QuestionError
from evidence.kinds import KINDS, Kind
from evidence.lexical import analyse
from evidence.model import StoredFact
from evidence.record import Missing
from evidence.register import kind_named

PAGE = Page("register", "Register", "/register", 20)

_ON_A_PAGE = 50
_FEW = 12  # values that can be chosen from a list
_SHORT = 36  # characters of a value in such a list
_FILES = ("csv", "xlsx")
_FIELD = "f."


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter by one field: its values with their counts, or none where there are too many to choose from."""

    name: str
    label: str
    value: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One fact as a row."""

    cells: tuple[str, ...]
    source: Source
    by_model: bool = False

    @property
    def first(self) -> int:
        """The cell that names it: the first that says something."""
        return next((at for at, cell in enumerate(self.cells) if cell), 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address narrows a kind to."""

    kind: Kind
    text: str
    fields: tuple[tuple[str, str], ...]
    strength: str
    on: str
    since: date | None
    until: date | None
    as_of: date | None
    known_by: date | None
    sort: str

    def filters(self, everything: list[StoredFact]) -> list[str]:
        """As ``vouch register --filter`` takes them. A value that facts have is meant exactly, others by words."""
        tests = []
        for name, value in self.fields:
            known = any(fact.get(name).casefold() == value.casefold() for fact in everything)
            tests.append(f"{name}{'=' if known else '~'}{value}")
        if self.strength:
            tests.append(f"strength={self.strength}")
        if self.since:
            tests.append(f"{self.on}>={self.since.isoformat()}")
        if self.until:
            tests.append(f"{self.on}<={self.until.isoformat()}")
        return tests


def routes(site: Site) -> APIRouter:
    """``/register``, ``/register/{kind}`` and ``/register/{kind}/download``."""
    router = site.router()
    pages = _Pages(site)
    router.get("/register")(pages.kinds)
    router.get("/register/{kind}")(working(pages.facts))
    router.get("/register/{kind}/download", response_model=None)(working(pages.download))
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._service = site.service

    def kinds(self, request: Request) -> Response:
        """Every kind with what it states and how many facts there are."""
        who = self._site.who(request)
        counts = self._service.view(who, self._site.as_of(request), self._site.known_by(request)).fact_kinds()
        found = [(kind, label(kind.name), counts.get(kind.name, 0)) for kind in KINDS.values()]
        return self._site.render(
            request,
            "register.html",
            who=who,
            page="register",
            as_of=self._site.as_of(request),
            known_by=self._site.known_by(request),
            kinds=[each for each in found if each[2]],
            none=[each for each in found if not each[2]],
        )

    def facts(self, request: Request, kind: str) -> Response:
        """The facts of one kind."""
        who = self._site.who(request)
        wanted = _wanted(request, kind)
        everything, found = self._found(who, wanted)
        columns = _columns(wanted.kind, found or everything)
        pages = max(1, -(-len(found) // _ON_A_PAGE))
        page = min(max(number(words(request, "page")) or 1, 1), pages)
        shown = found[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
        citer = Citer(self._service.view(who, wanted.as_of, wanted.known_by))
        return self._site.render(
            request,
            "register_kind.html",
            who=who,
            page="register",
            as_of=wanted.as_of,
            known_by=wanted.known_by,
            wanted=wanted,
            title=label(wanted.kind.name),
            labels=[(name, label(name)) for name in columns],
            choices=_choices(wanted, everything),
            dated={*wanted.kind.dates, "written"},
            dates=[(name, label(name)) for name in (*wanted.kind.dates, "written")],
            strengths=_strengths(everything),
            rows=[
                Listed(
                    tuple(_said(each, name) for name in columns), source_of(citer, each), by_model=each.fact.by_model
                )
                for each in shown
            ],
            found=len(found),
            total=len(everything),
            at=page,
            pages=pages,
            link=_Links(request, wanted),
            files=_FILES,
        )

    def download(self, request: Request, kind: str) -> Response:
        """The facts that pass as a file. The ledger notes it."""
        who = self._site.who(request, "export")
        form = words(request, "form")
        if form not in _FILES:
            raise QuestionError(f"there is no file {form!r} of the register", remedy="Use csv or xlsx.")
        wanted = _wanted(request, kind)
        _, found = self._found(who, wanted)
        view = self._service.view(who, wanted.as_of, wanted.known_by)
        citer, columns = Citer(view), (*wanted.kind.fields, *wanted.kind.dates, "written", "strength")
        rows = tuple(
            Row((*(_plain(each, name) for name in columns), each.doc_id), (citer.fact(each),)) for each in found
        )
        section = Section("", (*map(label, columns), "Document"), rows)
        day = wanted.as_of or self._service.today()
        report = Report(f"register-{wanted.kind.name}", f"Register: {label(wanted.kind.name)}", day, (section,))
        data = draw(report, form)
        exported(self._service, who, {"register": wanted.kind.name, "form": form, "rows": len(found)})
        name = f"register-{wanted.kind.name.replace('_', '-')}.{form}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(data, media_type=MEDIA_TYPES[form], headers=headers)

    def _found(self, who: Identity, wanted: Wanted) -> tuple[list[StoredFact], list[StoredFact]]:
        """Every fact of the kind that holds on the day, and those that pass, sorted."""
        everything = self._service.register(who, wanted.kind.name, (), wanted.as_of, wanted.known_by)
        tests = wanted.filters(everything)
        day, known = wanted.as_of, wanted.known_by
        found = self._service.register(who, wanted.kind.name, tests, day, known) if tests else everything
        if wanted.text:
            terms = set(analyse(wanted.text))
            found = [each for each in found if terms <= set(analyse(_all_words(each)))]
        name = wanted.sort.removeprefix("-")
        if not name:
            return everything, found
        said = [each for each in found if _said(each, name)]
        said.sort(key=lambda each: _natural(_said(each, name)), reverse=wanted.sort.startswith("-"))
        return everything, [*said, *(each for each in found if not _said(each, name))]


class _Links:
    """Addresses of the same list in another order, on another page, or as a file."""

    def __init__(self, request: Request, wanted: Wanted) -> None:
        self._path = f"/register/{wanted.kind.name}"
        self._given: QueryParams = request.query_params
        self._sort = wanted.sort

    def page(self, at: int) -> str:
        """Another page."""
        return self._with(page=str(at))

    def sort(self, name: str) -> str:
        """Sorted by a column; again, the other way round."""
        return self._with(sort=f"-{name}" if self._sort == name else name, page="")

    def file(self, form: str) -> str:
        """All that pass, as a file."""
        return address(f"{self._path}/download", **{**self._kept(), "form": form})

    def _with(self, **changes: str) -> str:
        return address(self._path, **{**self._kept(), **changes})

    def _kept(self) -> dict[str, str]:
        return {name: value for name, value in self._given.items() if name != "page"}


def label(name: str) -> str:
    """A name of the register as people write it."""
    return name.replace("_", " ").capitalize() if name != "kpi" else "KPI"


def _wanted(request: Request, name: str) -> Wanted:
    try:
        kind = kind_named(name)
    except QuestionError as error:
        raise Missing(str(error), remedy="The register lists the kinds.") from error
    given, dates = request.query_params, (*kind.dates, "written")
    fields = [(field, words(request, f"{_FIELD}{field}")) for field in kind.fields]
    sort, on, strength = words(request, "sort"), words(request, "on"), words(request, "strength")
    known = sort.removeprefix("-") in (*kind.fields, *dates, "strength")
    return Wanted(
        kind,
        words(request, "q"),
        tuple(each for each in fields if each[1]),
        strength if strength in STRENGTHS else "",
        on if on in dates else dates[0],
        parse_day(given.get("since", "")),
        parse_day(given.get("until", "")),
        parse_day(given.get("as_of", "")),
        parse_day(given.get("known_by", "")),
        sort if known else "",
    )


def _choices(wanted: Wanted, everything: list[StoredFact]) -> list[Choice]:
    """A filter for every field that any fact has; lists of values first."""
    held, found = dict(wanted.fields), []
    for name in wanted.kind.fields:
        values = Counter(value for fact in everything if (value := fact.get(name)))
        if not values:
            continue
        few = 1 < len(values) <= _FEW and max(map(len, values)) <= _SHORT and len(values) < len(everything)
        listed = tuple((value, f"{value} ({count})") for value, count in sorted(values.items())) if few else ()
        found.append(Choice(_FIELD + name, label(name), held.get(name, ""), listed))
    return sorted(found, key=lambda each: not each.values)


def _strengths(everything: list[StoredFact]) -> list[tuple[str, str]]:
    counts = Counter(fact.fact.strength.value for fact in everything)
    return [(name, f"{words} ({counts[name]})") for name, words in STRENGTHS.items() if words and counts[name]]


def _columns(kind: Kind, facts: list[StoredFact]) -> list[str]:
    """The fields and dates that any of the facts has, and the strength."""
    dates = kind.dates or ("written",)
    return [name for name in (*kind.fields, *dates) if any(fact.get(name) for fact in facts)] + ["strength"]


def _said(fact: StoredFact, name: str) -> str:
    return fact.fact.strength.value if name == "strength" else fact.get(name)


def _plain(fact: StoredFact, name: str) -> str:
    if name == "strength":
        return STRENGTHS.get(fact.fact.strength.value, "")
    return on_a_line(fact.get(name), fact.doc_id)


def _all_words(fact: StoredFact) -> str:
    return " ".join([*fact.fact.fields.values(), fact.doc_id])


def _natural(value: str) -> list[Any]:
    """Numbers in words compared as numbers: R-2 before R-14."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|\D+", value.casefold())]
