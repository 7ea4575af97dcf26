"""Reports drawn: ``draw(report, "xlsx")`` gives the bytes of a file. Pure: a report in, bytes out."""

from __future__ import annotations

from importlib import import_module

from assistant.reports.report import Report
from evidence.errors import SettingsError

FORMS = {
    "json": "assistant.reports.forms.data:as_json",
    "csv": "assistant.reports.forms.data:as_csv",
    "md": "assistant.reports.forms.markdown:as_markdown",
    "html": "assistant.reports.forms.page:as_html",
    "xlsx": "assistant.reports.forms.sheets:as_xlsx",
    "docx": "assistant.reports.forms.word:as_docx",
    "pdf": "assistant.reports.forms.pdf:as_pdf",
}
"""Each form of file by its ending."""

_SPOKEN = {"markdown": "md", "excel": "xlsx", "word": "docx", "htm": "html"}


def form_named(name: str) -> str:
    """The form that a person means. Raises ``SettingsError`` for none."""
    wanted = name.lower().lstrip(".")
    wanted = _SPOKEN.get(wanted, wanted)
    if wanted not in FORMS:
        raise SettingsError(f"there is no format {name!r}", remedy=f"Use one of table, {', '.join(FORMS)}.")
    return wanted


def draw(report: Report, form: str) -> bytes:
    """The report as a file of that form."""
    module, _, function = FORMS[form_named(form)].partition(":")
    drawn: bytes = getattr(import_module(module), function)(report)
    return drawn
