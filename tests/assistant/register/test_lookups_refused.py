"""What stands under a label near what is asked and is no answer to it. A pilot station."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.register.match import shelf_of
from assistant.register.records import lookup
from assistant.understand import understand
from evidence.embedders import MiniLM
from evidence.view import View
from tests.support.asking import view_of

TODAY = date(2031, 5, 20)
FILES = {
    "station.md": "# Pilot station\n\nBeacon keeper: Petra Lind\n\nSafety manager: Ivo Dahl\n",
    "gear.csv": (
        "Gear,Kept at,Last tested,Next test\n"
        "HO-9,store,,10/01/31\n"
        "HO-7,quay 2,14/03/30,14/03/31\n"
        "CR-1,quay 1,02/05/30,02/05/31\n"
    ),
    "risks.md": (
        "# Risks\n\n| No. | Risk | Score | Owner |\n| --- | --- | --- | --- |\n"
        "| R-7 | Data protection breach | 16 | Lorna Mist |\n| R-8 | Fog | 4 | Bo Sand |\n"
    ),
    "boats.md": (
        "# Boats\n\n- Boat: Kestrel\n  Hull inspected: planned 3 May 2031\n"
        "- Boat: Osprey\n  Hull inspected: 4 May 2030\n"
    ),
    "goals.csv": (
        "objective,kpi,owner,target,unit,2031-01,2031-02\n"
        "G-1 Calm boats,Approval rate between crews,Jan Holt,0.80,ratio,0.88,0.87\n"
        "G-2 Trained pilots,Pilots who finished the course,Bo Sand,95,%,61,74\n"
        "G-5 Supplier assurance,,Petra Lind,100,%,,\n"
    ),
    "council.md": (
        "# Pilotage council 2031-03-04\n\n## Agenda\n\n"
        "MB: We move on with what the charter says, take any changes to the board and get them approved.\n"
        "All: +1\nBW: Any reason not to announce the nominees?\nChair: Ida Moe\nDirector: Per Strand\n"
    ),
    "drills.csv": (
        "Drill,Held by,Date of drill\n"
        "Fire drill,Bo Sand,2031-04-02\nFlood drill,Ivo Dahl,2031-04-05\nStorm drill,Ivo Dahl (planned),2032-04-05\n"
    ),
}
FILES["intranet/policies.md"] = (
    "# Policies\n\n| Policy | Edition | File |\n| --- | --- | --- |\n"
    "| Berth Use Policy | 2.1 | /policies/berth-use.docx |\n| Radio Policy | 1.0 | /policies/radio.docx |\n"
)
view = view_of(FILES)


@pytest.fixture(name="embedder", scope="module")
def _embedder() -> MiniLM:
    return MiniLM()


def told(view: View, embedder: MiniLM, text: str) -> str | None:
    shelf = shelf_of(view)
    found = lookup.find(shelf, embedder, understand(text), TODAY, list(shelf.documents.values()))
    return found.value.value if found and found.value else None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Who is the beacon keeper?", "Petra Lind"),
        ("Who is the deputy beacon keeper?", None),
        ("Who is the safety manager?", "Ivo Dahl"),
        ("Who is the acting safety manager?", None),
        ("Who is the data protection officer?", None),  # she owns a risk
        ("Who is the author of the berth use policy?", None),  # no "Policy: Berth Use Policy"
        ("When was CR-1 last tested?", "2030-05-02"),
        ("When was CR-1 last tested compared to HO-7?", None),
        ("When was HO-9 tested?", None),  # only its next test is there
        ("When was the hull of the Osprey inspected?", "2030-05-04"),
        ("When was the hull of the Kestrel inspected?", None),
        ("Who held the fire drill?", "Bo Sand"),
        ("Who held the storm drill?", None),
        ("Who is the director of the pilotage council?", "Per Strand"),
        ("Who approves changes to the pilotage charter?", None),  # it is said of no label there
        ("Who may approve a new supplier?", None),  # she owns an objective on suppliers,
    ],
)
def test_only_what_is_asked_is_told(view: View, embedder: MiniLM, question: str, value: str | None) -> None:
    assert told(view, embedder, question) == value
