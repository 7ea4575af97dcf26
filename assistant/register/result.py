"""What the register found: claims, the value asked for, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Claim, Conflict, Side, Value


@dataclass(frozen=True, slots=True)
class Found:
    """An answer from facts. ``lead`` opens the text (Yes, a number, a name, a day); ``confidence`` is in [0, 1]."""

    claims: tuple[Claim, ...]
    value: Value | None
    lead: str
    confidence: float
    conflicts: tuple[Conflict, ...] = ()
    complete: bool = True
    note: str = ""


def register_text(found: Found) -> str:
    """The answer as prose: what opens it, then each claim with its number, then what could not be decided."""
    sentences = [f"{claim.text} [{number}]" for number, claim in enumerate(found.claims, 1)]
    words = " ".join([*sentences, found.note]).strip()
    lead = found.lead.strip().removesuffix(".")
    return words if not lead or words.lower().startswith(lead.lower()) else f"{lead[:1].upper()}{lead[1:]}. {words}"


def together(parts: Sequence[tuple[str, Found | None]]) -> Found | None:
    """The answers to several questions as one; ``None`` where fewer than half of them are answered.

    The value is that of the first. A question without an answer is named in ``note``.
    """
    answered = [found for _, found in parts if found]
    if len(answered) * 2 < len(parts) or parts[0][1] is None:
        return None
    claims: list[Claim] = []
    conflicts: list[Conflict] = []
    leads: list[str] = []
    for found in answered:
        shift = len(claims)
        for conflict in found.conflicts:
            sides = tuple(Side(value=side.value, claim=side.claim + shift) for side in conflict.sides)
            conflicts.append(conflict.model_copy(update={"sides": sides}))
        claims += [
            each for each in found.claims if found.conflicts or each.text not in {claim.text for claim in claims}
        ]
        leads += [found.lead] if found.lead else []
    missing = [text.rstrip("?") for text, found in parts if not found]
    note = f"Not found in the register: {'; '.join(missing)}." if missing else ""
    lead = "; ".join(leads)
    return Found(
        tuple(claims), answered[0].value, lead, min(f.confidence for f in answered), tuple(conflicts), not missing, note
    )
