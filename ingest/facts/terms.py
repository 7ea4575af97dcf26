"""What a cell for the end of a contract says besides a day: that it goes on by itself, or has been brought to an end."""

from __future__ import annotations

import re

_ROLLING = re.compile(
    r"\b(?:rolling|evergreen|open[- ]ended|indefinite(?:ly)?|perpetual|ongoing|auto(?:matic(?:ally)?)?[- ]?(?:renew\w*|"
    r"extend\w*|extension)|renews? (?:itself|automatically)|until (?:cancelled|terminated|further notice)|tacit(?:ly)?)",
    re.I,
)
_ENDED = re.compile(r"\W*(?:ended|terminated|cancelled|canceled|stopped|closed|left|not renewed)\b", re.I)


def rolling(words: str) -> bool:
    """Whether a contract goes on beyond the day in ``words`` unless somebody ends it: "1 July 2031, rolling"."""
    return bool(_ROLLING.search(words))


def ended(words: str) -> bool:
    """Whether ``words`` say that a contract is over, and not only until when it runs: "ended 31 Aug 2031"."""
    return bool(_ENDED.match(words))
