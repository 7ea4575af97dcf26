"""Reports of audits with a firm's name above them, and findings under headings that end in a grade. A rope works."""

from __future__ import annotations

import pytest

from tests.support.made_up import told

_REPORT = """BRANT LYLE LLP
INTERNAL AUDIT REPORT IA 31/07 - ROPE LOFT
Final, 27 November 2031
Auditor: Ruth Orme. Reviewed by: Fia Garde.
Fieldwork: 6 to 17 October 2031, twelve days.

OPINION: LIMITED ASSURANCE

1  Late calls after alarms (HIGH)
In 11 of the 40 alarms nobody was telephoned within two days.
Recommendation: send alarms to the duty phone. Accepted. Kath Widd,
31 December 2031.

2  Changes not recorded (MEDIUM)
The limit was changed in September without a note.
Recommendation: use form 3. Accepted. Tom Ainde, 31
January 2032.
"""


def test_the_line_below_a_firm_says_what_the_paper_is() -> None:
    (audit,) = told(_REPORT, "reports/rope-loft.txt", "audit")
    assert audit["title"] == "INTERNAL AUDIT REPORT IA 31/07 - ROPE LOFT"
    assert (audit["from"], audit["to"], audit["auditor"]) == ("2031-10-06", "2031-10-17", "Ruth Orme")


def test_findings_under_headings_that_end_in_a_grade() -> None:
    first, second = told(_REPORT, "reports/rope-loft.txt", "finding")
    assert (first["number"], first["grade"], first["owner"], first["due"]) == ("1", "HIGH", "Kath Widd", "2031-12-31")
    assert first["text"] == ("Late calls after alarms. In 11 of the 40 alarms nobody was telephoned within two days.")
    assert (second["owner"], second["due"]) == ("Tom Ainde", "2032-01-31")


def test_a_letter_that_mentions_a_report_is_none() -> None:
    text = "BRANT LYLE LLP\nDear Ms Orme,\nthank you for the audit report of last year.\nAuditor: Ruth Orme\n"
    assert told(text, "letters/thanks.txt", "audit") == []


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Field work November 3-13, 2031; report of November 26, 2031.", ("2031-11-03", "2031-11-13")),
        ("Field work October 28 to November 3, 2031.", ("2031-10-28", "2031-11-03")),
    ],
)
def test_days_of_field_work_with_the_month_first(line: str, days: tuple[str, str]) -> None:
    text = f"# Internal audit report IA-2031-04\n\nAuditor: Ruth Orme, Internal Auditor. {line}\n\n## Findings\n"
    (audit,) = told(text, "reports/ia.md", "audit")
    assert (audit["from"], audit["to"]) == days
