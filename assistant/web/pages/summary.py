"""The executive summary: made for an audience, a period and a framework, read here and taken away."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from assistant.api.routes.reports import MEDIA_TYPES
from assistant.reports import Report
from assistant.reports.executive import AUDIENCES
from assistant.reports.forms import draw
from assistant.web.choices import Chosen, chosen, periods_near, words
from assistant.web.navigation import Page
from assistant.web.reported import parts_of
from assistant.web.site import Site
from assistant.web.working import working
from evidence.errors import QuestionError

PAGE: Page | None = None

_FILES = {"docx": "Word", "pdf": "PDF", "md": "Markdown", "html": "HTML"}


def routes(site: Site) -> APIRouter:
    """``/summary`` and ``/summary/download``."""
    router = site.router()
    pages = _Pages(site)
    router.get("/summary")(working(pages.summary))
    router.get("/summary/download", response_model=None)(working(pages.download))
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site

    def summary(self, request: Request) -> Response:
        """The summary with what it is made for."""
        who = self._site.who(request)
        about, audience = self._about(request)
        report = self._made(request, about, audience)
        chosen_too = {"audience": audience, "reword": words(request, "reword")}
        return self._site.render(
            request,
            "summary.html",
            who=who,
            page="reports",
            as_of=about.as_of,
            known_by=about.known_by,
            chosen=about,
            audience=audience,
            rewords=bool(self._site.parts.model),
            reword=words(request, "reword"),
            audiences=list(AUDIENCES.items()),
            near=periods_near(about.today),
            title=report.title,
            sections=parts_of(report),
            notes=report.notes,
            files=list(_FILES.items()),
            file=lambda form: about.link("/summary/download", **chosen_too, form=form),
        )

    def download(self, request: Request) -> Response:
        """The summary as a file. The ledger notes it."""
        who = self._site.who(request, "export")
        about, audience = self._about(request)
        form = words(request, "form")
        if form not in _FILES:
            raise QuestionError(f"there is no summary as {form!r}", remedy=f"One of: {', '.join(_FILES)}.")
        report = self._made(request, about, audience)
        data = draw(report, form)
        said = {
            "report": report.name,
            "form": form,
            "frameworks": [about.framework.id],
            "period": about.period,
            "known_by": about.known_by.isoformat() if about.known_by else None,
        }
        self._site.service.exported(who, report, said)
        headers = {"Content-Disposition": f'attachment; filename="executive-summary-{audience}.{form}"'}
        return Response(data, media_type=MEDIA_TYPES[form], headers=headers)

    def _made(self, request: Request, about: Chosen, audience: str) -> Report:
        who, reword = self._site.who(request), words(request, "reword") == "yes" and bool(self._site.parts.model)
        frameworks, period = (about.framework.id,), about.period or None
        return self._site.service.report(
            who, "executive", frameworks, period, about.as_of, about.known_by, audience, reword
        )

    def _about(self, request: Request) -> tuple[Chosen, str]:
        who = self._site.who(request)
        today = self._site.as_of(request) or self._site.service.today()
        about = chosen(self._site, request, who, usual_period=str(today.year))
        audience = words(request, "audience")
        return about, audience if audience in AUDIENCES else "board"
