"""Executive summaries: every sentence cited or computed by a rule, what is new since the last, words of a model."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.composer import Composer
from assistant.llm.compose import Budget
from assistant.reports import Report
from assistant.reports.executive import AUDIENCES
from assistant.reports.report import Section, Sentence
from assistant.retrieve import Retriever
from assistant.service import Identity, Service
from evidence.archive import Archive
from evidence.errors import QuestionError, ServiceError
from evidence.record import Record
from tests.support.chats import FunctionChat
from tests.support.embedders import FakeEmbedder
from tests.support.ingestion import Ingestion, write
from tests.support.web_rooms import documents

TODAY = date(2026, 6, 15)
ANA = Identity("ana", ("staff",), "editor")
_MADE = {"frameworks": ("iso42001",), "period": "2026"}
GRANT = "On 18 March 2026 the Executive Committee approved EUR 95,000 for the cloud exit plan."
_NEWS = {
    "minutes/2026-06-02 board.md": "# Minutes of the Board\n\nDate: 2 June 2026\n\nPresent: Helena Okafor\n\n"
    "Decision: The Board approved the Data Retention Policy on 2 June 2026.\n",
}


class Room:
    """A service over a home that can take documents in and lose them."""

    def __init__(self, folder: Path) -> None:
        self.docs, self.home = documents(folder / "docs"), folder / "home"
        self.script: Callable[[str], str | ServiceError] = lambda prompt: "{}"
        self.notes: list[str] = []
        self.ingest()

    def ingest(self) -> None:
        Ingestion(self.home).run(self.docs, prune=True)

    def use(self, work: Callable[[Service], Report], *, model: bool = False) -> Report:
        embedder = FakeEmbedder()
        chat = FunctionChat(lambda prompt: self.script(prompt))  # noqa: PLW0108 - tests change it
        composer = Composer(chat, Budget(lambda text: len(text.split()), 400), None, self.notes.append)
        with Archive.open(self.home, embedder.id, embedder.dimensions) as archive, Record(self.home) as record:
            answering = Assistant(embedder, Retriever())
            service = Service(
                archive, answering, embedder, record, lambda: TODAY, lambda: ("staff",), composer if model else None
            )
            return work(service)

    def made(self, who: Identity = ANA, audience: str = "", *, taken: bool = False, **more: object) -> Report:
        def work(service: Service) -> Report:
            report = service.report(who, "executive", audience=audience, **{**_MADE, **more})  # type: ignore[arg-type]
            if taken:
                service.exported(who, report, {"report": "executive", "form": "pdf"})
            return report

        return self.use(work, model=bool(more.get("reword")))


@pytest.fixture(name="room")
def _room(tmp_path: Path) -> Iterator[Room]:
    yield Room(tmp_path)


def part(report: Report, title: str) -> Section | None:
    return next((each for each in report.sections if each.title.startswith(title)), None)


def new(report: Report) -> list[str]:
    section = part(report, "Since your summary")
    assert section is not None
    return [each.text for each in section.sentences]


def test_every_sentence_is_cited_or_says_its_rule(room: Room) -> None:
    told = {}
    for audience in AUDIENCES:
        report = room.made(audience=audience)
        sentences = [each for section in report.sections for each in section.sentences]
        assert sentences and all(each.citations or each.rule for each in sentences), audience
        assert all(row.citations or audience for section in report.sections for row in section.rows)
        assert part(report, "Since your summary") is None
        told[audience] = {section.title for section in report.sections}
    assert len(set(map(frozenset, told.values()))) == len(AUDIENCES)
    with pytest.raises(QuestionError, match="no audience 'everybody'"):
        room.made(audience="everybody")


def test_what_is_new_since_the_asker_s_last_one(room: Room) -> None:
    room.made(taken=True)
    assert new(room.made()) == ["Nothing is new or settled since."]
    write(room.docs, _NEWS)
    room.ingest()
    fresh = part(room.made(), "Since your summary as of 2026-06-15")
    assert fresh is not None
    assert any("Data Retention Policy" in each.text and each.citations for each in fresh.sentences)
    assert all(each.citations or each.rule for each in fresh.sentences)
    other_period = new(room.made(period="Q2 2026"))
    assert not any(re.search(r"Board approved the Data Retention", each) for each in other_period)
    for who, audience in (
        (Identity("ben", ("staff",), "editor"), "board"),
        (Identity("ana", ("staff", "board"), "editor"), "board"),
        (ANA, "management"),
    ):
        assert part(room.made(who, audience), "Since your summary") is None, "another's, with other rights, for others"
    room.made(taken=True)
    for name in _NEWS:
        (room.docs / name).unlink()
    room.ingest()
    assert any(each.startswith("No longer said, of what was said then: ") for each in new(room.made()))
    assert "Data Retention" not in str(new(room.made())), "what is withdrawn is counted, not repeated"


def test_a_finding_that_was_decided_is_no_longer_open(room: Room) -> None:
    room.made(taken=True)
    findings = part(room.made(), "Open findings")
    assert findings is not None
    first = findings.sentences[0]

    def decide(service: Service) -> Report:
        service.decide_finding(ANA, first.rule, "resolved", "done")
        return service.report(ANA, "executive", **_MADE)  # type: ignore[arg-type]

    told = part(room.use(decide), "Since your summary")
    assert told is not None
    assert Sentence(f"No longer open: {first.text}", first.citations, first.rule) in told.sentences


def _asked(prompt: str) -> list[dict[str, object]]:
    body = prompt.partition("<sentences>\n")[2].partition("\n</sentences>")[0]
    return [json.loads(line) for line in body.splitlines()]


def _reply(*sentences: tuple[object, object]) -> str:
    return json.dumps({"sentences": [{"number": number, "text": text} for number, text in sentences]})


def test_a_model_s_sentence_is_shown_only_where_it_stands(room: Room) -> None:
    plain = room.made()
    quoted = {each.text: each for section in plain.sections for each in section.sentences if not each.rule}

    def script(prompt: str) -> str:
        said = []
        for each in _asked(prompt):
            if "95,000" in str(each["text"]):
                said.append((each["number"], GRANT))
            elif "R-07" in str(each["text"]):
                said.append((each["number"], str(each["text"]).replace("Helena Okafor", "Mei Tanaka")))
            else:
                said.append((each["number"], f"{str(each['text']).rstrip('.')}, a great success."))
        return _reply(*said, (99, "Nobody asked for this."), (True, "x"), ("1", "y"))

    room.script = script
    report = room.made(reword=True)
    changed = [each for section in report.sections for each in section.sentences if each.plain]
    for each in changed:
        assert each.plain in quoted and each.citations == quoted[each.plain].citations
        assert "95,000" in each.text and "great success" not in each.text
    assert [each.text for each in changed] == [GRANT]
    assert not any("Nobody asked" in str(section) for section in report.sections)
    assert "scripted/1" in report.notes[-1]
    assert len([s for section in report.sections for s in section.sentences]) == len(
        [s for section in plain.sections for s in section.sentences]
    )
    assert any(each.get("plain") for section in report.as_json()["sections"] for each in section["sentences"])


@pytest.mark.parametrize(
    "said",
    ["", "no JSON", "[]", '{"sentences": 3}', '{"sentences": [3, {"number": 1}, {"text": "a"}]}', "{" * 5_000,
     ServiceError("it is down", remedy="Start it.")],
)  # fmt: skip
def test_a_model_that_talks_nonsense_changes_nothing(room: Room, said: str | ServiceError) -> None:
    room.script = lambda prompt: said
    plain, report = room.made(), room.made(reword=True)
    assert report.sections == plain.sections
    assert (room.notes != []) == isinstance(said, ServiceError)


def test_nothing_is_reworded_without_a_model_or_in_another_report(room: Room) -> None:
    with pytest.raises(QuestionError, match="cannot be reworded"):
        room.use(lambda service: service.report(ANA, "executive", reword=True))
    with pytest.raises(QuestionError, match="cannot be reworded"):
        room.use(lambda service: service.report(ANA, "risks", reword=True), model=True)
    with pytest.raises(QuestionError, match="has no audience"):
        room.use(lambda service: service.report(ANA, "risks", audience="board"))
