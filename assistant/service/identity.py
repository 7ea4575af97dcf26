"""Who asks, and what they may do. Groups decide which documents exist for them; the role, what they may change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evidence.errors import VouchError

Role = Literal["reader", "auditor", "editor", "admin"]
ROLES: tuple[Role, ...] = ("reader", "auditor", "editor", "admin")

_MAY: dict[str, frozenset[str]] = {
    "read": frozenset(ROLES),
    "feedback": frozenset({"reader", "editor", "admin"}),
    "export": frozenset({"auditor", "editor", "admin", "reader"}),
    "decide": frozenset({"editor", "admin"}),
    "audit": frozenset({"auditor", "admin"}),  # the ledger of others
    "administer": frozenset({"admin"}),
}


class Refused(VouchError):
    """The asker's role does not permit it."""

    code = "refused"


@dataclass(frozen=True, slots=True)
class Identity:
    """One asker. ``groups`` of ``None`` see every document (the operator on the machine itself).

    ``frameworks`` limits an auditor to these frameworks' reports and clauses (none: all). ``via`` says how the
    person was known: ``none`` (no accounts are set up), ``token``, ``oidc``, ``header``, ``slack`` or ``cli``. ``by``
    names who asks for the person, where that is a program that may: the ledger says so.
    """

    person: str
    groups: tuple[str, ...] | None
    role: Role = "reader"
    via: str = "none"
    name: str = ""
    frameworks: tuple[str, ...] = ()
    by: str = ""

    def may(self, act: str) -> bool:
        """Whether the role permits ``act``: read, feedback, export, decide, audit or administer."""
        return self.role in _MAY[act]

    def require(self, act: str) -> None:
        """Raise ``Refused`` unless ``may(act)``."""
        if not self.may(act):
            raise Refused(f"the role {self.role} may not {act}", remedy="Ask an administrator for another role.")

    @property
    def shown(self) -> str:
        """The name to show to people."""
        return self.name or self.person


OPERATOR = Identity("operator", None, "admin", "none", "Operator")
"""Who asks where no accounts are set up."""
