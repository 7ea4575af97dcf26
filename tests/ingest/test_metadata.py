"""What a document says about itself: titles, dates of each kind, versions and language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from evidence.model import Annotation, DocumentDate, Heading, Mark, Metadata, Origin, ParsedDocument
from ingest.language import language_of
from ingest.limits import Limits
from ingest.metadata import describe, main_date, path_words
from ingest.parse import parse


def described(text: str, path: str = "folder/note.txt", title: str = "") -> Metadata:
    return describe(ParsedDocument(text, "t/1", Metadata(title=title)), path).metadata


def kinds(text: str, path: str = "note.txt") -> list[tuple[str, date]]:
    return [(found.kind, found.value) for found in described(text, path).dates]


@pytest.mark.parametrize(
    "junk", ["Microsoft Word - x.doc", "Untitled", "Document1", "report.docx", "---", "7", "Slide 3"]
)
def test_titles_that_programs_leave_are_not_believed(junk: str) -> None:
    assert described("Retention rules\n\nWords follow here.", title=junk).title == "Retention rules"


def test_the_title_in_front_matter_wins_over_the_heading() -> None:
    document = parse(b"---\ntitle: Data policy\n---\n# Another heading\n", "a.md", Limits())
    assert describe(document, "a.md").metadata.title == "Data policy"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("LOCH AVON FERRIES\nPROCEDURE FP-7: MAN OVERBOARD\n\nWords.", "PROCEDURE FP-7: MAN OVERBOARD"),
        ("Loch Avon Ferries Ltd\n\nPolicy on the use of cameras\n\nWords.", "Policy on the use of cameras"),
        ("Rules of the quay\nPolicy on the use of cameras\n\nWords.", "Rules of the quay"),
        ("Boats we own\nProcedures are on the shelf.\n", "Boats we own"),
    ],
)
def test_the_name_of_the_house_above_it_is_no_title(text: str, title: str) -> None:
    assert described(text).title == title
    assert describe(parse(text.encode(), "a.txt", Limits()), "a.txt").metadata.title == title


@pytest.mark.parametrize("section", ["ACTIONS", "TO DO", "DECISIONS", "ACTION POINTS"])
def test_a_part_of_minutes_is_no_title(section: str) -> None:
    text = (
        f"Quay committee - notes, 6 May 2031\n\nThe crane is back and the men are glad of it.\n\n{section}\n\nRope.\n"
    )
    assert (
        describe(parse(text.encode(), "a.txt", Limits()), "a.txt").metadata.title
        == "Quay committee - notes, 6 May 2031"
    )


def test_a_hidden_heading_is_no_title() -> None:
    hidden = ParsedDocument(
        "Secret plan\nSeen words",
        "t/1",
        headings=(Heading(0, 11, 1, "Secret plan"),),
        annotations=(Annotation(0, 11, Mark.HIDDEN),),
    )
    assert describe(hidden, "a.txt").metadata.title == "Seen words"


def test_the_file_name_is_the_last_title() -> None:
    assert (
        described("a long first line, which ends like a sentence.", "x/riskRegister_2.txt").title == "risk Register 2"
    )


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Version: 2.1", "2.1"),
        ("Revision B", "B"),
        ("Policy v1.3 final", "1.3"),
        ("Rev. 4", "4"),
        ("Issue no. 3", "3"),
        ("to issue a certificate", ""),
        ("Version 17.01.2024", ""),
        ("the version I saw", ""),
        ("no number", ""),
        ("Agenda\n\nUpdate the code of conduct to v2.1", ""),
        ("The pump runs with version 4.2 of the firmware.\n\nVersion 1.0", "1.0"),
        ("Changes from v1.0 to v1.1", ""),
        ("SUPERSEDED by v2.0 on 1 May 2026.\n\nCode of conduct, version 1.2", "1.2"),
        ("Replaces CC-01 version 1.2. Issue 2", "2"),
        ("Supersedes | 1 | Version | 2", "2"),
    ],
)
def test_versions(text: str, version: str) -> None:
    assert described(text).version == version


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Approved by the Board on 12 May 2024", "approved"),
        ("Approval date: 12 May 2024", "approved"),
        ("Date of approval: 12 May 2024", "approved"),
        ("Effective date: 12 May 2024", "effective"),
        ("Valid from 12 May 2024", "effective"),
        ("Next review date: 12 May 2024", "review"),
        ("Issued: 12 May 2024", "issued"),
        ("| Published | 12 May 2024 |", "issued"),
        ("Last updated 12 May 2024", "modified"),
        ("Date: 12 May 2024", "written"),
        ("Approved policy text, dated 12 May 2024", "written"),
    ],
)
def test_the_words_before_a_date_say_its_kind(text: str, kind: str) -> None:
    assert kinds(text) == [(kind, date(2024, 5, 12))]


@pytest.mark.parametrize(
    "text",
    [
        "Something was seen on 12 May 2024",
        "Next meeting: 12 May 2024",
        "Hoped-for Board date: 12 May 2024",
        "The Panel's date of 12 May 2024 passed with no follow-up",
        "The owner was written to on 12 May 2024",
        "Not approved: 12 May 2024",
        "Approved: 31 February 2024",
        "Approved: 12 May 3024",
        "Approved: 03/04/2025",
        "Approved. " + "Other words. " * 5 + "12 May 2024",
    ],
)
def test_other_dates_state_nothing(text: str) -> None:
    assert kinds(text) == []


def test_hidden_words_state_no_date_and_no_version() -> None:
    text = "Approved: 12 May 2024, version 3.1"
    document = ParsedDocument(text, "t/1", annotations=(Annotation(0, len(text), Mark.HIDDEN),))
    found = describe(document, "a.txt").metadata
    assert (found.dates, found.version) == ((), "")


@pytest.mark.parametrize("path", ["2023-01-17.md", "x/20230117 notes.md", "x/minutes_1.17.2023.md", "2023/01/17/a.md"])
def test_dates_in_paths(path: str) -> None:
    found = described("words", path).dates
    assert found == (DocumentDate("unknown", date(2023, 1, 17), Origin.PATH),)


@pytest.mark.parametrize("path", ["1.2.2023.md", "20239917.md", "R-14.md", "2023-02-31.md"])
def test_paths_without_a_certain_date(path: str) -> None:
    assert described("words", path).dates == ()


def test_dates_that_disagree_are_all_kept() -> None:
    found = kinds("Approved: 12 May 2024\nApproved: 13 May 2024", "2023-01-17.md")
    assert [day for _, day in found] == [date(2024, 5, 12), date(2024, 5, 13), date(2023, 1, 17)]


def test_a_date_across_the_end_of_the_opening_is_read_whole() -> None:
    text = "x" * 3_981 + "\nApproved: 2024-05-12"
    assert kinds(text) == [("approved", date(2024, 5, 12))]


def test_main_date_prefers_written_then_path_then_effect_then_creation() -> None:
    written = DocumentDate("written", date(2020, 1, 1), Origin.TEXT, 1, 2)
    placed = DocumentDate("unknown", date(2021, 1, 1), Origin.PATH)
    effective = DocumentDate("effective", date(2022, 1, 1), Origin.TEXT, 1, 2)
    approved = DocumentDate("approved", date(2023, 1, 1), Origin.TEXT, 1, 2)
    review = DocumentDate("review", date(2030, 1, 1), Origin.TEXT, 1, 2)
    known = Metadata(created=datetime(2019, 5, 5, tzinfo=UTC), dates=(review, approved, effective, placed, written))
    for year, dropped in ((2020, written), (2021, placed), (2022, effective), (2023, approved)):
        assert main_date(known) == date(year, 1, 1)
        known = replace(known, dates=tuple(found for found in known.dates if found != dropped))
    assert main_date(known) == date(2019, 5, 5)
    assert main_date(replace(known, created=None)) is None


def test_path_words_part_names_at_separators_and_capitals() -> None:
    assert path_words("hr/riskRegister_v2-final.xlsx#Sheet") == "hr risk Register v2 final.xlsx Sheet"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The policy of the board is that it will be read by all who work with the data and for the system.", "en"),
        ("Die Richtlinie ist von der Leitung und dem Rat zu prüfen, und sie wird mit den Daten für das System.", "de"),
        (
            "La politique est pour les personnes et les données, qui sont dans le système avec une règle du conseil.",
            "fr",
        ),
        ("R-1 R-2 R-3", ""),
        ("", ""),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Approved vendors (kept by stores) - state of 14 May 2031", True),
        ("Position as at 14 May 2031", True),
        ("Exported from the ticket system on 14 May 2031", True),
        ("Printed: 14 May 2031 09:12", True),
        ("The ferry sinks on 14 May 2031", False),
        ("Contracts that end before 14 May 2031", False),
    ],
)
def test_a_list_that_opens_with_the_day_of_its_state_is_of_that_day(line: str, written: bool) -> None:
    assert kinds(f"{line}\n\nNo | Firm\n1 | Tar & Rope") == ([("written", date(2031, 5, 14))] if written else [])


@pytest.mark.parametrize(
    "rows",
    [
        "KnotBot,answers sailors,Bo Lind,2031-09-01\nTarSense,smells tar,Ada Quill,\nMailSift,sorts mail,Bo Lind,\n",
        "Ropes policy,approved,Board,3 May 2031\nTar policy,approved,Board,4 May 2031\nKnots,draft,Board,\n",
    ],
)
def test_the_days_of_records_are_not_that_of_their_register(rows: str) -> None:
    text = f"Name,What it is,Owner,Next\n{rows}"
    parsed = parse(text.encode(), "list.csv", Limits())
    assert main_date(describe(parsed, "registers/list.csv").metadata) is None
