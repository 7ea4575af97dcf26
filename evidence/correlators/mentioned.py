"""Messages that speak of something after a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from evidence.findings import Context, Side, day_of, side, spoken


def written_about(context: Context, names: Sequence[str], since: date | None) -> list[Side]:
    """Messages after a day whose topic names one of some things."""
    patterns = [re.compile(rf"(?i)(?<![\w-]){re.escape(name)}(?![\w-])") for name in names if len(name) > 2]
    return [
        side(fact, f"written about on {spoken(day)}")
        for fact in context.facts("communication")
        if (day := day_of(fact, "sent"))
        and since
        and day >= since
        and any(pattern.search(fact.get("topic")) for pattern in patterns)
    ]
