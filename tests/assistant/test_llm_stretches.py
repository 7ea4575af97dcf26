"""What a model is given to read: places with their tables and lines, what it may quote of them, and in what room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from assistant.accept import Acceptance
from assistant.answer import Answer
from assistant.ask import Assistant, Question
from assistant.composer import Composer
from assistant.llm.compose import Budget
from assistant.llm.evidence import gather
from assistant.llm.stretches import Stretch
from assistant.retrieve import Retriever
from evidence.model import Span
from evidence.view import View
from ingest.tokens import count_tokens
from tests.support.asking import ingested
from tests.support.chats import FunctionChat, reply, spans
from tests.support.embedders import FakeEmbedder

FILES = {
    "tides.md": (
        "# Tide tables\n\nThe tables were printed by Orla Finn.\n\n"
        "| Quay | Gauge | Read by |\n| --- | --- | --- |\n| North | float | Per Lund |\n| South | radar | Ada Holm |\n"
        "\nA reading is kept for nine years.\n"
    ),
    "ferry.md": "# Ferry\n\nThe ferry sails at dawn.\nIt returns at dusk.\n\nNobody may smoke on the ferry.\n",
}
TODAY = date(2031, 5, 2)
SILENT = '{"claims": []}'


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with ingested(tmp_path_factory.mktemp("stretches"), FILES) as opened:
        yield opened


def whole(view: View, doc_id: str, short: Span | None = None, *, needed: bool = True) -> Stretch:
    """All of a document, or of its only passage."""
    stored = view.document(doc_id)
    text = Span(0, len(view.text(stored.rowid)))
    return Stretch(next(iter(view.passages(stored.rowid))), text, short or text, needed)


def quoted(view: View, doc_id: str, *quotes: str) -> list[str]:
    """What each quote of a document is widened to."""
    (item,) = gather([whole(view, doc_id)], view, count_tokens, 1_000).items
    text = view.text(view.document(doc_id).rowid)
    return [text[span.start : span.end].strip("| ") for quote in quotes for span in item.find(quote)]


def ask(view: View, text: str, script: str = SILENT, before: Sequence[str] = ()) -> tuple[Answer, str]:
    """The answer where no statement is sure, and the prompt."""
    chat = FunctionChat(lambda prompt: script)
    composer = Composer(chat, Budget(count_tokens, attempts=1), nearest=True)
    assistant = Assistant(FakeEmbedder(), Retriever(), Acceptance(bias=-100.0), composer=composer)
    answer = assistant.ask(view, Question(text, earlier=tuple(before)), TODAY)
    return answer, chat.asked[0]


def test_sentences_around_a_table_and_its_rows_are_each_found_whole(view: View) -> None:
    told = quoted(view, "tides.md", "printed by Orla", "Per Lund", "kept for nine years")
    assert told[0].startswith("The tables were printed") and told[0].endswith("Orla Finn.")
    assert "North" in told[1] and "Per Lund" in told[1] and "South" not in told[1]
    assert told[2] == "A reading is kept for nine years."


def test_lines_stay_lines_and_quotes_may_run_over_them(view: View) -> None:
    (item,) = gather([whole(view, "ferry.md")], view, count_tokens, 1_000).items
    assert "dawn.\nIt returns at dusk.\nNobody" in item.shown
    assert len(item.shown) == len(item.offsets)
    assert item.find("dawn. It returns")


def test_columns_are_named_where_the_stretch_holds_rows_without_their_header(view: View) -> None:
    document = view.document("tides.md")
    (table,) = view.parsed(document.rowid).tables
    passage = next(iter(view.passages(document.rowid)))
    row, all_of_it = Span(table.rows[0].start, table.rows[0].end), Span(table.header_start, table.end)
    stretches = [Stretch(passage, span, span) for span in (row, all_of_it)]
    labels = [gather([each], view, count_tokens, 400).items[0].labels for each in stretches]
    assert labels == ["Quay; Gauge; Read by", ""]


def test_what_does_not_fit_is_sent_in_short_and_only_what_is_needed_is_missed(view: View) -> None:
    text = view.text(view.document("ferry.md").rowid)
    start = text.index("Nobody may smoke")
    short = Span(start, len(text.rstrip()))
    first = whole(view, "tides.md")
    room = gather([first], view, count_tokens, 1_000).tokens + 30
    for needed in (True, False):
        second = whole(view, "ferry.md", short, needed=needed)
        found = gather([first, second], view, count_tokens, room)
        assert found.items[1].shown == "Nobody may smoke on the ferry."
        assert bool(found.notes) == needed
        assert bool(gather([first, second], view, count_tokens, room - 29).notes) == needed


def test_a_model_reads_the_places_around_and_the_day(view: View) -> None:
    answer, prompt = ask(view, "Why does the ferry return at dusk?")
    assert any("sails at dawn" in words and "returns at dusk" in words for words in spans(prompt).values())
    assert "asked on 2031-05-02" in prompt
    assert answer.status in ("not_found", "partial") and answer.mode == "extractive"


def test_a_model_that_reads_on_answers_what_no_statement_is_sure_of(view: View) -> None:
    _, prompt = ask(view, "Why does the ferry return at dusk?")
    key = next(key for key, words in spans(prompt).items() if "returns at dusk" in words)
    said = reply(("It returns at dusk.", [key], ["It returns at dusk."]))
    answer, _ = ask(view, "Why does the ferry return at dusk?", said)
    assert (answer.status, answer.mode, answer.text) == ("answered", "llm", "It returns at dusk. [1]")


def test_a_follow_up_is_asked_with_what_it_follows(view: View) -> None:
    _, prompt = ask(view, "And why is it kept?", before=("Why was a reading of the tide tables printed?",))
    asked = prompt.split("<question>")[1]
    assert "why is it kept" in asked and "reading of the tide tables" in asked


def test_a_model_that_reads_on_and_finds_no_answer_leaves_the_refusal(view: View) -> None:
    chat = FunctionChat(lambda prompt: SILENT)
    for nearest, status in ((False, "partial"), (True, "not_found")):
        composer = Composer(chat, Budget(count_tokens, attempts=1), nearest=nearest)
        assistant = Assistant(FakeEmbedder(), Retriever(), Acceptance(bias=100.0), composer=composer)
        answer = assistant.ask(view, Question("Why does the ferry return at dusk?"), TODAY)
        assert (answer.status, answer.mode, bool(answer.claims)) == (status, "extractive", not nearest)
        assert bool(answer.nearest) == nearest
    assert chat.asked
