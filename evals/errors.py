"""The errors of the evaluation suite: a branch of the one exception tree.

::

    VouchError                     (evidence.errors)
    └── EvaluationError            an evaluation cannot be done as asked
        ├── LabelError             a labelled set has faults; ``problems`` names every one by its line
        ├── RunError               a run cannot be started, resumed or compared
        ├── LogError               a run's log cannot be read or written
        ├── GateError              the gate's baseline or list of accepted changes cannot be used
        ├── PeerError              a peer system could not be measured
        └── JudgeError             the judge did not give a usable verdict: *unscored*, never zero
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.errors import VouchError

_SHOWN = 50


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of a labelled set. ``line`` is 1-based in ``questions.jsonl``; 0: the set as a whole."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason


class EvaluationError(VouchError):
    """An evaluation cannot be done as asked."""

    code = "evaluation"


class LabelError(EvaluationError):
    """A labelled set has faults. ``problems`` holds all of them in the order of their lines."""

    code = "labels"
    remedy = "Correct the lines named; nothing of the set is scored until all of it can be read."
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, where: str, problems: Iterable[Problem]) -> LabelError:
        """The error that names ``problems`` of the file or set ``where``, one a line (the first 50 of them)."""
        ordered = tuple(sorted(problems))
        shown = [f"  {problem}" for problem in ordered[:_SHOWN]]
        more = len(ordered) - len(shown)
        lines = [*shown, *([f"  and {more} more"] if more else [])]
        count = f"{len(ordered)} problem{'s' if len(ordered) != 1 else ''}"
        error = cls("\n".join([f"{where} has {count}:", *lines]))
        error.problems = ordered
        return error

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the problems when the error crosses a process boundary."""
        restore, arguments = super().__reduce__()
        return (restore, arguments, {"problems": self.problems})


class RunError(EvaluationError):
    """A run cannot be started, resumed or compared."""

    code = "run"


class LogError(EvaluationError):
    """A run's log cannot be read or written."""

    code = "log"


class GateError(EvaluationError):
    """The gate's baseline or list of accepted changes cannot be used."""

    code = "gate"


class PeerError(EvaluationError):
    """A peer system could not be measured."""

    code = "peer"


class JudgeError(EvaluationError):
    """The judge did not give a usable verdict: the item is unscored and counted, never zero."""

    code = "judge"
