"""Roles in charts, descriptions and announcements of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.roles import facts
from tests.support.readings import found, of, table


def test_a_chart_in_a_table() -> None:
    rows = table(
        ["Position", "Name", "Reports to"],
        ["Head Brewer; quality manager", "Aino Laine", "CEO"],
        ["CEO", "Juho Niemi", "Board"],
        ["Head of Sales", "vacant", "CEO"],
        above="# Organisation as of 1 March 2031",
    )
    assert of(found(facts, rows), "role") == [
        {"person": "Aino Laine", "role": "Head Brewer", "reports_to": "CEO", "from": "2031-03-01"},
        {"person": "Aino Laine", "role": "quality manager", "reports_to": "CEO", "from": "2031-03-01"},
        {"person": "Juho Niemi", "role": "CEO", "reports_to": "Board", "from": "2031-03-01"},
    ]


def test_a_chart_drawn_with_characters() -> None:
    text = (
        "ORGANISATION CHART (10 January 2031)\n\nJuho Niemi, Chief Executive\n  |- Aino Laine, Head of Brewing (quality manager from 1 February)\n"
        "  |     |- Eero Salo, Cellar Manager\n  |- Liisa Virta, CFO (until 31 January)\nTimo Koski, Internal Auditor, reports to the Board\n"
    )
    assert of(found(facts, text, "chart.txt"), "role") == [
        {"person": "Juho Niemi", "role": "Chief Executive", "from": "2031-01-10"},
        {"person": "Aino Laine", "role": "Head of Brewing", "reports_to": "Juho Niemi", "from": "2031-01-10"},
        {"person": "Aino Laine", "role": "quality manager", "from": "2031-02-01"},
        {"person": "Eero Salo", "role": "Cellar Manager", "reports_to": "Aino Laine", "from": "2031-01-10"},
        {
            "person": "Liisa Virta",
            "role": "CFO",
            "reports_to": "Juho Niemi",
            "from": "2031-01-10",
            "until": "2031-01-31",
        },
        {"person": "Timo Koski", "role": "Internal Auditor", "reports_to": "Board", "from": "2031-01-10"},
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aino Laine was appointed Head of Brewing with effect from 1 May 2031.", {"person": "Aino Laine", "role": "Head of Brewing", "from": "2031-05-01"}),
        ("On 1 May 2031 Aino Laine becomes Quality Manager.", {"person": "Aino Laine", "role": "Quality Manager"}),
        ("Eero Salo, until now Cellar Manager, follows her as Head of Brewing on 3 June 2031.", {"person": "Eero Salo", "role": "Head of Brewing", "from": "2031-06-03"}),
        ("Liisa Virta leaves the company on 31 May 2031.", {"person": "Liisa Virta", "until": "2031-05-31"}),
        ("The role of Cellar Manager ceased on 30 June 2031.", {"role": "Cellar Manager", "until": "2031-06-30"}),
    ],
)  # fmt: skip
def test_announcements(text: str, expected: dict[str, str]) -> None:
    (role,) = of(found(facts, f"News from the brewery\n\n{text}\n", "news.txt"), "role")
    assert expected.items() <= role.items()


def test_a_description() -> None:
    text = "# Role description: Cellar Manager\n\nReports to the Head of Brewing. Full time.\n"
    assert of(found(facts, text), "role") == [{"role": "Cellar Manager", "reports_to": "Head of Brewing"}]


@pytest.mark.parametrize(
    "text",
    [
        "Aino Laine might become Head of Brewing.",
        "This determination is made by the System Owner.",
        "The summer becomes hot.",
        "If Aino Laine is appointed Head of Brewing on 1 May 2031, Eero Salo leaves.",
        "Liisa Virta leaves for lunch.",
    ],
)
def test_no_role(text: str) -> None:
    assert found(facts, f"News from the brewery\n\n{text}\n", "news.txt") == []


def test_a_list_of_trainings_is_no_chart() -> None:
    assert found(facts, table(["Name", "Role", "Course"], ["Aino Laine", "Head Brewer", "Hops"])) == []
