"""Answers on a terminal: clean words, the first of many, and all of them where all are wanted."""

from __future__ import annotations

from io import StringIO
from typing import Any

from rich.console import Console

from assistant.answer import Answer, Citation, Claim, Interpretation
from vouch.cli.render import print_answer


def cited(doc_id: str, quote: str, start: int = 0) -> Citation:
    return Citation(
        doc_id=doc_id, title=f"Minutes {doc_id}", start=start, end=start + len(quote), quote=quote, sha256="ab",
        passage_id="p",
    )  # fmt: skip


def answer(claims: list[Claim], lead: str = "", mode: Any = "register") -> Answer:
    words = " ".join(f"{claim.text} [{number}]" for number, claim in enumerate(claims, 1))
    return Answer(
        id="q", question="?", status="answered", text=f"{lead} {words}".strip(), as_of="2031-06-15", mode=mode,
        interpretation=Interpretation(kind="list", subject="s"), claims=tuple(claims),
    )  # fmt: skip


def printed(given: Answer, *, everything: bool = False) -> str:
    out = StringIO()
    print_answer(Console(file=out, width=300, highlight=False), given, everything=everything)
    return out.getvalue()


def rows(number: int) -> list[Claim]:
    """Claims that say different things, each of a document of its own."""
    return [
        Claim(text=f"Berth {n} was {'closed' * (n % 2) or 'mended'} by crew {n} in week {n}.",
              citations=(cited(f"{n}.md", f"crew **{n}**"),))
        for n in range(1, number + 1)
    ]  # fmt: skip


def test_of_many_claims_the_first_are_shown_and_the_rest_counted() -> None:
    text = printed(answer(rows(25)))
    assert "- Berth 10 was" in text and "Berth 11 was" not in text
    assert "and 15 more (--all shows them)" in text and "the sources of 15 more" in text
    assert "[10] Minutes 10.md" in text and "[11] Minutes" not in text


def test_all_of_them_are_shown_where_they_are_wanted() -> None:
    text = printed(answer(rows(25)), everything=True)
    assert "- Berth 25 was" in text and "[25] Minutes 25.md" in text and "more" not in text


def test_a_total_shows_no_source_that_its_rows_show() -> None:
    counted = rows(8)
    total = Claim(text="8 berths counted.", basis="computed", citations=tuple(c for r in counted for c in r.citations))
    text = printed(answer([total, *counted]))
    assert text.count("Minutes 3.md") == 1 and "[1] counted from the sources of the sentences that follow" in text


def test_what_one_sentence_tells_of_several_is_told_once_and_no_source_twice() -> None:
    heading = cited("m.md", "# Harbour meeting", 0)
    who = ("Ines Dahl", "Bo Lund", "Cy Moe")
    claims = [
        Claim(text=f"{name} attended the harbour meeting.", citations=(cited("m.md", f"* {name}", 9 * n), heading))
        for n, name in enumerate(who, 2)
    ]
    text = printed(answer(claims, lead="Ines Dahl, Bo Lund, Cy Moe."))
    assert text.startswith("Ines Dahl [1], Bo Lund [2], Cy Moe [3] attended the harbour meeting.\n")
    assert text.count("“Harbour meeting”") == 1 and "“Bo Lund”" in text


def test_marks_of_markdown_are_not_shown_and_other_words_stand_as_they_are() -> None:
    claim = Claim(text="Moor at **pier 4** now.", citations=(cited("a.md", "Moor at **[pier 4](p.md)** now."),))
    text = printed(answer([claim], mode="extractive"))
    assert "Moor at pier 4 now." in text and "“Moor at pier 4 now.”" in text and "*" not in text
    typed = Claim(text="Moor at **pier 4** now.", citations=(cited("a.docx", "Moor at **pier 4** now."),))
    assert "“Moor at **pier 4** now.”" in printed(answer([typed], mode="extractive"))
