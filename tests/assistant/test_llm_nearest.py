"""A model that may read what comes near answers what words alone would leave, and is held to its quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.ask import Assistant, Question
from assistant.composer import Composer
from assistant.llm.compose import Budget
from assistant.retrieve import Retriever
from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.errors import ServiceError, VouchError
from evidence.view import View
from ingest.sync import SyncOptions, synchronise
from ingest.tokens import count_tokens
from tests.support.chats import FunctionChat, reply, spans
from tests.support.ingestion import InlinePool, write

TODAY = date(2031, 5, 20)
KEPT = "Spare lenses lie in the iron chest under the stairs."
FILES = {
    "lamp.md": f"# Lamp room\n\n{KEPT} The wick is trimmed at dusk.\n",
    "boats.md": "# Boats\n\nThe cutter was caulked in March. The gig leaks.\n",
}
QUESTION = "Who put spare lenses into the chest?"
FOREIGN = "Where does the Orsolya foundation keep its zeppelins?"


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    root, home, embedder = write(tmp_path_factory.mktemp("docs"), FILES), tmp_path_factory.mktemp("home"), MiniLM()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.sync.Pool", InlinePool)
        with Archive.open(home, embedder.id, embedder.dimensions) as archive:
            synchronise(archive, embedder, [Path(root)], SyncOptions(workers=1, home=home))
            yield archive.view()


def ask(
    view: View,
    script: Callable[[str], str | VouchError],
    *,
    nearest: bool = True,
    text: str = QUESTION,
    mode: str = "auto",
) -> tuple[Answer, FunctionChat]:
    chat = FunctionChat(script)
    composer = Composer(chat, Budget(count_tokens, attempts=1), nearest=nearest)
    assistant = Assistant(MiniLM(), Retriever(), composer=composer)
    return assistant.ask(view, Question(text, mode=mode), TODAY), chat


def lenses(prompt: str, said: str = "Spare lenses lie in the iron chest.", quote: str = KEPT) -> str:
    key = next(key for key, words in spans(prompt).items() if "iron chest" in words)
    return reply((said, [key], [quote]))


def test_the_model_answers_from_words_that_would_not_be_shown_by_themselves(view: View) -> None:
    answer, _ = ask(view, lenses)
    assert (answer.status, answer.mode, answer.value) == ("answered", "llm", None)
    assert [claim.citations[0].quote for claim in answer.claims] == [KEPT]
    assert answer.text == "Spare lenses lie in the iron chest. [1]"
    assert (answer.nearest, answer.expected_evidence) == ((), "")


@pytest.mark.parametrize(
    ("script", "withheld"),
    [
        (lambda prompt: '{"claims": []}', 0),
        (lambda prompt: lenses(prompt, quote="Spare lenses lie in the oak chest."), 1),
        (lambda prompt: ServiceError("down", remedy="Start it.", retry=False), 0),
    ],
)
def test_what_does_not_stand_leaves_the_refusal(
    view: View, script: Callable[[str], str | VouchError], withheld: int
) -> None:
    answer, chat = ask(view, script)
    plain, _ = ask(view, script, mode="extractive")
    assert chat.asked
    assert (answer.status, answer.mode, answer.withheld, answer.text) == (
        "not_found",
        "extractive",
        withheld,
        plain.text,
    )
    assert answer.nearest == plain.nearest and answer.expected_evidence == plain.expected_evidence


def test_the_words_that_a_false_sentence_quotes_answer_in_its_stead(view: View) -> None:
    answer, _ = ask(view, lambda prompt: lenses(prompt, "Nine spare lenses lie in the oak chest."))
    assert (answer.status, answer.mode, answer.withheld, answer.text) == ("partial", "llm", 1, f"{KEPT} [1]")


@pytest.mark.parametrize(
    ("text", "nearest", "mode"), [(QUESTION, False, "auto"), (QUESTION, True, "extractive"), (FOREIGN, True, "auto")]
)
def test_no_model_is_asked_where_it_may_not_read_on_or_nothing_is_near(
    view: View, text: str, nearest: bool, mode: str
) -> None:
    answer, chat = ask(view, lenses, nearest=nearest, text=text, mode=mode)
    assert (answer.status, chat.asked) == ("not_found", [])
