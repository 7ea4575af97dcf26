"""Plain questions that auditors begin with, about an invented ferry company and its ordinary files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import ingest.sync
from assistant.register import engine
from assistant.register.result import Found, register_text
from assistant.understand import understand
from assistant.verify import verify
from evidence.view import View
from tests.support.archives import open_archive
from tests.support.ingestion import Ingestion, InlinePool, write

TODAY = date(2026, 9, 1)
_MINUTES = (
    "# {body}, {day}\n\nPresent: Ines Ortega (chair), Tomas Brandt, Odile Marchetti\nApologies: none\n\n"
    "1. Decided: {decided}\n"
)
FILES = {
    "registers/Risk register 2025.md": (
        "# Risk register\n\nDate: 1 October 2025\n\n"
        "| Risk no. | Risk | Owner | Likelihood | Impact | Score | Treatment |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| R-02 | Berth closed by ice | Ines Ortega | 3 | 4 | 12 | Reduce |\n"
        "| R-05 | Ticket machine fails | Ines Ortega | 2 | 2 | 4 | Accept |\n"
        "| R-06 | Rope breaks | Tomas Brandt | 2 | 4 | 8 | Reduce |\n"
    ),
    "registers/Risk register 2026.md": (
        "# Risk register\n\nDate: 1 June 2026\n\n"
        "| Risk no. | Risk | Owner | Likelihood | Impact | Score | Treatment |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| R-01 | Engine fire on the night crossing | Tomas Brandt | 2 | 5 | 10 | Reduce |\n"
        "| R-02 | Berth closed by ice | Ines Ortega | 4 | 4 | 16 | Reduce |\n"
        "| R-03 | Booking model favours lorries | Odile Marchetti | 3 | 3 | 9 | Accept |\n"
        "| R-04 | Crew rota breaks rest rules | Tomas Brandt | 3 | 4 | 12 | Reduce |\n"
    ),
    "registers/Objectives 2025 - final.csv": (
        "No.,Objective,KPI,Target,Result,Reached?,Owner\n"
        "OB-1,Fewer late sailings,Sailings more than 15 minutes late,at most 4 %,3.1 %,yes,Tomas Brandt\n"
        "OB-2,Trained crew,Crew with the rescue course,at least 95 %,88 %,no,Odile Marchetti\n"
        "OB-3,Less fuel,Fuel for a crossing,at most 410 l,402 l,yes,Tomas Brandt\n"
    ),
    "registers/Objectives 2026.csv": (
        "No.,Objective,KPI,Target,Owner\n"
        "OB-4,Quieter engines,Noise at the quay,at most 62 dB,Tomas Brandt\n"
        "OB-5,Fair bookings,Share of small vehicles refused,at most 2 %,Odile Marchetti\n"
        "OB-6,Clean water,Oil in bilge water,at most 5 ppm,Tomas Brandt\n"
    ),
    "registers/KPI report 2026-06.csv": (
        "KPI,Period,Target,Value,Status,Owner\n"
        "Noise at the quay,2026-05,at most 62 dB,64 dB,red,Tomas Brandt\n"
        "Noise at the quay,2026-06,at most 62 dB,61 dB,green,Tomas Brandt\n"
        '"Small vehicles refused, %",2026-05,2,2.4,amber,Odile Marchetti\n'
        '"Small vehicles refused, %",2026-06,2,1.7,green,Odile Marchetti\n'
    ),
    "registers/Nonconformities.csv": (
        "NC no.,Source,Nonconformity,Grade,Owner,Due,Closed on,Status\n"
        "NC-11,Internal audit February 2026,Rest hours not recorded,minor,Tomas Brandt,2026-04-30,2026-04-20,closed\n"
        "NC-12,Internal audit June 2026,Life jackets past their date,major,Tomas Brandt,2026-08-15,,open\n"
        "NC-13,Internal audit June 2026,No list of refused bookings,minor,Odile Marchetti,2026-10-30,,open\n"
    ),
    "registers/Statement of applicability ISO 27001.csv": (
        "Control,Title,Applicable,Justification,Status\n"
        "A.5.1,Policies for information security,Yes,Needed,Implemented\n"
        "A.7.4,Physical security monitoring,Yes,Terminals are open at night,Implemented\n"
        "A.8.30,Outsourced development,No,Nothing is developed by others,-\n"
    ),
    "registers/Algorithms.csv": (
        "No.,System,Purpose,Owner,Supplier,Status\n"
        "AI-1,Berthwise,Orders the queue at the quay,Ines Ortega,Quaymetrics AB,in use\n"
        "AI-2,Rotamind,Draws up the crew rota,Odile Marchetti,own,planned\n"
    ),
    "minutes/Harbour Council 2026-03-02.md": _MINUTES.format(
        body="Harbour Council", day="2 March 2026", decided="the quay is lit until midnight."
    ),
    "minutes/Harbour Council 2026-05-04.md": _MINUTES.format(
        body="Harbour Council", day="4 May 2026", decided="the ramp is widened."
    ),
    "minutes/Fleet Council 2026-03-02.md": _MINUTES.format(
        body="Fleet Council", day="2 March 2026", decided="the spare boat stays."
    ),
    "org/chart 2025-01.md": (
        "# Organisation, 10 January 2025\n\n| Role | Name | From |\n| --- | --- | --- |\n"
        "| Safety Officer | Piet Larsen | 1 February 2023 |\n| Managing Director | Ines Ortega | 1 May 2020 |\n"
    ),
    "org/chart 2025-07.md": (
        "# Organisation, 1 July 2025\n\n| Role | Name | From |\n| --- | --- | --- |\n"
        "| Safety Officer | Tomas Brandt | 1 July 2025 |\n| Managing Director | Ines Ortega | 1 May 2020 |\n"
    ),
    "policies/Berth Policy.md": (
        "# Berth Policy\n\n| Document | BER-01 |\n| --- | --- |\n| Version | 2.0 |\n| Status | approved |\n"
        "| Owner | Ines Ortega |\n| Approved by | Harbour Council |\n| Approved on | 2 March 2026 |\n"
        "| Next review | 2 March 2027 |\n\n1. Slow.\n\nSignature (Managing Director): ____________  Date: ________\n"
    ),
    "systems/Berthwise fairness test 2026 Q1.md": (
        "# Fairness test of Berthwise, first quarter 2026\n\nDate: 10 April 2026\nSystem: Berthwise\n\n"
        "| Measure | Value | Limit | Result |\n| --- | --- | --- | --- |\n"
        "| Refusal ratio, small to large | 0.91 | 0.80 | pass |\n"
        "| Refusal ratio, new to regular | 0.84 | 0.80 | pass |\n"
    ),
    "systems/Berthwise data sheet.csv": (
        "Data set,Source,Period,Licence,Owner\n"
        "Bookings,Own ticket office,2019-2025,own data,Odile Marchetti\n"
        "Tides,Hydrographic office,2010-2025,open data,Ines Ortega\n"
    ),
    "systems/Berthwise impact assessment.md": (
        "# AI impact assessment: Berthwise\n\n| System | Berthwise |\n| --- | --- |\n"
        "| Assessed on | 12 January 2026 |\n| Assessed by | Odile Marchetti |\n"
        "| Outcome | may be used while refusals are read weekly |\n"
    ),
    "mail/new berth policy.eml": (
        "From: Ines Ortega <ines@ferry.example>\nTo: All crew <crew@ferry.example>\n"
        "Date: Tue, 10 Mar 2026 09:00:00 +0000\n"
        "Subject: New berth policy in force\n\nDear all,\n\nThe new berth policy 2.0 is in force. Please read it.\n\n"
        "Ines Ortega\nManaging Director\n"
    ),
    "org/chart 2026-01.csv": (
        "Role,Name,Reports to,From\nCrew Manager,Bram Visser,Managing Director,2026-01-01\n"
        "Data Steward,Odile Marchetti,Managing Director,2026-01-01\nStoker,Kaja Lund,Crew Manager,2026-01-01\n"
    ),
    "registers/Training matrix.csv": (
        "Name,Course,Completed on,Valid until\nBram Visser,Sea rescue,2026-03-12,2029-03-12\n"
        "Kaja Lund,Fire lead,2026-02-02,2029-02-02\nTomas Brandt,Fire drill,2025-02-02,2026-02-02\n"
    ),
    "registers/Actions.csv": (
        "No.,Action,Owner,Due,Status,Closed on\n"
        "A-1,Light the quay,Tomas Brandt,2026-05-01,closed,2026-04-28\n"
        "A-2,Widen the ramp,Tomas Brandt,2026-10-01,open,\n"
        "A-3,Tell Tomas Brandt of the new rota,Odile Marchetti,2026-09-20,open,\n"
    ),
}


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    place = tmp_path_factory.mktemp("plain")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.sync, "Pool", InlinePool)
        Ingestion(place / "home").run(write(place / "docs", FILES))
    with open_archive(place / "home") as archive:
        yield archive.view()


def ask(view: View, text: str) -> Found | None:
    found = engine.find(understand(text), view, TODAY)
    assert found is None or (found.claims and all(verify(claim, view) for claim in found.claims))
    return found


def told(view: View, text: str) -> str:
    found = ask(view, text)
    assert found is not None, text
    return register_text(found)


@pytest.mark.parametrize(
    ("question", "named", "others"),
    [
        ("What is the highest risk?", ["R-02", "16"], ["R-01", "R-03", "R-04"]),
        ("What are our top 2 risks?", ["R-02", "R-04"], ["R-01", "R-03"]),
        ("What are our top risks?", ["R-02", "R-04"], ["R-03"]),
        ("Which risk has the lowest score?", ["R-03"], ["R-01", "R-02", "R-04"]),
        ("What are the objectives for 2026?", ["OB-4", "OB-5", "OB-6"], ["OB-1", "OB-2", "OB-3"]),
        ("What were the objectives for 2025?", ["OB-1", "OB-2", "OB-3"], ["OB-4", "OB-5", "OB-6"]),
        ("Which objectives were missed in 2025?", ["OB-2"], ["OB-1", "OB-3"]),
        ("Which objectives were reached in 2025?", ["OB-1", "OB-3"], ["OB-2"]),
        ("What did the last internal audit find?", ["NC-12", "NC-13"], ["NC-11"]),
        ("What came out of the last internal audit?", ["NC-12", "NC-13"], ["NC-11"]),
        ("Which objectives did we miss in 2025?", ["OB-2"], ["OB-1", "OB-3"]),
        ("Which controls are out?", ["Nothing is developed by others"], ["A.5.1", "A.7.4"]),
        ("How were the crew told about the berth policy?", ["Ines Ortega", "All crew"], []),
        ("Which systems come from a vendor?", ["Berthwise"], ["Rotamind"]),
        ("Which nonconformities did the last audit raise?", ["NC-12", "NC-13"], ["NC-11"]),
        ("What actions does Tomas Brandt have?", ["A-2", "1 October 2026"], ["A-1", "A-3"]),
        ("What AI systems do we use?", ["Berthwise"], ["Rotamind"]),
        ("What did the Harbour Council decide about the ramp?", ["ramp is widened"], ["quay is lit"]),
        ("What did the Harbour Council decide at its last meeting?", ["ramp is widened"], ["quay is lit"]),
        ("What was decided at the last meeting of the Fleet Council?", ["spare boat stays"], ["ramp"]),
        ("What did the Harbour Council approve in 2026?", ["Berth Policy", "2 March 2026"], []),
        ("Who reports to the Managing Director?", ["Bram Visser", "Odile Marchetti"], ["Ines Ortega"]),
        ("What training has Bram Visser completed?", ["Sea rescue", "12 March 2026"], ["Fire drill"]),
        ("Which systems are supplied by third parties?", ["Berthwise"], ["Rotamind"]),
        ("How was the berth policy communicated?", ["Ines Ortega", "All crew", "10 March 2026"], []),
        ("Where does the training data of Berthwise come from?", ["Own ticket office", "Hydrographic office"], []),
        ("What were the results of the fairness test of Berthwise in Q1 2026?", ["0.91", "0.84"], []),
        ("Which controls are excluded and why?", ["A.8.30", "Nothing is developed by others"], ["A.5.1", "A.7.4"]),
    ],
)
def test_sets(view: View, question: str, named: list[str], others: list[str]) -> None:
    words = told(view, question)
    assert all(name in words for name in named), words
    assert not any(name in words for name in others), words


def test_meetings_of_two_bodies_on_one_day_are_two(view: View) -> None:
    for question, number in (
        ("How often did the Harbour Council meet in 2026?", "2"),
        ("How often did the Fleet Council meet in 2026?", "1"),
        ("How many meetings were held in March 2026?", "2"),
    ):
        found = ask(view, question)
        assert found is not None and found.lead == number, question


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What was the noise at the quay in May 2026?", "64 dB"),
        ("What is the current noise at the quay?", "61 dB"),
        ("What was the rate of small vehicles refused in June 2026?", "1.7"),
        ("Did we meet the target for noise at the quay in June 2026?", "Yes"),
        ("Did we meet the target for noise at the quay in May 2026?", "No"),
        ("Did we miss the target for noise at the quay in May 2026?", "Yes"),
        ("Who was the Safety Officer in 2025?", "Piet Larsen, then Tomas Brandt"),
        ("Who signed the berth policy?", "Nobody so far"),
        ("When is the berth policy due for review?", "2 March 2027"),
        ("Who supplies Berthwise?", "Quaymetrics AB"),
        ("What is Berthwise used for?", "Orders the queue at the quay"),
        ("What did the impact assessment of Berthwise conclude?", "May be used while refusals are read weekly"),
        ("When was the impact assessment of Berthwise done?", "12 January 2026"),
        ("Is there an impact assessment for Berthwise?", "Yes"),
        ("Has Rotamind been impact assessed?", "No"),
        ("Who has been trained as fire lead?", "Kaja Lund"),
        ("Did Berthwise pass the fairness test in Q1 2026?", "Yes"),
        ("Did Berthwise fail the last fairness test?", "No"),
    ],
)
def test_values(view: View, question: str, answer: str) -> None:
    assert told(view, question).startswith(answer)


def test_a_target_is_not_said_to_be_met_where_nothing_tells(view: View) -> None:
    found = ask(view, "Did we meet the target for small vehicles refused in May 2026?")
    assert found is not None and found.value is None and not found.complete
    assert "2.4" in register_text(found)


@pytest.mark.parametrize(
    "question",
    [
        "What was the noise at the quay in April 2026?",  # not measured
        "What was the noise on board in May 2026?",  # another indicator
        "What was the average noise at the quay?",
        "Who was the Safety Officer's deputy in 2025?",
        "Has the bias of Berthwise been reduced?",
        "Did Rotamind pass the fairness test?",
    ],
)
def test_what_no_record_holds_is_left(view: View, question: str) -> None:
    assert ask(view, question) is None


def test_how_something_changed(view: View) -> None:
    assert told(view, "How has the noise at the quay developed?") == (
        "Noise at the quay in May 2026: 64 dB (target at most 62 dB), red. [1]"
        " Noise at the quay in June 2026: 61 dB (target at most 62 dB), green. [2]"
    )
    words = told(view, "How has the score of R-02 changed?")
    assert words.index("As of 1 October 2025, risk R-02") < words.index("score 12") < words.index("score 16")
    assert ask(view, "How has the score of R-01 changed?") is None  # one register only has it


@pytest.mark.parametrize(
    ("question", "pieces"),
    [
        ("Tell me about R-02", ["Berth closed by ice", "Ines Ortega", "16", "Reduce"]),
        ("What happened in NC-12?", ["Life jackets past their date", "major", "Tomas Brandt", "15 August 2026"]),
        ("Describe NC-12.", ["Life jackets past their date", "15 August 2026"]),
        ("What is risk R-04 about?", ["Crew rota breaks rest rules", "Tomas Brandt"]),
        ("What is AI-1?", ["Berthwise", "Orders the queue at the quay", "Ines Ortega", "Quaymetrics AB"]),
        ("What is control A.8.30?", ["Outsourced development", "No"]),
    ],
)
def test_a_record_by_its_number(view: View, question: str, pieces: list[str]) -> None:
    words = told(view, question)
    assert all(piece.lower() in words.lower() for piece in pieces), words


@pytest.mark.parametrize(
    "question", ["What happened to R-02 in 2024?", "What is the colour of R-02?", "Tell me about R-77"]
)
def test_a_record_of_which_something_else_is_asked(view: View, question: str) -> None:
    assert ask(view, question) is None


def test_the_day_of_approval_is_shown_in_its_own_line(view: View) -> None:
    found = ask(view, "When was the berth policy approved?")
    assert found is not None
    quotes = [citation.quote for claim in found.claims for citation in claim.citations]
    assert any("2 March 2026" in quote for quote in quotes)
    assert not any("2 March 2027" in quote or "Owner" in quote for quote in quotes)


def test_the_audit_is_the_last_one_where_no_other_is_named(view: View) -> None:
    last, plain = ask(view, "What did the last internal audit find?"), ask(view, "What did the internal audit find?")
    assert last is not None and plain is not None
    assert register_text(plain) == register_text(last)
