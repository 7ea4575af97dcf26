"""Reports as pages and as files."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from assistant.reports import REPORTS
from assistant.reports.forms import FORMS
from assistant.service.reading import SUMMARY
from assistant.web.choices import Chosen, chosen, periods_near, words
from assistant.web.navigation import Page
from assistant.web.pages import anomalies
from assistant.web.reported import MOST_AT_ALL, MOST_ROWS, parts_of
from assistant.web.site import Site
from assistant.web.working import working
from evidence.record import Missing

PAGE = Page("reports", "Reports", "/reports", 75)

FILES = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "csv": "CSV", "md": "Markdown", "html": "HTML", "json": "JSON"}
"""Forms of files, and what people call them."""

_TITLES = {"soa": "Statement of applicability", "kpis": "KPI board", "risks": "Risk board"}
_BY_FRAMEWORK = frozenset(
    ("evidence-index", "traceability", "crosswalk", "gap-analysis", "backlog", "soa", "readiness", "audit-coverage",
     "management-review", "leadership", "executive")
)  # fmt: skip
_BY_PERIOD = frozenset(
    ("evidence-index", "traceability", "signed-evidence", "corrective-actions", "audit-coverage", "management-review",
     "communication", "leadership", "executive")
)  # fmt: skip
_GROUPS = (
    ("Leadership", ("leadership", "management-review", "communication", "kpis", "risks")),
    ("Requirements", ("gap-analysis", "backlog", "readiness", "traceability", "evidence-index", "crosswalk", "soa")),
    (
        "Control",
        (
            "findings",
            "anomalies",
            "corrective-actions",
            "audit-coverage",
            "document-control",
            "signed-evidence",
            "training",
        ),
    ),
)


def routes(site: Site) -> APIRouter:
    """``/reports`` and ``/reports/{name}``; the files are the API's."""
    router = site.router()
    pages = _Pages(site)
    router.get("/reports")(pages.list)
    router.get("/reports/{name}")(working(pages.report))
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._service = site.service

    def list(self, request: Request) -> Response:
        """Every report with what it is for."""
        who = self._site.who(request)
        grouped = [(title, [name for name in names if name in REPORTS]) for title, names in _GROUPS]
        rest = [name for name in REPORTS if name != SUMMARY and not any(name in names for _, names in grouped)]
        return self._site.render(
            request,
            "reports.html",
            who=who,
            page="reports",
            groups=[*grouped, ("More", rest)] if rest else grouped,
            about={name: entry.about for name, entry in REPORTS.items()},
            title_of=title_of,
        )

    def report(self, request: Request, name: str) -> Response:
        """One report, with its options and its files."""
        who = self._site.who(request)
        if name not in REPORTS:
            raise Missing(f"there is no report {name}", remedy="/reports lists them.")
        about = chosen(self._site, request, who)
        named = (about.framework.id,) if name in _BY_FRAMEWORK and _narrowed(request, name) else ()
        report = self._service.report(who, name, named, about.period or None, about.as_of, about.known_by)
        everything = words(request, "rows") == "all"
        return self._site.render(
            request,
            "report.html",
            who=who,
            page=anomalies.PAGE.name if name == anomalies.PAGE.name else PAGE.name,
            as_of=about.as_of,
            known_by=about.known_by,
            chosen=about,
            name=name,
            title=report.title,
            about=REPORTS[name].about,
            sections=parts_of(report, MOST_AT_ALL if everything else MOST_ROWS),
            notes=report.notes,
            documents={each.doc_id for each in about.view.documents()},
            by_framework=name in _BY_FRAMEWORK,
            by_period=name in _BY_PERIOD,
            all="" if everything else _link(about, name, named, rows="all"),
            files=[(form, FILES.get(form, form)) for form in sorted(FORMS, key=list(FILES).index)],
            file=lambda form: _file(about, name, named, form),
            near=periods_near(about.today),
            pack={
                "name": name,
                "framework": named[0] if named else "",
                "period": about.period,
                "as_of": about.as_of.isoformat() if about.as_of else "",
                "known_by": about.known_by.isoformat() if about.known_by else "",
            },
            can_pack=self._site.parts.packer is not None and who.may("export"),
        )


def title_of(name: str) -> str:
    """What a report is called."""
    return _TITLES.get(name, name.replace("-", " ").capitalize())


def _narrowed(request: Request, name: str) -> bool:
    """The crosswalk is of all frameworks until one is chosen."""
    return name != "crosswalk" or bool(words(request, "framework"))


def _link(about: Chosen, name: str, named: tuple[str, ...], **more: str) -> str:
    return about.link(f"/reports/{name}", framework=named[0] if named else "", **more)


def _file(about: Chosen, name: str, named: tuple[str, ...], form: str) -> str:
    return about.link(f"/api/v1/reports/{name}", framework=named[0] if named else "", form=form)
