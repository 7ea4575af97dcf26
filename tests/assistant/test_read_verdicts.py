from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant, Question
from assistant.read_verdicts import READ, with_verdicts
from assistant.retrieve import Retriever
from assistant.select import Candidate
from assistant.understand import understand
from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.view import View
from ingest.sync import SyncOptions, synchronise
from tests.support.ingestion import InlinePool, write

TODAY = date(2025, 9, 30)
RULES = [
    "Whoever steers the lock boat alone must be eighteen.",
    "The ferry rope has not been replaced since the flood.",
    "Fees may not be taken for boats of the rescue service.",
    "The kettle of the lock house is blue.",
]


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    files = {"rules.md": "# Rules of the lock\n\n" + "\n\n".join(RULES) + "\n"}
    root, home, embedder = write(tmp_path_factory.mktemp("docs"), files), tmp_path_factory.mktemp("home"), MiniLM()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.sync.Pool", InlinePool)
        with Archive.open(home, embedder.id, embedder.dimensions) as archive:
            synchronise(archive, embedder, [Path(root)], SyncOptions(workers=1, home=home))
            yield archive.view()


def _ranked(view: View, question: str) -> list[Candidate]:
    assistant, query = Assistant(MiniLM(), Retriever()), understand(question)
    hits = Retriever().search(view, MiniLM(), query.search_text, 20)
    return assistant.rank(view, query, hits)


@pytest.mark.parametrize(
    ("question", "said", "words"),
    [
        ("Did anybody put in a new ferry rope after the flood?", "no", RULES[1]),
        ("do the lifeboat people have to pay?", "no", RULES[2]),
        ("Is there a minimum age for steering the lock boat by yourself?", "yes", RULES[0]),
    ],
)
def test_yes_or_no_is_read_in_other_words(view: View, question: str, said: str, words: str) -> None:
    best = _ranked(view, question)[0]
    assert best.statement.plain == words
    assert best.verdict == said


def test_the_verdict_opens_the_answer(view: View) -> None:
    assistant = Assistant(MiniLM(), Retriever())
    answer = assistant.ask(view, Question("Has the ferry rope been replaced since the flood?"), TODAY)
    assert answer.value is not None
    assert (answer.value.type, answer.value.value) == ("yesno", "no")
    assert answer.text.startswith("No.")


def test_other_questions_are_not_read(view: View) -> None:
    query = understand("Who may steer the lock boat alone?")
    ranked = _ranked(view, query.text)
    assert with_verdicts(query, ranked, lambda _: pytest.fail("read")) == ranked
    assert not any("borne" in each.features for each in ranked)


def test_what_stands_lower_says_neither(view: View) -> None:
    query = understand("Is the kettle blue?")
    ranked = _ranked(view, query.text) * 2
    read = with_verdicts(query, ranked, lambda _: (-3.0, 1.0))
    assert [each.verdict for each in read[:READ]] == ["no"] * READ
    assert read[0].features["borne"] == pytest.approx(0.1)
    assert read[0].features["parted"] == pytest.approx(0.4)
    assert all(each.features["borne"] == -1.0 for each in read[READ:])


def test_a_share_is_no_yes_of_all(view: View) -> None:
    best = _ranked(view, "Did anybody put in a new ferry rope after the flood?")[0]

    def read(words: str, question: str) -> str:
        told = replace(best, statement=replace(best.statement, plain=words), block=None, verdict="")
        return with_verdicts(understand(question), [told], lambda _: (9.0, -9.0))[0].verdict

    assert read("88 % of all the ferry hands have had the course.", "Has everyone had the course?") == ""
    assert read("The ferry hands have a course in spring.", "Has everyone had the course?") == ""
    assert read("All the ferry hands have had the course.", "Has everyone had the course?") == "yes"
    assert read("88 % of the ferry hands have had the course.", "Has Ann had the course?") == "yes"
