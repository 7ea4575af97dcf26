"""What a document is, by the facts it holds: minutes, a register, a report on a check, a message, else a document."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from evidence.view import View

Sort = Literal["minutes", "register", "check", "message", "document"]

_CHECKS = ("audit", "assessment", "validation")
_KEPT = ("risk", "treatment", "objective", "system", "supplier", "applicability", "corrective_action", "training")
_REGISTER = 3  # records of a kind that make a document a register of it


def sorts(view: View) -> dict[int, Sort]:
    """The sort of each document of ``view`` that is more than a document, by rowid.

    Minutes tell of a meeting that was held; a register holds several records of a kind. What is several of these is
    the first of: minutes, register, check, message.
    """
    found: dict[int, Sort] = {fact.document: "message" for fact in view.facts("communication")}
    found |= {fact.document: "check" for kind in _CHECKS for fact in view.facts(kind)}
    for kind in _KEPT:
        held = Counter(fact.document for fact in view.facts(kind))
        found |= {document: "register" for document, count in held.items() if count >= _REGISTER}
    found |= {fact.document: "minutes" for fact in view.facts("meeting") if fact.get("state") == "held"}
    return found
