"""How values are written: days, links, and nothing that plays tricks."""

from __future__ import annotations

import unicodedata
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.web.pages.feedback import place_of
from assistant.web.streaming import event
from assistant.web.text import counted, day, document_path, evidence_url, finalize, moment, plural, visible, where
from evidence.errors import QuestionError

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
@example("a\u202eb\u2066c\x00d\ud800")
def test_no_control_or_direction_character_reaches_a_page(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    harmless = set("\n\t\u00ad\u200c\u200d\u2060\ufeff")
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in shown if c not in harmless)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "M", "Zs"])))
def test_words_of_every_language_are_shown_as_they_are(text: str) -> None:
    assert visible(text) == text == finalize(text)


@given(ANY_TEXT.filter(bool), st.integers(0, 10**9), st.integers(0, 10**9))
@example("a/b #1:2?.docx#mail/ü\ud800%2F", 3, 9)
def test_a_link_to_evidence_names_its_place_exactly(doc_id: str, start: int, end: int) -> None:
    link = evidence_url(doc_id, (start, end), sha256="ab")
    parts = urlsplit(link)
    assert parts.path.isascii() and parts.fragment == "mark"
    assert unquote(parts.path, errors="surrogatepass") == f"/evidence/{doc_id}"
    assert parse_qs(parts.query) == {"start": [str(start)], "end": [str(end)], "sha": ["ab"]}
    if not any(0xD800 <= ord(character) < 0xE000 for character in doc_id):
        assert place_of(link) == {"doc_id": doc_id, "start": start, "end": end}


@pytest.mark.parametrize("link", ["https://x.example/", "/documents/a", "", "/evidence/a?start=x&end=1"])
def test_what_is_no_link_to_evidence_is_refused(link: str) -> None:
    with pytest.raises(QuestionError):
        place_of(link)


def test_a_document_path_keeps_its_folders() -> None:
    assert document_path("minutes/2026 (Q1)/a#b.eml") == "minutes/2026%20%28Q1%29/a%23b.eml"


def test_days_moments_and_numbers_read_as_people_write_them() -> None:
    assert [day(date(2026, 6, 5)), day("2026-06-05"), day("soon"), day(None)] == ["5 June 2026"] * 2 + ["soon", ""]
    assert [moment("2026-06-05T14:05:59+00:00"), moment("soon"), moment("")] == ["5 June 2026, 14:05", "soon", ""]
    assert [plural(1, "row"), plural(2_000, "row"), plural(0, "entry", "entries")] == [
        "1 row",
        "2,000 rows",
        "0 entries",
    ]


def test_a_place_is_told_by_page_sheet_section_and_kind() -> None:
    assert where({"page": 3, "section": "4 Scope", "origin": "ocr"}) == "page 3 · § 4 Scope · scanned"
    assert where({"sheet": "Risks", "cell": "B7", "section": "Risks", "origin": "cell"}) == "Risks B7"
    assert where({}) == ""


@given(ANY_TEXT)
def test_no_line_of_a_part_can_begin_another_event(html: str) -> None:
    lines = event("claim", html).split("\n")
    assert lines[0] == "event: claim" and lines[-2:] == ["", ""]
    assert all(line.startswith("data: ") for line in lines[1:-2]) and "\r" not in "".join(lines)


def test_what_was_looked_through_is_counted_in_words() -> None:
    told = [(93, "decision"), (1, "decision"), (19, "acceptance"), (1, "documents"), (2, "passages"), (1, "facts")]
    assert [counted(number, what) for number, what in told] == [
        "93 decisions",
        "1 decision",
        "19 risk acceptances",
        "1 document",
        "2 passages",
        "1 fact",
    ]
    assert counted(11, "corrective_action") == "11 corrective actions"
    assert counted(3, "decision facts") == "3 decision facts"
