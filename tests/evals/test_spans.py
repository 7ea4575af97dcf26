"""Gold quotes against canonical texts: found as written, found in spite of typography, or named by their line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import LabelError
from evals.labels import Gold, LabelledQuestion, LabelledSet
from evals.spans import WHOLE, GoldSpan, find_quote, locate
from evidence.archive import Archive
from evidence.model import Page
from evidence.view import View
from tests.support.archives import document, open_archive, put

MINUTES = "The trustees met on 3 May. **Amara Diallo** approved the plan.\n\nAmara Diallo left. Amara Diallo came back."


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with open_archive(tmp_path_factory.mktemp("home")) as archive:
        fill(archive, tmp_path_factory.mktemp("docs"))
        yield archive.view()


def fill(archive: Archive, root: Path) -> None:
    source = archive.add_source(root)
    secret = document("secret.txt", "The dismissal was approved.", labels=("board",))
    report = document("report.pdf", "Overdue: none.", "Overdue: two.", "No date.")
    pages = (Page(1, 0, 14), Page(2, 16, 29))
    put(archive, source, document("minutes.md", MINUTES), secret)
    put(archive, source, replace(report, parsed=replace(report.parsed, pages=pages)))


def labelled(*gold: Gold, also: tuple[Gold, ...] = ()) -> LabelledSet:
    questions = tuple(
        LabelledQuestion(f"q{line}", "Who?", True, gold=(each,), also=also, line=line)
        for line, each in enumerate(gold, 1)
    )
    return LabelledSet("some", Path("some"), questions, "")


def test_a_quote_is_right_at_any_place_where_it_stands(view: View) -> None:
    labels = locate(labelled(Gold("minutes.md", "Amara Diallo")), view)
    (entry,) = labels.gold["q1"]
    assert [MINUTES[place.start : place.end] for place in entry] == ["Amara Diallo"] * 3
    assert labels.documents("q1") == labels.allowed("q1") == {"minutes.md"}
    assert labels.entries("q1") == (entry,)


def test_a_gold_document_without_a_quote_is_meant_as_a_whole(view: View) -> None:
    labels = locate(labelled(Gold("minutes.md"), also=(Gold("secret.txt"),)), view)
    assert labels.gold["q1"] == ((GoldSpan("minutes.md", WHOLE, WHOLE),),)
    assert labels.gold["q1"][0][0].whole
    assert labels.entries("q1") == ()
    assert labels.also["q1"] == {"secret.txt"}
    assert labels.allowed("q1") == {"minutes.md", "secret.txt"}


def test_the_page_chooses_among_places(view: View) -> None:
    labels = locate(labelled(Gold("report.pdf", "Overdue:", 2)), view)
    assert labels.gold["q1"] == ((GoldSpan("report.pdf", 16, 24),),)


def test_every_problem_is_named_by_its_line(view: View) -> None:
    wrong = labelled(
        Gold("minutes.md", "Mallory approved the plan"),
        Gold("minutes.md", "Amara Diallo"),
        Gold("nowhere.md"),
        Gold("report.pdf", "Overdue: none", 2),
        Gold("report.pdf", "No date", 1),
        also=(Gold("absent.md"),),
    )
    with pytest.raises(LabelError) as caught:
        locate(wrong, view)
    found = [(problem.line, problem.reason) for problem in caught.value.problems if "absent" not in problem.reason]
    assert found == [
        (1, "the quote does not occur in minutes.md: “Mallory approved the plan” (q1)"),
        (3, "there is no document nowhere.md (q3)"),
        (4, "the quote stands on page 1 of report.pdf, not on page 2 (q4)"),
        (5, "the quote stands on no page of report.pdf, not on page 1 (q5)"),
    ]
    assert sum("there is no document absent.md" in problem.reason for problem in caught.value.problems) == 5


def test_a_document_that_the_view_does_not_hold_is_a_problem(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        fill(archive, tmp_path / "docs")
        with pytest.raises(LabelError, match=r"line 1: there is no document secret\.txt"):
            locate(labelled(Gold("secret.txt")), archive.view(("everyone",)))


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("a  b\n\tc d", "b c", "b\n\tc"),
        ("non\u00a0breaking", "non breaking", "non\u00a0breaking"),
        ("the “board’s” view", 'the "board\'s" view', "the “board’s” view"),
        ("2024–2025 — both", "2024-2025 - both", "2024–2025 — both"),
        ("over\u00adsight matters", "oversight", "over\u00adsight"),
        ("zero\u200bwidth", "zerowidth", "zero\u200bwidth"),
        ("the ﬁnal oﬃce", "final office", "ﬁnal oﬃce"),
        ("Jose\u0301 signed", "Jos\u00e9 signed", "Jose\u0301 signed"),
        ("the **AI policy** and _risk_ `plan`", "AI policy and risk plan", "AI policy** and _risk_ `plan"),
        ("see [the policy](../p.md) now", "see the policy now", "see [the policy](../p.md) now"),
        (
            "## Scope\n\n- all staff\n- all suppliers",
            "Scope all staff all suppliers",
            "Scope\n\n- all staff\n- all suppliers",
        ),
        ("> quoted\n> words", "quoted words", "quoted\n> words"),
        ("| R-1 | Eva Novak |", "R-1 Eva Novak", "R-1 | Eva Novak"),
        ("5 \\* 3 snake_case", "5 * 3 snake_case", "5 \\* 3 snake_case"),
        ("snake_case_name", "snake_case_name", "snake_case_name"),
        ("wait… done", "wait... done", "wait… done"),
        ("Board", "board", None),
        ("approved", "not approved", None),
        ("anything", "**", None),
        ("", "a", None),
    ],
)
def test_typography_and_marks_do_not_hide_words(text: str, quote: str, words: str | None) -> None:
    found = [text[start:end] for start, end in find_quote(text, quote)]
    assert found == ([] if words is None else [words])


def test_words_as_written_come_first() -> None:
    text = "the **plan** and the plan"
    assert find_quote(text, "the plan") == [(17, 25)]
    assert find_quote(text, " the **plan** ") == [(0, 12)]


@given(st.text(max_size=40), st.text(max_size=40), st.text("abc \n*", min_size=1, max_size=10))
def test_a_quote_is_found_where_it_stands(before: str, after: str, quote: str) -> None:
    found = find_quote(before + quote + after, quote)
    text = before + quote + after
    if quote.strip():
        assert found
        assert all(text[start:end] == quote.strip() for start, end in found)
    else:
        assert found == []


@given(st.text(max_size=60), st.text(max_size=12))
def test_places_are_stretches_of_the_text_in_order(text: str, quote: str) -> None:
    found = find_quote(text, quote)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found)


@given(st.lists(st.sampled_from(["plan", "board", "R-14", "été", "“so”", "a–b"]), min_size=1, max_size=8), st.data())
def test_any_layout_of_the_same_words_is_found(words: list[str], data: st.DataObject) -> None:
    gaps = st.sampled_from([" ", "\n", "  ", "\u00a0", " **", "\n\n> ", "\n- "])
    text = words[0] + "".join(data.draw(gaps) + word for word in words[1:])
    start, end = find_quote(f"{text}.", " ".join(words))[0]
    assert (start, end) == (0, len(text))


def test_a_day_quoted_as_a_sheet_shows_it_is_found_as_it_is_kept() -> None:
    text = "KlarSicht | valid until | 2027-07-14 | 2027-07-15"
    assert find_quote(text, "14/07/2027") == [(26, 36)]
    assert find_quote(text, "14 Jul 2027") == [(26, 36)]
    assert find_quote(text, "14/07/2028") == find_quote(text, "valid 14/07/2027") == []
    assert find_quote("in use since 2025-05-12", "12/05/2025") == [(13, 23)]
