"""What a decision decided, in its own words, and under what heading where those words do not say it themselves."""

from __future__ import annotations

from assistant.words import stems
from evidence.model import StoredFact

_LONGEST = 150  # characters of a heading; a longer one was cut when it was read
_SAID = 0.5  # share of the heading's words that the decision's own words hold where they say what was decided


def heading(fact: StoredFact) -> str:
    """The heading of a decision whose words need it to be understood ("Agreed, we do so"), else ""."""
    subject, text = " ".join(fact.get("subject").split()), fact.get("text")
    if fact.kind != "decision" or not subject or len(subject) > _LONGEST:
        return ""
    words = {stem for stem in stems(subject) if not stem.isdigit()}
    return subject if words and len(words & stems(text)) < _SAID * len(words) else ""


def decided(fact: StoredFact) -> str:
    """The words of a decision, behind its heading where they need it: "“Fuel prices”: agreed, to be paid monthly"."""
    subject, text = heading(fact), fact.get("text")
    return f"“{subject}”: {text}" if subject and text else text
