"""Claims that no document says in words: counts, absences, rows of a set. Each is computed again from its facts."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer import Claim
from assistant.register import sets
from assistant.register.records import answers, lookup
from evidence.view import View

RULES: dict[str, Callable[[Claim, View], bool]] = {
    sets.COUNT: sets.recompute,
    sets.ROW: sets.recompute,
    sets.NONE: sets.recompute,
    answers.RECORD: answers.recompute,
    answers.TOTAL: answers.recompute,
    lookup.VALUE: lookup.recompute,
}
"""Rules by the first word of a derivation."""
