"""A report's sentences in a model's words, each only where it stands on its own citations and loses nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.composer import Composer
from assistant.llm.check import check
from assistant.llm.figures import unsupported
from assistant.llm.names import missing_names
from assistant.reports.report import Report, Section, Sentence
from evidence.errors import VouchError
from prompts import load

_PROMPT = "reword"
_MOST = 8  # sentences of one request
_VALUES = frozenset(("figure", "identifier", "name", "role", "context"))  # reasons that are about a value
_COVERED = 0.9  # of a sentence's content that has to be in the words: an answer may say more freely than a summary
_MORE = re.compile(r"\n|[.!?]\s+\S")  # a second sentence
_LONGER = 60  # characters that a sentence may grow by
_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"number": {"type": "integer"}, "text": {"type": "string"}},
                "required": ["number", "text"],
            },
        }
    },
    "required": ["sentences"],
}


def reworded(report: Report, composer: Composer) -> Report:
    """``report`` with what stands of the model's sentences; ``Sentence.plain`` keeps the rule's own words.

    Counts, sums and absences stay as they are. A model that is down or talks nonsense changes nothing.
    """
    told = _Telling(composer)
    sections = tuple(told.section(each) for each in report.sections)
    if not told.asked:
        return report
    said = f"{told.kept} of {told.asked} sentences were reworded by {composer.chat.id}" if told.kept else ""
    note = f"{said}; each stands on its own citations, the others are as the rules word them." if said else (
        "No sentence of the language model stood; all are as the rules word them."
    )  # fmt: skip
    return replace(report, sections=sections, notes=(*report.notes, note))


@dataclass(slots=True)
class _Telling:
    """One rewording under way."""

    composer: Composer
    asked: int = 0
    kept: int = 0
    down: bool = False

    def section(self, section: Section) -> Section:
        """A section with its prose reworded as far as it stands."""
        told = list(section.sentences)
        for numbers in self._batches(told):
            for number, text in self._replied([told[at] for at in numbers]):
                plain = told[numbers[number - 1]]
                if not plain.plain and self._stands(text, plain, section):
                    told[numbers[number - 1]] = replace(plain, text=text, plain=plain.text)
                    self.kept += 1
        return replace(section, sentences=tuple(told))

    def _batches(self, told: Sequence[Sentence]) -> Iterator[list[int]]:
        """Places of the sentences that are facts as they stand, as many at a time as a prompt may hold."""
        budget, held, size = self.composer.budget, list[int](), 0
        for at, each in enumerate(told):
            if each.rule or not each.citations:
                continue
            self.asked += 1
            tokens = budget.count(_shown(1, each))
            if tokens > budget.evidence_tokens:
                continue
            if held and (size + tokens > budget.evidence_tokens or len(held) == _MOST):
                yield held
                held, size = [], 0
            held.append(at)
            size += tokens
        if held:
            yield held

    def _replied(self, told: Sequence[Sentence]) -> Iterable[tuple[int, str]]:
        """What the model made of the sentences, by number from 1; nothing when it cannot be asked."""
        if self.down:
            return []
        shown = "\n".join(_shown(number, each) for number, each in enumerate(told, 1))
        pieces: list[str] = []
        try:
            self.composer.chat.ask(load(_PROMPT).render(sentences=shown), _SCHEMA, pieces.append)
        except VouchError as error:
            self.down = True
            self.composer.note(f"a summary was not reworded: {error} {error.remedy}".strip())
            return []
        return [(number, text) for number, text in _read("".join(pieces)) if 1 <= number <= len(told)]

    def _stands(self, text: str, plain: Sentence, section: Section) -> bool:
        """Whether a sentence is supported by the words that the plain one cites, and holds all that it says.

        A value that the plain sentence states and the words do not (a meeting's day, which stands in the heading) was
        read from the document by a rule: it may be said, and nothing else besides the words may.
        """
        words = [each.quote for each in plain.citations]
        filed = " \n ".join(dict.fromkeys(f"{each.title} {each.section or ''}" for each in plain.citations))
        verdict = check(text, words, labels=plain.text, context=f"{filed} {section.title}")
        if verdict.reasons and all(each.code in _VALUES and each.detail in plain.text for each in verdict.reasons):
            verdict = replace(verdict, level="supported")
        if self.composer.checker is not None:
            verdict, _ = self.composer.checker.review(verdict, text, "\n".join(words))
        lost = unsupported(plain.text, text, "") or missing_names(plain.text, text)
        one = len(text) <= len(plain.text) + _LONGER and not _MORE.search(text)
        held = verdict.level == "supported" and verdict.coverage >= _COVERED
        return held and not lost and one and text != plain.text


def _shown(number: int, each: Sentence) -> str:
    return json.dumps({"number": number, "text": each.text, "words": [words.quote for words in each.citations]},
                      ensure_ascii=False)  # fmt: skip


def _read(reply: str) -> Iterator[tuple[int, str]]:
    """Numbers and sentences of a reply, as far as it is what was asked for."""
    try:
        value = json.loads(reply.rpartition("</think>")[2])
        rows = value["sentences"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and type(row.get("number")) is int and isinstance(row.get("text"), str):
            yield row["number"], row["text"].strip()
