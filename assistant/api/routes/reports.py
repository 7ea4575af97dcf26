"""Reports, as data or as files."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from assistant.api.context import core, identity, work
from assistant.api.fields import Day, KnownBy, Shown
from assistant.api.problems import declared
from assistant.reports import REPORTS, Report
from assistant.reports.forms import draw
from evidence.record import Missing

router = APIRouter(tags=["reports"])

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_BINARY = ("xlsx", "docx", "pdf")
_CONTENT: dict[str, Any] = {
    kind: {"schema": {"type": "string", "format": "binary"} if form in _BINARY else {"type": "string"}}
    for form, kind in MEDIA_TYPES.items()
}
_CONTENT["application/json"] = {"schema": {"anyOf": [{"type": "object"}, {"type": "array"}]}}


class ReportHead(Shown):
    """A report that can be made."""

    name: str
    about: str


class Reports(Shown):
    """Every report."""

    items: list[ReportHead]


@router.get("/reports", response_model=Reports)
def reports() -> Any:
    """The reports that can be made."""
    return {"items": [{"name": name, "about": entry.about} for name, entry in REPORTS.items()]}


@router.get(
    "/reports/{name}",
    response_class=Response,
    responses={200: {"description": "The report.", "content": _CONTENT}, **declared(502)},
)
async def report(
    request: Request,
    name: Annotated[str, Path(max_length=64, examples=["gap-analysis"])],
    form: Annotated[
        Literal["json", "csv", "md", "html", "xlsx", "docx", "pdf"], Query(description="What to draw it as.")
    ] = "json",
    framework: Annotated[list[str] | None, Query(description="Such as `iso42001`; repeatable.", max_length=8)] = None,
    period: Annotated[str | None, Query(max_length=64, examples=["Q1 2026"])] = None,
    as_of: Day | None = None,
    known_by: KnownBy = None,
    audience: Annotated[
        Literal["board", "management", "auditor", "staff"] | None,
        Query(description="For whom: only of `executive`, which is the board's unless another is named."),
    ] = None,
    reword: Annotated[
        bool, Query(description="Whether the language model may reword what stands on its citations: only `executive`.")
    ] = False,
) -> Response:
    """A report from what you may see. Files are downloads, and the ledger notes that they were made.

    `executive` says what is new since your last one that was a file.
    """
    if name not in REPORTS:
        raise Missing(f"there is no report {name}", remedy="/api/v1/reports lists them.")
    service, who = core(request).parts.service, identity(request)

    def made() -> Report:
        return service.report(who, name, framework or (), period, as_of, known_by, audience or "", reword)

    if form == "json":
        found = await work(request, made)
        return Response(draw(found, "json"), media_type=MEDIA_TYPES["json"])
    who.require("export")

    def drawn() -> bytes:
        found = made()
        data = draw(found, form)
        said = {
            "report": name,
            "form": form,
            "frameworks": list(framework or ()),
            "period": period,
            "known_by": known_by.isoformat() if known_by else None,
        }
        service.exported(who, found, said)
        return data

    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(await work(request, drawn), media_type=MEDIA_TYPES[form], headers=headers)
