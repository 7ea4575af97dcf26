"""The last is what has been; a plan for later is not the last, unless nothing has been. The audits of a ferry yard."""

from __future__ import annotations

from datetime import date

from evidence.view import View
from tests.support.asking import answered, view_of

FILES = {
    "yard/audit-programme-2031.csv": (
        "Audit,From,To,Standard,Scope,Auditor,Status\n"
        "Yard internal audit,2031-03-16,2031-03-18,ISO 9001,slipway,Ada Keel,done\n"
        "Stores internal audit,2031-12-01,2031-12-02,ISO 9001,stores,Ada Keel,planned\n"
    )
}
view = view_of(FILES)


def test_the_last_audit_is_not_one_that_is_planned(view: View) -> None:
    text = answered(view, "When was the last internal audit?", date(2031, 11, 3))
    assert "16 March 2031" in text
    assert "December" not in text


def test_once_it_has_been_it_is_the_last(view: View) -> None:
    assert "1 December 2031" in answered(view, "When was the last internal audit?", date(2032, 1, 5))
