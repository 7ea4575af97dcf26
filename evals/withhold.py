"""Questions made unanswerable on any set: the evidence of a share of them is taken out of the archive.

A system is measured twice on the same questions: where the answer is there, and where it is not. All documents that
answer a chosen question go, together with their copies and with what they are attached to; nothing else changes.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from evidence.errors import SettingsError
from ingest.plan import has_rows

if TYPE_CHECKING:
    from evals.labels import LabelledQuestion, LabelledSet
    from evidence.archive import Archive
    from evidence.model import StoredDocument
    from evidence.view import View

Family = Callable[[str], frozenset[str]]
"""The documents that go with one: itself, its copies, what it is attached to, and what is attached to it."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """What was taken out. Of ``excluded`` questions some evidence is left, so that neither answer would be right."""

    share: float
    seed: int
    documents: tuple[str, ...]
    made_unanswerable: tuple[str, ...]
    excluded: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For the log."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


def choose(labelled: LabelledSet, share: float, seed: int, family: Family | None = None) -> Withheld:
    """Take out the evidence of ``share`` (0 to 1) of the answerable questions; which ones, ``seed`` decides.

    Questions share documents, so others may lose all of theirs too and count towards the share. Without a
    ``family`` only ``parent#name`` tells what belongs together. Raises ``SettingsError`` for a share out of range.
    """
    if not 0 < share < 1:
        raise SettingsError(f"cannot withhold a share of {share}", remedy="Give a number between 0 and 1.")
    answerable = [question for question in labelled.questions if question.answerable]
    family = family or by_name([doc_id for question in answerable for doc_id in _evidence(question)])
    order = sorted(answerable, key=lambda question: question.id)
    random.Random(seed).shuffle(order)
    needs = {question.id: _evidence(question) for question in answerable}
    askers: dict[str, set[str]] = defaultdict(set)
    for identity, documents in needs.items():
        for doc_id in documents:
            askers[doc_id].add(identity)
    gone: set[str] = set()
    without: set[str] = set()
    for question in order:
        if len(without) >= round(share * len(answerable)):
            break
        new = frozenset().union(*(family(doc_id) for doc_id in needs[question.id])) - gone
        gone |= new
        touched = {identity for doc_id in new for identity in askers.get(doc_id, ())}
        without |= {identity for identity in touched if needs[identity] <= gone}
    excluded = {identity for identity, documents in needs.items() if documents & gone and identity not in without}
    return Withheld(share, seed, tuple(sorted(gone)), tuple(sorted(without)), tuple(sorted(excluded)))


def relabelled(labelled: LabelledSet, withheld: Withheld) -> LabelledSet:
    """The set as it is asked: chosen questions are unanswerable (what was gold stays to be seen), the excluded go."""
    without, excluded = set(withheld.made_unanswerable), set(withheld.excluded)
    kept = [question for question in labelled.questions if question.id not in excluded]
    return replace(
        labelled,
        questions=tuple(replace(q, answerable=False, answer="", facts=()) if q.id in without else q for q in kept),
    )


def take_out(archive: Archive, withheld: Withheld) -> int:
    """Withdraw the documents from ``archive`` (a copy); how many of them were there."""
    live = {document.key.path: document.doc_id for document in archive.view().documents()}
    gone = {path for path, doc_id in live.items() if doc_id in set(withheld.documents)}
    for source in archive.sources():
        for path, state in archive.files(source).items():
            if has_rows(path) or any(name == path or name.startswith(f"{path}#") for name in gone):
                archive.replace(source, state, [], keep=live.keys() - gone)
    return len(gone)


def families(view: View) -> Family:
    """The families of a view's documents: attachments with their holder, and documents of the same bytes."""
    documents = {document.key.path: document for document in view.documents()}
    together: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document in documents.values():
        together["holder", _holder(document, documents)].add(document.doc_id)
        if document.characters:
            together["copy", document.sha256].add(document.doc_id)
    groups: dict[str, list[set[str]]] = defaultdict(list)
    for members in together.values():
        for doc_id in members:
            groups[doc_id].append(members)

    def family(doc_id: str) -> frozenset[str]:
        known, ahead = {doc_id}, [doc_id]
        while ahead:
            for members in groups.get(ahead.pop(), ()):
                ahead += members - known
                known |= members
        return frozenset(known)

    return family


def by_name(doc_ids: Iterable[str]) -> Family:
    """Families by ``parent#name`` alone, among ``doc_ids``."""
    together: dict[str, set[str]] = defaultdict(set)
    for doc_id in doc_ids:
        together[doc_id.partition("#")[0]] |= {doc_id, doc_id.partition("#")[0]}
    return lambda doc_id: frozenset(together.get(doc_id.partition("#")[0], set()) | {doc_id})


def _holder(document: StoredDocument, documents: dict[str, StoredDocument]) -> str:
    """The document that holds this one in the end; a mailbox or a table of rows is no document and holds none."""
    path, parent = document.key.path, document.parent
    while parent is not None and parent in documents and documents[parent].characters and not has_rows(parent):
        path, parent = parent, documents[parent].parent
    return path


def _evidence(question: LabelledQuestion) -> frozenset[str]:
    return frozenset(entry.doc_id for entry in (*question.gold, *question.also))
