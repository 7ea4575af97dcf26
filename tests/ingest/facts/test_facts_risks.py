"""Risks, treatments and acceptances of organisations made up here."""

from __future__ import annotations

import pytest

from ingest.facts.risks import facts
from tests.support.readings import found, of, sheet, table


def test_a_register_of_a_waterworks() -> None:
    page = table(
        [
            "Risk ID",
            "Risk description",
            "Risk owner",
            "Likelihood (1-5)",
            "Consequence",
            "Rating",
            "Treatment",
            "Status",
        ],
        ["WR-1", "Pump hall floods", "Dana Petrescu", "2", "5", "10", "Reduce", "open"],
        ["WR-2", "Chlorine is late", "tbd", "3", "2", "6 (low)", "Avoid", "closed"],
        ["Total", "", "", "", "", "16", "", ""],
        above="# Operational risk register",
    )
    risks = of(found(facts, page, "risks.md"), "risk")
    assert risks == [
        {"number": "WR-1", "text": "Pump hall floods", "owner": "Dana Petrescu", "likelihood": "2", "impact": "5",
         "treatment": "Reduce", "status": "open", "score": "10"},
        {"number": "WR-2", "text": "Chlorine is late", "likelihood": "3", "impact": "2", "treatment": "Avoid",
         "status": "closed", "score": "6", "level": "low"},
    ]  # fmt: skip


def test_a_sheet_with_formulas_and_acceptances_in_columns() -> None:
    rows: list[list[object]] = [
        ["Ref", "Threat", "Lead", "Probability", "Impact", "P x I", "Response", "Accepted until", "Accepted by"],
        [
            "T7",
            "The only welder retires",
            "B. Achterberg",
            4,
            3,
            "=D2*E2",
            "Accept",
            "2031-05-01",
            "Works council 2 May 2030",
        ],
        ["T8", "Steel price doubles", "M. Oduya", 2, 2, "=D3*E3", "Accept (letter to follow)", None, None],
        ["T9", "Crane fails", "M. Oduya", 1, 5, "=SUM(D4:E4)", "Reduce", None, None],
    ]
    facts_found = sheet(facts, rows, "Risk log")
    assert [risk.get("score", "") for risk in of(facts_found, "risk")][:2] == ["12", "4"]
    assert of(facts_found, "acceptance") == [
        {
            "risk": "T7",
            "text": "The only welder retires",
            "by": "Works council",
            "accepted": "2030-05-02",
            "until": "2031-05-01",
        }
    ]


def test_a_german_register() -> None:
    text = "Nr.;Risiko;Verantwortlich;Eintrittswahrscheinlichkeit;Auswirkung;Status\n1;Brand im Lager;Uta Kern;2;4;offen\n2;Streik;Jan Voss;1;3;Beobachtung\n"
    risks = of(found(facts, text, "risikoregister.csv"), "risk")
    assert [(risk["number"], risk["text"], risk["owner"], risk["likelihood"]) for risk in risks] == [
        ("1", "Brand im Lager", "Uta Kern", "2"), ("2", "Streik", "Jan Voss", "1")
    ]  # fmt: skip


def test_a_treatment_plan() -> None:
    page = table(
        ["Risk", "Planned measure", "Responsible", "Due by", "Cost (GBP)", "% complete"],
        ["K-3", "Second supplier for seed", "Aoife Brennan", "12 March 2032", "4,500", "30"],
        ["K-4", "Fence", "", "soon", "", "0"],
        above="# Risk treatment plan of the farm",
    )
    treatments = of(found(facts, page, "plan.md"), "treatment")
    assert treatments[0] == {
        "risk": "K-3", "text": "Second supplier for seed", "owner": "Aoife Brennan", "due": "2032-03-12", "budget": "4,500",
        "currency": "GBP", "progress": "30", "status": "30 %",
    }  # fmt: skip
    assert treatments[1] == {"risk": "K-4", "text": "Fence", "progress": "0", "status": "0 %"}


def test_an_acceptance_form() -> None:
    form = table(
        ["Risk", "LAB-12 Reagent stock runs out"],
        ["Accepted by", "Ines Caldeira, Laboratory Director"],
        ["Date of acceptance", "2029-02-03"],
        ["Accepted until", "2029-08-03"],
        ["Reason", "A second store costs more than a week without tests"],
        ["Conditions", "weekly count"],
        above="# Risk acceptance",
    )
    assert of(found(facts, form, "form.md"), "acceptance") == [
        {"risk": "LAB-12", "text": "Reagent stock runs out", "by": "Ines Caldeira, Laboratory Director", "accepted": "2029-02-03",
         "until": "2029-08-03", "reason": "A second store costs more than a week without tests", "conditions": "weekly count"}
    ]  # fmt: skip


def test_an_empty_form_accepts_nothing() -> None:
    form = table(
        ["Risk", "[number and title]"],
        ["Accepted by", "________"],
        ["Accepted until", "dd.mm.yyyy"],
        ["Reason", "<why>"],
        above="# Risk acceptance form",
    )
    assert found(facts, form, "template.md") == []


def test_a_letter() -> None:
    letter = "Harbour Office\n\n4 June 2027\n\nAcceptance of risk H-9\n\nI accept the residual risk of ice in the inner basin (H-9) until 31 March 2028, provided that the pilot boat stays.\n\nRuben Thorvaldsen\nHarbour Master\n"
    assert of(found(facts, letter, "letter.txt"), "acceptance") == [
        {"risk": "H-9", "text": "ice in the inner basin", "by": "Ruben Thorvaldsen", "accepted": "2027-06-04", "until": "2028-03-31",
         "conditions": "the pilot boat stays"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Audit Committee accepted risk Q-4 until 1 July 2030.", {"risk": "Q-4", "by": "Audit Committee", "until": "2030-07-01"}),
        ("Decision 3: Risk Q-4 is accepted by the Chief Risk Officer until 1 July 2030.",
         {"risk": "Q-4", "by": "Chief Risk Officer", "until": "2030-07-01"}),
        ("It was noted that the acceptance of risk Q-4 by the CFO runs until 1 July 2030.",
         {"risk": "Q-4", "by": "CFO", "until": "2030-07-01"}),
        ("Lotte Maas formally accepted the remaining risk that the dike leaks until 1 July 2030.",
         {"risk": "the dike leaks", "text": "the dike leaks", "by": "Lotte Maas", "until": "2030-07-01"}),
    ],
)  # fmt: skip
def test_sentences(sentence: str, expected: dict[str, str]) -> None:
    page = f"# Minutes of the Audit Committee, 4 May 2029\n\nPresent: Lotte Maas, Sven Holm\n\n{sentence}\n"
    accepted = of(found(facts, page, "minutes.md"), "acceptance")
    assert len(accepted) == 1
    got = {name: value.removeprefix("the ").removeprefix("The ") for name, value in accepted[0].items()}
    for name, value in expected.items():
        assert got[name] == value.removeprefix("the ")


@pytest.mark.parametrize(
    "sentence",
    [
        "A high risk may be accepted by the director for at most a year.",
        "Risk Q-4 was not accepted by the board.",
        "The board will decide whether risk Q-4 is accepted until 1 July 2030.",
        "Risk Q-4 can no longer be accepted by the CFO.",
        "The committee proposes to accept risk Q-4 until 1 July 2030.",
        "The invitation was accepted by Lotte Maas on 3 May 2029.",
        "Risks are reduced, avoided, shared or accepted.",
    ],
)
def test_what_is_no_acceptance(sentence: str) -> None:
    page = f"# Minutes of the board, 4 May 2029\n\nPresent: Lotte Maas, Sven Holm\n\n{sentence}\n"
    assert of(found(facts, page, "minutes.md"), "acceptance") == []


def test_scales_and_other_tables_are_no_registers() -> None:
    scale = table(
        ["Value", "Likelihood", "Impact"], ["1", "rare", "little"], ["2", "often", "much"], above="# Risk scale"
    )
    classes = table(
        ["Score", "Class", "Who decides"], ["1-4", "low", "owner"], ["5-9", "high", "board"], above="# Risk policy"
    )
    assert found(facts, scale, "scale.md") == []
    assert of(found(facts, classes, "classes.md"), "risk") == []


def test_what_is_hidden_is_no_fact() -> None:
    page = '<h1>Risk register</h1><table><tr><th>Risk ID</th><th>Description</th><th>Owner</th><th>Score</th></tr><tr><td>A-1</td><td>Dust</td><td>Mo Lee</td><td>4</td></tr><tr style="display:none"><td>A-2</td><td>Secret</td><td>Jo Po</td><td>9</td></tr></table>'
    assert [risk["number"] for risk in of(found(facts, page, "r.html"), "risk")] == ["A-1"]


def test_absurd_values_stay_as_written_and_absurd_days_are_left_out() -> None:
    page = table(
        ["ID", "Risk", "Owner", "Likelihood", "Impact", "Score", "Treatment", "Accepted until"],
        ["X-1", "Moon falls", "Al Bo", "-7", "∞", "99999", "Accept", "2030-02-31"],
        ["X-2", "Sun fails", "Al Bo", "?", "n/a", "—", "Accept", "03/04/2025"],
        above="# Risk register",
    )
    facts_found = found(facts, page, "x.md")
    assert of(facts_found, "risk")[0]["likelihood"] == "-7"
    assert "likelihood" not in of(facts_found, "risk")[1]
    assert of(facts_found, "acceptance") == []


@pytest.mark.parametrize(("above", "status"), [("Closed risks", "closed"), ("Last gone through on 6 July 2031", None)])
def test_a_caption_tells_of_closed_risks_and_not_of_when_the_list_was_read(above: str, status: str | None) -> None:
    rows: list[list[object]] = [
        [above],
        ["Ref", "Risk", "Owner", "Likelihood", "Impact", "Response"],
        ["B-1", "The slip floods", "Una Marsh", 2, 4, "Reduce"],
        ["B-2", "The crane fails", "Una Marsh", 1, 5, "Reduce"],
    ]
    risks = of(sheet(facts, rows, "Risks"), "risk")
    assert [each.get("status") for each in risks] == [status, status]
