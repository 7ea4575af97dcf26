"""Facts completed by a language model, as a part of one synchronisation: whom to ask, and whom no longer.

Stands between the parser processes and the writer. A file whose documents are as they were when the same model read
them keeps what it found then; the model is asked for no text twice. A model that is not there, or fails twice in a row,
is left alone until the next run, which reads the files again that it has not completed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from evidence.archive import Archive
from evidence.errors import ServiceError
from evidence.model import Fact
from ingest.facts.checking import given
from ingest.facts.completing import Completer, Completion, Stopped
from ingest.pipeline import PreparedDocument
from ingest.workers import Batch
from ingest.writer import Task

_PATIENCE = 2  # documents in a row that a model may fail before it is asked no more
_WARNINGS = 20  # of the model's doings that are kept of one file
_REMEDY = "`vouch ingest` reads it again."


@dataclass
class CompletionRun:
    """The completer of a run, or nobody. ``told`` is called after each stretch that the model read."""

    completer: Completer | None
    archive: Archive
    stop: Callable[[], bool]
    told: Callable[[], None]
    added: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    _absent: str | None = None
    _failures: int = 0
    _left: set[int] = field(default_factory=set)
    _remarks: dict[int, list[str]] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """What a file's fingerprint ends with when the model has completed it; "" without a model."""
        return f"-{self.completer.mark}" if self.completer else ""

    def absent(self) -> bool:
        """Whether the model cannot be asked, looked up once a run; true without a model."""
        if self.completer is None:
            return True
        if self._absent is None:
            try:
                self.completer.extractor()
            except ServiceError as error:
                self._absent = f"{error} {error.remedy}".strip()
            else:
                self._absent = ""
        return bool(self._absent)

    def batch(self, task: Task, batch: Batch) -> Batch:
        """``batch`` with its documents' facts completed. Raises ``Stopped`` in the middle of it."""
        if self.completer is None:
            return batch
        if batch.first:  # also when the file is read again from its beginning
            self._left.discard(batch.number)
            self._remarks[batch.number] = []
        documents = tuple(self._document(task, batch, document) for document in batch.documents)
        if not batch.final:
            return replace(batch, documents=documents)
        remarks = self._remarks.pop(batch.number)
        more = len(remarks) - _WARNINGS
        remarks = [*remarks[:_WARNINGS], f"and {more} more of this kind"] if more > 0 else remarks
        complete = batch.number not in self._left
        return replace(
            batch, documents=documents, warnings=(*batch.warnings, *remarks), mark=self.mark if complete else ""
        )

    def remarks(self) -> list[str]:
        """What the run has to say of the model when it is over."""
        found = []
        if self.completer and self.added:
            found.append(f"the model {self.completer.name} added {self.added:,} fact{'s' * (self.added > 1)}")
        if self.refused:
            why = ", ".join(f"{reason} {count:,}" for reason, count in self.refused.most_common())
            found.append(f"facts that the model proposed and that were refused: {why}")
        if self._absent:
            found.append(f"facts are those of the rules alone: {self._absent}")
        return found

    def _document(self, task: Task, batch: Batch, document: PreparedDocument) -> PreparedDocument:
        assert self.completer is not None
        kept = self._kept(task, batch, document)
        if kept is not None:
            return replace(document, facts=(*document.facts, *kept))
        if not document.parsed.text.strip():
            return document
        if self.absent():
            self._leave(batch, document, f"the facts are those of the rules alone: {self._absent}")
            return document
        completion = self._completed(document)
        for warning in completion.warnings:
            self._remark(batch, document, warning)
        self.added += len(completion.facts)
        self.refused.update(completion.refused)
        self._failures = self._failures + 1 if completion.incomplete else 0
        if completion.incomplete:
            self._left.add(batch.number)
        if self._failures >= _PATIENCE:
            self._absent = "the model failed several times in a row and is asked no more in this run."
        return replace(document, facts=(*document.facts, *completion.facts))

    def _completed(self, document: PreparedDocument) -> Completion:
        assert self.completer is not None
        try:
            return self.completer.complete(document.parsed, document.path, document.facts, self.stop, self.told)
        except Stopped:
            raise
        except ServiceError as error:
            return Completion(warnings=(f"the model did not complete its facts: {error}",), incomplete=True)
        except Exception as error:  # a fault of ours on a reply nobody foresaw: the document has the facts of the rules
            return Completion(warnings=(f"the model's facts could not be read: {type(error).__name__}",))

    def _kept(self, task: Task, batch: Batch, document: PreparedDocument) -> tuple[Fact, ...] | None:
        """What the same model found in the same text before, or ``None`` where it has not read it."""
        previous = task.work.previous
        if previous is None or previous.state != "ok" or previous.sha256 != batch.read.sha256:
            return None
        if not previous.fingerprint.endswith(self.mark):
            return None
        known = self.archive.known_facts(task.source, document.path)
        if known is None or known[0] != document.parsed.text:
            return None
        return tuple(fact for fact in known[1] if fact.by_model and not given(fact, document.facts))

    def _leave(self, batch: Batch, document: PreparedDocument, why: str) -> None:
        self._left.add(batch.number)
        self._remark(batch, document, f"{why} {_REMEDY}")

    def _remark(self, batch: Batch, document: PreparedDocument, words: str) -> None:
        inside = document.parent is not None
        told = f"{document.path}: {words}" if inside else words
        if told not in self._remarks[batch.number]:
            self._remarks[batch.number].append(told)
