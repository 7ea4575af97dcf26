"""What one audit found, when one is planned, whether a certificate is still to come, and what a review decided."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evidence.view import View
from tests.support.asking import answered, ingested, view_of

TODAY = date(2031, 9, 30)
LETTER = (
    "SEXTANT CERTIFICATION LTD\nHarbour Row 4\n\n3 July 2031\n\nDear Ms Orme\n\nISO/IEC 42001:2023: audit plan\n\n"
    "Thank you for your order. We confirm:\n\n"
    "  Stage 1      14 September 2031, one day, lead auditor Mr Tomas Brandt\n"
    "  Stage 2      19 to 22 October 2031, on site\n\nYours sincerely\nInes Ortega\nHead of Planning\n"
)
REVIEW = (
    "# Management review 2030\n\nHeld 12 February 2031 in the map room. Chair: Odile Marchetti."
    " Present: Bo Lind, Ada Keel.\n\n"
    "## Inputs\n\nEleven complaints, nine in the year before.\n\n## Decisions\n\n"
    "1. A second lamp keeper is hired from 1 June 2031.\n2. The fog horn budget rises to 4,000.\n"
    "3. The pilot boats are not part of the scope.\n\nNext review: February 2032.\n"
)
AUDIT = (
    "# Internal audit report IA-31-02: Signal lamps\n\nLead auditor: Ada Keel. Audit dates: 3 to 5 March 2031."
    " Report issued 12 March 2031.\n\n| No | Grade | Finding | Owner | Due |\n|---|---|---|---|---|\n"
    "| F1 | major | Two lamps were never tested | Bo Lind | 30 April 2031 |\n"
    "| F2 | minor | The spare wicks are not counted | Ines Ortega | 31 May 2031 |\n"
    "| F3 | observation | The log book is full | Bo Lind | 31 May 2031 |\n"
)
EARLIER = (
    "# Internal audit report IA-30-01: Pilot boats\n\nLead auditor: Tomas Brandt. Audit dates: 4 to 6 June 2030."
    " Report issued 12 June 2030.\n\n| No | Grade | Finding | Owner | Due |\n|---|---|---|---|---|\n"
    "| F1 | minor | A rope was frayed | Bo Lind | 30 July 2030 |\n"
    "| F3 | minor | An oar was lost | Bo Lind | 30 July 2030 |\n"
)
NOTES = (
    "# Pilots' council, minutes of 6 August 2031\n\nPresent: Odile Marchetti (chair), Bo Lind\n\n"
    "## 1. Certification\n\nMs Orme told of the audit to ISO 45001. Stage 2 is fixed for 2nd to 4th December 2031.\n"
)
KPIS = (
    "# Objectives and KPIs 2031\n\n| Objective | Target | Owner |\n|---|---|---|\n"
    "| Lamps lit in time | at least 98 % | Bo Lind |\n| Fog signals missed | at most 2 | Ada Keel |\n"
)
LOG = (
    "# Corrective action register\n\n| No. | Raised | Source | Finding | Root cause | Action | Owner | Due | State |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
    "| NC-31-01 | 12 March 2031 | Audit | Lamps not tested | no plan | Make a test plan | Bo Lind | 30 April 2031 |"
    " Closed 2 May 2031 |\n"
    "| NC-31-02 | 12 March 2031 | Audit | Wicks not counted | no list | Count them monthly |"
    " Ada Keel | 31 May 2031 | Open |\n"
)
FILES = {
    "letters/plan.txt": LETTER,
    "reports/management-review-2030.md": REVIEW,
    "reports/IA-31-02.md": AUDIT,
    "reports/IA-30-01.md": EARLIER,
    "minutes/council 2031-08-06.md": NOTES,
    "registers/objectives-2031.md": KPIS,
    "registers/corrective.md": LOG,
}
view = view_of(FILES)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("What did the internal audit of the signal lamps find?", "log book", "rope"),
        ("What nonconformities did the 2031 internal audit find?", "wicks", "log book"),
        ("What were the major findings of audit IA-31-02?", "never tested", "wicks"),
        ("Who carried out the internal audit of 2031?", "Ada Keel", "Tomas"),
        ("Who led the internal audit of the pilot boats?", "Tomas Brandt", "Ada"),
        ("When is the stage 2 audit for ISO 42001?", "19 to 22 October 2031", "December"),
        ("When is stage 2 for ISO 45001?", "2nd to 4th December 2031", "October"),
        ("Are we certified to ISO 42001?", "No, not yet", "December"),
        ("Do we have ISO 45001?", "No, not yet", "October"),
        ("What did the management review decide?", "not part of the scope", "complaints"),
        ("What was decided at the management review 2030?", "second lamp keeper", "complaints"),
        ("What did the management review of February 2031 decide?", "fog horn", "complaints"),
        ("Who led the last management review?", "Odile Marchetti", "Bo"),
        ("What is the target for lamps lit in time?", "At least 98 %", "Fog"),
        ("What is the 2031 target for missed fog signals?", "At most 2", "Lamps"),
        ("Which corrective actions are still open?", "NC-31-02", "NC-31-01"),
    ],
)
def test_the_one_that_is_asked_about_is_told_whole(view: View, question: str, told: str, untold: str) -> None:
    said = answered(view, question, TODAY)
    assert told in said
    assert untold not in said


@pytest.mark.parametrize(
    "question",
    [
        "What did the internal audit of the pilot boats find?",  # F2 was not read: a part is not the whole
        "What did the internal audit of August 2031 find?",
        "What did the surveillance audit find?",
        "What did the internal audit of the tide gauge find?",
        "When is the stage 2 audit for ISO 27001?",
        "Are we certified to ISO 22301?",
        "What did the management review of 2029 decide?",
        "What did the management review of the pilots decide?",
        "What is the 2032 target for lamps lit in time?",
        "What is the target for lamps?",
    ],
)
def test_what_no_record_tells_is_left_alone(view: View, question: str) -> None:
    assert answered(view, question, TODAY) == ""


def test_after_the_day_of_the_audit_nothing_says_that_there_is_none(view: View) -> None:
    assert answered(view, "Are we certified to ISO 42001?", date(2031, 11, 30)) == ""


def test_a_list_of_decisions_that_was_read_in_part_is_not_told(tmp_path: Path) -> None:
    files = {"management-review.md": REVIEW.replace("2. The fog", "2. Was the fog").replace("4,000.", "4,000?")}
    with ingested(tmp_path, files) as view:
        assert "pilot boats" not in answered(view, "What did the management review decide?", TODAY)


def test_what_stands_above_the_list_was_not_decided_and_a_month_is_no_day(tmp_path: Path) -> None:
    settled = REVIEW.replace("## Decisions", "**What came out.**").replace(
        "Eleven complaints, nine in the year before.", "Complaints were brought down to eleven and the meeting agreed."
    )
    files = {"management-review.md": settled, "letters/plan.txt": LETTER.replace("19 to 22 October", "October")}
    with ingested(tmp_path, files) as view:
        said = answered(view, "What did the management review decide?", TODAY)
        assert "fog horn" in said
        assert "omplaints" not in said
        assert answered(view, "When is the stage 2 audit for ISO 42001?", TODAY) == ""


def test_objectives_of_which_one_alone_says_ai_are_not_all_there_are(tmp_path: Path) -> None:
    named = KPIS.replace("Fog signals missed", "Staff taught about AI")
    with ingested(tmp_path, {"registers/objectives-2031.md": named}) as view:
        assert "taught" not in answered(view, "What are our AI objectives for 2031?", TODAY)
        assert "taught" in answered(view, "What are our objectives for 2031?", TODAY)


def test_a_certification_body_is_no_certificate(view: View) -> None:
    assert "valid" not in answered(view, "Which certification body gave you ISO 9001?", TODAY)
