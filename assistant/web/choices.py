"""What a page's address chooses: framework, period, day; and addresses that choose something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from assistant.clause_decisions import signed
from assistant.clauses import in_use
from assistant.query import Period
from assistant.reports import Request as Asking
from assistant.service import Identity, Refused
from assistant.service.deciding import framework_of
from assistant.service.reading import corrections_of, decided, period_of
from assistant.web.site import Site
from evidence.errors import QuestionError, SettingsError
from evidence.frameworks import Framework, bundled
from evidence.record import Missing
from evidence.view import View

_LONGEST = 200


def words(request: Request, name: str) -> str:
    """One value of the address, trimmed; "" where it is not given."""
    return request.query_params.get(name, "").strip()[:_LONGEST]


def address(path: str, **chosen: Any) -> str:
    """``path`` with the values that are given."""
    query = urlencode([(name, str(value)) for name, value in chosen.items() if value not in (None, "")])
    return f"{path}?{query}" if query else path


def frameworks_of(who: Identity) -> tuple[Framework, ...]:
    """The frameworks that a reader may see."""
    return tuple(each for each in bundled() if not who.frameworks or each.id in who.frameworks)


def framework_named(who: Identity, name: str) -> Framework:
    """A framework by name. Raises ``Missing`` for none, ``Refused`` outside an auditor's."""
    try:
        return framework_of(who, name)
    except (SettingsError, QuestionError) as error:
        raise Missing(f"there is no framework {name}") from error


def usual_framework(who: Identity, view: View) -> Framework:
    """The framework that the documents name most, of those that the reader may see."""
    counts = in_use(view)
    seen = frameworks_of(who)
    if not seen:
        raise Refused("no framework is open to you", remedy="Ask an administrator.")
    return max(seen, key=lambda each: counts.get(each.id, 0))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a page is about. ``period`` is as it was written; "" is all time."""

    view: View
    today: date
    framework: Framework
    frameworks: Sequence[Framework]
    period: str
    as_of: date | None
    known_by: date | None
    asking: Asking

    @property
    def span(self) -> Period | None:
        """The period as days."""
        return self.asking.period

    @property
    def options(self) -> list[tuple[str, str]]:
        """The frameworks to choose from."""
        return [(each.id, each.name) for each in self.frameworks]

    def file(self, report: str) -> Callable[[str], str]:
        """Where each form of a report about the same is to be had."""
        return lambda form: self.link(f"/api/v1/reports/{report}", form=form)

    def link(self, path: str, **changes: Any) -> str:
        """The address of a page about the same, or about something else."""
        same = {"framework": self.framework.id, "period": self.period, "as_of": self.as_of}
        same["known_by"] = self.known_by
        return address(path, **{**same, **changes})


def chosen(site: Site, request: Request, who: Identity, framework: str = "", usual_period: str = "") -> Chosen:
    """What the address chooses. ``framework`` stands in the path of some pages."""
    as_of, known_by = site.as_of(request), site.known_by(request)
    view = site.service.view(who, as_of, known_by)
    today = as_of or site.service.today()
    named = framework or words(request, "framework")
    picked = framework_named(who, named) if named else usual_framework(who, view)
    period = words(request, "period") if "period" in request.query_params else usual_period
    record = site.service.record
    asking = Asking(
        view,
        today,
        (picked,),
        period_of(period, today),
        corrections_of(record, known_by),
        signed(decided(record, "signoff", known_by)),
        decisions=decided(record, "finding", known_by),
    )
    return Chosen(view, today, picked, frameworks_of(who), period, as_of, known_by, asking)


def without_signatures(asking: Asking) -> Asking:
    """The same request as if nobody had signed: what the rules alone propose."""
    return replace(asking, signed={})


def periods_near(today: date) -> list[tuple[str, str]]:
    """Periods to choose from: what stands in the address, and what it is called."""
    quarter = (today.month + 2) // 3
    before = (today.year, quarter - 1) if quarter > 1 else (today.year - 1, 4)
    return [
        (f"Q{quarter} {today.year}", "This quarter"),
        (f"Q{before[1]} {before[0]}", "Last quarter"),
        (str(today.year), str(today.year)),
        (str(today.year - 1), str(today.year - 1)),
    ]


def back_to(given: str, usual: str) -> str:
    """Where a form's page was, if it is one of this site's; else ``usual``."""
    plain = given.startswith("/") and not given.startswith("//") and "\\" not in given and given.isprintable()
    return given if plain else usual
