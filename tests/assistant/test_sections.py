"""What is quoted around a statement."""

from dataclasses import replace

from assistant.sections import around, veiled, worded
from assistant.select import shown_statements
from assistant.statements import Statement
from evidence.model import Annotation, Cell, Heading, Mark, ParsedDocument, Row, Table
from tests.support.passages import passage

TEXT = (
    "Rules\n\n1 Keys\n\nKeys are kept in the safe.\n\nA lost key is reported at once.\n\n2 Boats\n\nBoats are washed."
)


def document(*notes: Annotation) -> ParsedDocument:
    heads = [(TEXT.index(line), line) for line in ("Rules", "1 Keys", "2 Boats")]
    return ParsedDocument(
        TEXT, "text", headings=tuple(Heading(at, at + len(line), 1, line) for at, line in heads), annotations=notes
    )


def statement(text: str, words: str, kind: str = "sentence") -> Statement:
    start = text.index(words)
    return Statement(passage(text), start, start + len(words), kind, words, words)


def quoted(found: Statement, text: str = TEXT) -> str:
    return text[found.start : found.end]


def test_a_section_that_fits_is_quoted_with_its_heading() -> None:
    whole = around(statement(TEXT, "Keys are kept in the safe."), document(), 200)
    assert quoted(whole) == "1 Keys\n\nKeys are kept in the safe.\n\nA lost key is reported at once."


def test_where_the_section_does_not_fit_the_paragraphs_beside_it_are() -> None:
    some = around(statement(TEXT, "Keys are kept in the safe."), document(), 62)
    assert quoted(some) == "Keys are kept in the safe.\n\nA lost key is reported at once."
    assert quoted(around(statement(TEXT, "Keys are kept in the safe."), document(), 10)) == "Keys are kept in the safe."


def test_a_line_that_announces_a_list_is_quoted_with_it() -> None:
    text = (
        "Boats\n\nWe lend boats.\n\nThese are kept in the harbour:\n\n* Kestrel, for rowing\n* Osprey, for nets\n\nEnd."
    )
    parsed = ParsedDocument(text, "text", headings=(Heading(0, 5, 1, "Boats"),))
    lent = around(statement(text, "We lend boats."), parsed, 60)
    assert quoted(lent, text).endswith("* Osprey, for nets")
    long = text.replace("for rowing", "for rowing " * 200)
    parsed = ParsedDocument(long, "text", headings=(Heading(0, 5, 1, "Boats"),))
    assert quoted(around(statement(long, "We lend boats."), parsed, 60), long).endswith("harbour:")


def test_front_matter_and_headings_say_what_a_document_is_and_answer_nothing_by_themselves() -> None:
    text = "title: The keeping of keys in the shed, and what they open\n\nKeys are kept in the safe of the shed."
    body = text.index("Keys are kept")
    passage = replace(statement(text, "Keys are kept").passage, text=text, end=len(text), body=text)
    parsed = ParsedDocument(text, "text", annotations=(Annotation(0, body - 1, Mark.FRONT_MATTER),))
    assert [each.kind for each in shown_statements(passage, parsed)] == ["title", "sentence"]
    assert [each.kind for each in shown_statements(passage, ParsedDocument(text, "text"))] == ["sentence", "sentence"]


def test_hidden_words_are_never_taken_in() -> None:
    lost = TEXT.index("A lost key")
    for mark in (Mark.HIDDEN, Mark.INSTRUCTION):
        note = Annotation(lost, lost + 5, mark)
        assert quoted(around(statement(TEXT, "Keys are kept in the safe."), document(note), 200)) == (
            "Keys are kept in the safe."
        )
        assert veiled(document(note), lost + 2, lost + 3)
        assert not veiled(document(note), 0, lost)


def test_a_small_table_is_quoted_whole_and_a_row_of_a_large_one_alone() -> None:
    text = "Boat | Berth\nHeron | 4\nGull | 7"
    rows = [(13, 22), (23, 31)]
    table = Table(
        13, 31, ("Boat", "Berth"), tuple(Row(a, b, (Cell(a, b, 0),)) for a, b in rows), header_start=0, header_end=12
    )
    parsed = ParsedDocument(text, "text", tables=(table,))
    row = statement(text, "Heron | 4", "row")
    assert quoted(around(row, parsed, 100), text) in (text, text[13:31])
    assert quoted(around(row, parsed, 10), text) == "Heron | 4"


def test_front_matter_is_not_taken_in_with_the_words_below_it() -> None:
    text = "---\ntitle: Keys\nowner: Ida Berg\n---\n\nKeys are kept in the safe.\n\nA lost key is reported at once."
    front = Annotation(0, text.index("\nKeys are"), Mark.FRONT_MATTER)
    read = ParsedDocument(text, "markdown", annotations=(front,))
    assert quoted(around(statement(text, "Keys are kept in the safe."), read, 200), text) == (
        "Keys are kept in the safe.\n\nA lost key is reported at once."
    )
    told = quoted(around(statement(text, "owner: Ida Berg"), read, 60), text)
    assert told.startswith("---\ntitle: Keys")  # asked for itself, it is shown


def test_a_heading_does_not_run_into_the_words_below_it() -> None:
    first, last = TEXT.index("1 Keys"), TEXT.index("\n\nA lost")
    assert worded(document(), first, last) == "1 Keys:\n\nKeys are kept in the safe."
    assert worded(document(), first + 8, last) == "Keys are kept in the safe."
    asking = ParsedDocument("Who?\nAll.", "text", headings=(Heading(0, 4, 1, "Who?"),))
    assert worded(asking, 0, 9) == "Who?\n\nAll."
    assert worded(asking, 0, 4) == "Who?"
