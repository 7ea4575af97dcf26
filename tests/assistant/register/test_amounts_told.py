"""Amounts as the records have them: none is cut, and a point may part thousands. The plans of a mill."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.register.speak import amount_words
from tests.support.asking import answered, ingested

PLAN = (
    "No.,Risk,Treatment,Owner,Due,Budget,Status\n"
    "T-1,R-1,Buy pumps,Ada Keel,2031-03-31,1.200.000,open\n"
    "T-2,R-2,Mend the roof,Ada Keel,2031-03-31,1.200,open\n"
    "T-3,R-3,Paint the wheel,Ada Keel,2031-03-31,1200.50,open\n"
    "T-4,R-4,Dredge the pond,Ada Keel,2031-03-31,45000,open\n"
)


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("45000", "45,000"),
        ("45000.00", "45,000"),
        ("1200.50", "1200.50"),
        ("1.200", "1.200"),
        ("1.2.3", "1.2.3"),
        ("", ""),
    ],
)
def test_only_a_whole_amount_gets_its_thousands_parted(amount: str, told: str) -> None:
    assert amount_words(amount) == told


def test_the_budget_of_a_treatment_is_told_as_it_stands(tmp_path: Path) -> None:
    with ingested(tmp_path, {"risks/Treatment plan.csv": PLAN}) as view:
        told = [answered(view, f"How much does T-{n} cost?", date(2031, 1, 1)).split(". ")[0] for n in range(1, 5)]
    assert told == ["1.200.000", "1.200", "1200.50", "45,000"]
