"""Evaluation: how often answers are right, measured on labelled questions."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from assistant.reports.report import Bar
from assistant.web.choices import words
from assistant.web.evaluations import Kind, page_of, runs
from assistant.web.navigation import Page
from assistant.web.site import Site
from assistant.web.working import working
from evidence.record import Missing

PAGE = Page("evaluation", "Evaluation", "/evaluation", 80)

_GOOD, _FAIR = 0.85, 0.6
_SANDBOX = (
    "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For a page that another program wrote: it runs nothing, fetches nothing, and has no part in this site's session."""


def routes(site: Site) -> APIRouter:
    """``/evaluation`` and the runs' own pages."""
    router = site.router()
    pages = _Pages(site)
    router.get("/evaluation")(working(pages.evaluation))
    router.get("/evaluation/{name}/report", response_model=None)(working(pages.report))
    return router


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site

    def evaluation(self, request: Request) -> Response:
        """The newest run, or the one chosen; how to make one where there is none."""
        who = self._site.who(request)
        folder = self._site.parts.reports
        found = runs(folder) if folder else []
        name = words(request, "run")
        run = next((each for each in found if each.name == name), found[0] if found else None)
        return self._site.render(
            request,
            "evaluation.html",
            who=who,
            page="evaluation",
            folder=bool(folder),
            runs=found,
            run=run,
            bars=[_bar(each) for each in run.kinds] if run else [],
        )

    def report(self, request: Request, name: str) -> Response:
        """The HTML report of a run, for administrators: it holds questions and words of documents."""
        self._site.who(request, "administer")
        folder = self._site.parts.reports
        data = page_of(folder, name) if folder else None
        if data is None:
            raise Missing(f"there is no report of a run {name}")
        headers = {"Content-Security-Policy": _SANDBOX}
        return Response(data, media_type="text/html; charset=utf-8", headers=headers)


def _bar(kind: Kind) -> Bar:
    tone = "good" if kind.share >= _GOOD else "warn" if kind.share >= _FAIR else "bad"
    return Bar(f"{kind.name} ({kind.number})", round(100 * kind.share, 1), f"{kind.share:.0%}", tone)
