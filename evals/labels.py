"""Labelled evidence sets: ``questions.jsonl`` read strictly, every fault named by its line.

The format is a contract (docs/contracts.md). Unknown keys are ignored; everything that is known must be of
its type, for a label that is misread would be scored silently.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from evals.errors import LabelError, Problem

QUESTIONS_FILE = "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Gold:
    """Words that support the answer: ``quote`` verbatim in ``doc_id``; without a quote, the whole document.

    ``page`` (1-based) says which of several places is meant.
    """

    doc_id: str
    quote: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question and what a right answer to it holds.

    ``facts``: every entry must stand in the answer; an entry is its alternatives. ``also``: other documents that
    may rightly be cited. ``avoid``: words that the answer must not hold. ``history``: the questions that it
    follows up, oldest first. ``line``: where it stands in the file. Groups and date are inherited from the
    question that it follows up.
    """

    id: str
    question: str
    answerable: bool
    kind: str = ""
    answer: str = ""
    facts: tuple[tuple[str, ...], ...] = ()
    groups: tuple[str, ...] | None = None
    as_of: date | None = None
    follow_up_of: str | None = None
    gold: tuple[Gold, ...] = ()
    also: tuple[Gold, ...] = ()
    split: str = ""
    line: int = 0
    avoid: tuple[str, ...] = ()
    history: tuple[str, ...] = ()

    @property
    def cluster(self) -> str:
        """The same for questions that ask for the same evidence in other words: they are one observation."""
        if not self.gold:
            return self.id
        seed = repr(sorted((gold.doc_id, gold.quote) for gold in self.gold))
        return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """The row as the contract writes it, with what was inherited; empty optional keys are left out."""
        row: dict[str, Any] = {
            "id": self.id,
            "question": self.question,
            "kind": self.kind,
            "answerable": self.answerable,
            "answer": self.answer,
            "answer_facts": ["|".join(entry) for entry in self.facts],
            "groups": None if self.groups is None else list(self.groups),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "follow_up_of": self.follow_up_of,
            "gold": [_gold_json(gold) for gold in self.gold],
            "also": [_gold_json(gold) for gold in self.also],
            "avoid": list(self.avoid),
            "split": self.split,
        }
        kept = ("id", "question", "answerable", "groups")
        return {key: value for key, value in row.items() if value or (key in kept and value is not None)}


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """The questions of a set folder (of one split, where one was chosen), in the order of the file.

    ``digest`` is SHA-256 over their rows as written, and over the rows that they follow up.
    """

    name: str
    folder: Path
    questions: tuple[LabelledQuestion, ...]
    digest: str


def load_set(folder: Path, split: str | None = None) -> LabelledSet:
    """The labelled set in ``folder``; ``split`` keeps the rows of that split.

    A follow-up without a split of its own belongs to that of the question it follows up. Raises ``LabelError``
    that names every fault of the whole file by its line, those of other splits included.
    """
    file = folder / QUESTIONS_FILE
    reading = _Reading()
    for number, line in _lines(file, reading.problems):
        reading.add(number, line)
    questions = reading.linked()
    if not questions and not reading.problems:
        reading.problems.append(Problem(0, "it holds no question"))
    if reading.problems:
        raise LabelError.of(str(file), reading.problems)
    chosen = tuple(question for question in questions.values() if split is None or question.split == split)
    if not chosen:
        known = ", ".join(sorted({question.split for question in questions.values()} - {""})) or "none"
        raise LabelError.of(str(file), [Problem(0, f"no question is of the split {split!r}; its splits are: {known}")])
    return LabelledSet(folder.resolve().name, folder, chosen, reading.digest(chosen))


def _lines(file: Path, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, numbered; one that is not UTF-8 is a problem."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise LabelError.of(str(file), [Problem(0, f"it cannot be read: {error.strerror or error}")]) from error
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        try:
            line = raw.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            problems.append(Problem(number, f"not UTF-8 (byte {error.start + 1})"))
            continue
        if line:
            yield number, line


@dataclass(slots=True)
class _Reading:
    """Rows as they are read, and what is wrong with them."""

    problems: list[Problem] = field(default_factory=list)
    rows: dict[str, LabelledQuestion] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)

    def add(self, number: int, line: str) -> None:
        faults: list[str] = []
        question = _question(line, number, faults)
        self.problems += [Problem(number, fault) for fault in faults]
        if question is None:
            return
        if question.id in self.rows:
            first = self.rows[question.id].line
            self.problems.append(Problem(number, f"the id {question.id!r} stands already on line {first}"))
            return
        self.rows[question.id] = question
        self.written[question.id] = line

    def linked(self) -> dict[str, LabelledQuestion]:
        """The questions with what they inherit; a follow-up of nothing that stands above it is a problem."""
        done: dict[str, LabelledQuestion] = {}
        for question in self.rows.values():
            if question.follow_up_of is None:
                done[question.id] = question
            elif question.follow_up_of in done:
                done[question.id] = _inherit(question, done[question.follow_up_of])
            else:
                self.problems.append(Problem(question.line, self._unlinked(question)))
                done[question.id] = question
        return done

    def _unlinked(self, question: LabelledQuestion) -> str:
        chain, parent = [question.id], question.follow_up_of
        while parent in self.rows and parent not in chain:
            chain.append(parent)
            parent = self.rows[parent].follow_up_of
        if parent == question.id:
            return f"follow_up_of goes round in a circle: {' → '.join([*chain, question.id])}"
        above = self.rows.get(question.follow_up_of or "")
        if above is None:
            return f"follow_up_of names no question of this file: {question.follow_up_of!r}"
        return f"follow_up_of names {above.id!r}, which stands later (line {above.line})"

    def digest(self, chosen: Iterable[LabelledQuestion]) -> str:
        needed: set[str] = set()
        for question in chosen:
            name: str | None = question.id
            while name is not None and name not in needed:
                needed.add(name)
                name = self.rows[name].follow_up_of
        lines = [line for name, line in self.written.items() if name in needed]
        return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _inherit(question: LabelledQuestion, parent: LabelledQuestion) -> LabelledQuestion:
    return replace(
        question,
        groups=parent.groups if question.groups is None else question.groups,
        as_of=question.as_of or parent.as_of,
        split=question.split or parent.split,
        history=(*parent.history, parent.question),
    )


def _question(line: str, number: int, faults: list[str]) -> LabelledQuestion | None:
    """The question of one row; faults are added. None when it has no id to speak of it by."""
    row = _object(line, faults)
    if row is None:
        return None
    reader = _Fields(row, faults)
    identity = reader.name("id", required=True)
    question = LabelledQuestion(
        id=identity or "",
        question=reader.text("question", required=True),
        answerable=reader.truth("answerable"),
        kind=reader.text("kind"),
        answer=reader.text("answer"),
        facts=reader.facts(),
        groups=reader.texts("groups"),
        as_of=reader.day("as_of"),
        follow_up_of=reader.name("follow_up_of"),
        gold=reader.golds("gold"),
        also=reader.golds("also"),
        split=reader.text("split"),
        line=number,
        avoid=reader.texts("avoid") or (),
    )
    if question.answerable and row.get("gold") in (None, []):
        faults.append("it is answerable, and `gold` names no document")
    return question if identity else None


def _object(line: str, faults: list[str]) -> dict[str, Any] | None:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                faults.append(f"the key `{key}` stands twice")
            found[key] = value
        return found

    try:
        row = json.loads(line, object_pairs_hook=unique)
        line.encode("utf-8")
        json.dumps(row, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        faults.append(f"not JSON: {error.msg} (column {error.colno})")
        return None
    except UnicodeEncodeError:
        faults.append("it holds half of a surrogate pair, which is no character")
        return None
    except (RecursionError, ValueError):
        faults.append("not JSON that can be read: nested too deeply, or a number too long")
        return None
    if not isinstance(row, dict):
        faults.append("not an object")
        return None
    return row


@dataclass(frozen=True, slots=True)
class _Fields:
    """Reads the keys of a row, each by its type; null stands for an absent key."""

    row: Mapping[str, Any]
    faults: list[str]

    def text(self, key: str, *, required: bool = False) -> str:
        value = self.row.get(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str):
            self.faults.append(f"`{key}` is missing" if value is None else f"`{key}` is not text")
            return ""
        if required and not value.strip():
            self.faults.append(f"`{key}` is empty")
        return value.strip()

    def name(self, key: str, *, required: bool = False) -> str | None:
        """An id: text, or a whole number, which is read as its digits."""
        value = self.row.get(key)
        if value is None and not required:
            return None
        found = _identity(value)
        if found is None:
            self.faults.append(f"`{key}` is missing" if value is None else f"`{key}` is no id: text is wanted")
        return found

    def truth(self, key: str) -> bool:
        value = self.row.get(key)
        if not isinstance(value, bool):
            self.faults.append(f"`{key}` is missing" if value is None else f"`{key}` is neither true nor false")
        return value is True

    def day(self, key: str) -> date | None:
        value = self.row.get(key)
        if value is None:
            return None
        try:
            if isinstance(value, str) and len(value) == len("2026-01-31"):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.faults.append(f"`{key}` is not a day written as 2026-01-31: {value!r}")
        return None

    def texts(self, key: str) -> tuple[str, ...] | None:
        value = self.row.get(key)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.faults.append(f"`{key}` is not a list of texts that are not empty")
            return None
        return tuple(item.strip() for item in value)

    def facts(self) -> tuple[tuple[str, ...], ...]:
        entries = [tuple(part.strip() for part in entry.split("|")) for entry in self.texts("answer_facts") or ()]
        for entry in entries:
            if not all(entry):
                self.faults.append(f"`answer_facts` holds an empty alternative: {'|'.join(entry)!r}")
        return tuple(entries)

    def golds(self, key: str) -> tuple[Gold, ...]:
        value = self.row.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.faults.append(f"`{key}` is not a list")
            return ()
        found = [_gold(item, f"`{key}` {place}", self.faults.append) for place, item in enumerate(value, 1)]
        return tuple(gold for gold in found if gold is not None)


def _gold(item: Any, where: str, fault: Callable[[str], None]) -> Gold | None:
    """One entry of ``gold`` or ``also``: an object, or a document's id alone."""
    if not isinstance(item, dict):
        item = {"doc_id": item}
    doc_id, quote, page = _identity(item.get("doc_id")), item.get("quote"), item.get("page")
    if doc_id is None:
        fault(f"{where} names no document (`doc_id`)")
        return None
    if quote is not None and not (isinstance(quote, str) and quote.strip()):
        fault(f"{where}: its quote is empty" if isinstance(quote, str) else f"{where}: its quote is not text")
    if page is not None and (isinstance(page, bool) or not isinstance(page, int) or page < 1):
        fault(f"{where}: its page is not a number from 1 up")
        page = None
    return Gold(doc_id, quote if isinstance(quote, str) else "", page)


def _identity(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _gold_json(gold: Gold) -> dict[str, Any]:
    parts = {"doc_id": gold.doc_id, "quote": gold.quote, "page": gold.page}
    return {key: value for key, value in parts.items() if value}
