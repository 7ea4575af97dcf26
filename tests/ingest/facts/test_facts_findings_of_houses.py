"""Findings as other houses set them: headings above them, grades as numbers, concerns of a first stage; all made up here."""

from __future__ import annotations

from ingest.facts.findings import facts
from tests.support.readings import found, of


def _findings(text: str, name: str = "audit/ia-31-02.md") -> list[dict[str, str]]:
    return of(found(facts, text, name), "finding")


def test_a_heading_numbers_and_grades_and_the_paragraph_below_tells() -> None:
    text = (
        "# Internal audit report IA-31-2: moorings\nAuditor: Ann Orme\n\n### Finding 1 (medium)\nTwo chains carry no tag.\n\n"
        "### Finding 2 (high)\n\nThe log is wiped each week. Nobody knew.\n\n### What is good\nThe crew knows the drill.\n"
    )
    assert _findings(text) == [
        {"number": "1", "text": "Two chains carry no tag.", "grade": "medium"},
        {"number": "2", "text": "The log is wiped each week. Nobody knew.", "grade": "high"},
    ]


def test_a_grade_with_a_number_of_its_own() -> None:
    text = (
        "# Internal audit IA-31-3\n\n**Major 1.** The ferry sails without a licence.\n**Minor 1.** Six of 40 forms are blank.\n\n"
        "- **Minor 2 – training (7.2).** Two pilots had no course.\n- **Remark B.** The clerk keeps a list of her own.\n"
    )
    assert _findings(text) == [
        {"number": "Major 1", "text": "The ferry sails without a licence.", "grade": "Major"},
        {"number": "Minor 1", "text": "Six of 40 forms are blank.", "grade": "Minor"},
        {"number": "Minor 2", "text": "Two pilots had no course.", "grade": "Minor", "clause": "7.2"},
        {"number": "Remark B", "text": "The clerk keeps a list of her own.", "grade": "Remark"},
    ]
    about_music = "# The scale of C\n\nMajor 1. The first step is a whole tone in every mode.\n"
    assert _findings(about_music, "notes/scale.md") == []


def test_sections_that_are_numbered_may_be_findings() -> None:
    text = (
        "INTERNAL AUDIT IA-31-4   TAR AND PAINT\n\n1. Scope. The paint store.\n\n"
        "2. Finding W1 (nonconformity). The carrier's licence ran out in May.\n\n3. Observation W2. The key hangs on a nail.\n"
    )
    assert [(each["number"], each["text"]) for each in _findings(text, "audit.txt")] == [
        ("W1", "The carrier's licence ran out in May."),
        ("W2", "The key hangs on a nail."),
    ]


def test_who_answers_and_by_when_stand_behind_what_was_found() -> None:
    text = (
        "# Internal audit report 4: the desk\n\n## Findings\n"
        "**F1 (major).** The assessment was not looked at again. Owner Ann Orme, deadline 31 March 2031.\n\n"
        "**F2 (minor).** The library has no edition numbers. Answerable: Per Lund. Due 15 May 2031.\n"
    )
    assert _findings(text) == [
        {"number": "F1", "text": "The assessment was not looked at again.", "grade": "major", "owner": "Ann Orme",
         "due": "2031-03-31"},
        {"number": "F2", "text": "The library has no edition numbers.", "grade": "minor", "owner": "Per Lund",
         "due": "2031-05-15"},
    ]  # fmt: skip
    offered = (
        "# Internal audit 5\n\n| No | Grade | Clause | Finding | Owner | Offered date |\n|---|---|---|---|---|---|\n"
        "| F1 | Minor | 9.1 | The log has gaps | Ann Orme | 30 May 2031 |\n"
    )
    assert _findings(offered)[0]["due"] == "2031-05-30"


def test_observations_that_a_list_numbers_without_a_stop() -> None:
    text = (
        "# Internal audit IA-31-6\n\n## Observations\n- O1 Minutes of the pilots could not be found.\n"
        "- O2 The sheet of figures has no version.\n\n## Good practice\n- The lamps are cleaned each day by the crew.\n"
    )
    assert [(each["number"], each["grade"]) for each in _findings(text)] == [
        ("O1", "observation"),
        ("O2", "observation"),
    ]


def test_a_report_that_goes_back_to_findings_says_how_far_they_are() -> None:
    text = (
        "INTERNAL AUDIT / FOLLOW-UP IA-31-7\nAnn Orme, 19 June 2031\n\nF1 - closed. I drew ten changes.\nF2 - closed.\n"
        "F3 - open. The shops still keep lists.\n\nNew observation: the minutes do not say who left the room.\n"
    )
    assert _findings(text, "audit.txt") == [
        {"number": "F1", "status": "closed"},
        {"number": "F2", "status": "closed"},
        {"number": "F3", "status": "open"},
        {"text": "the minutes do not say who left the room.", "grade": "observation"},
    ]


def test_the_concerns_of_a_first_stage() -> None:
    lettered = (
        "NORTHMARK ASSURANCE LIMITED\n\n8 July 2031\n\nDear Ms Orme,\n\nStage 1 audit, ISO/IEC 42001\n\nAreas of concern:\n"
        "(a) The aims do not say how trust is measured.\n(b) Records of the pilots are thin.\n\nStage 2 is booked.\n"
    )
    assert _findings(lettered, "letter.txt") == [
        {"text": "The aims do not say how trust is measured.", "grade": "area of concern"},
        {"text": "Records of the pilots are thin.", "grade": "area of concern"},
    ]
    named = (
        "Northmark A/S\nAarhus, 29 May 2031\n\nResult of the stage 1 audit\n\nArea of concern 1: Keepers have no description.\n"
        "Area of concern 2: Nobody measures fairness.\n\nPlease send evidence.\n"
    )
    assert [(each["number"], each["grade"]) for each in _findings(named, "letter.txt")] == [
        ("1", "area of concern"),
        ("2", "area of concern"),
    ]
    mailed = (
        "From: A. Orme <a@northmark.example>\nTo: P. Lund <p@wick.example>\nDate: Wed, 16 Sep 2031 09:12:00 +0000\n"
        "Subject: Stage 1 outcome\n\nDear Per\n\nThree areas of concern that could become nonconformities:\n\n"
        "1. The reason for leaving out A.8.3 is weak. You do have callers.\n2. The policy is not on the boats.\n\nRegards\n"
    )
    assert [each["text"] for each in _findings(mailed, "stage1.eml")] == [
        "The reason for leaving out A.8.3 is weak. You do have callers.",
        "The policy is not on the boats.",
    ]


def test_concerns_of_neighbours_are_no_findings() -> None:
    text = "Wick Harbour\n\nDear Ms Orme,\n\nWe have two concerns:\n(a) The noise at night.\n(b) The lamp shines in.\n"
    assert _findings(text, "letters/neighbour.txt") == []


def test_what_was_fixed_or_resolved_is_closed() -> None:
    for column in ("Fixed", "Resolved on", "Date fixed"):
        text = (
            f"# Internal audit IA-31-9: gates\n\n| Finding | Grade | Owner | Due | {column} |\n|---|---|---|---|---|\n"
            "| Gate code on the wall | major | Ann Orme | 8 May 2031 | 6 May 2031 |\n"
            "| Lamp out at the slip | minor | Per Lund | 9 May 2031 | |\n"
        )
        gate, lamp = _findings(text)
        assert (gate["closed"], gate["due"]) == ("2031-05-06", "2031-05-08")
        assert "closed" not in lamp
