"""Ratings of risks before and after what is done, treatments with a day, acceptances in the column of treatments."""

from __future__ import annotations

from ingest.facts import findings, risks
from tests.support.readings import found, of, table


def test_the_rating_that_counts_is_the_one_after_the_treatment() -> None:
    header = ["ID", "Risk", "Owner", "Inherent", "Residual", "Appetite"]
    rows = [
        ["K-1", "Ferry hull leaks", "Ann Orme", "20", "8", "6"],
        ["K-2", "Slipway closes", "Per Lund", "12", "9", "6"],
    ]
    assert of(found(risks.facts, table(header, *rows, above="# Risk register"), "risks.md"), "risk") == [
        {"number": "K-1", "text": "Ferry hull leaks", "owner": "Ann Orme", "score": "8", "inherent": "20"},
        {"number": "K-2", "text": "Slipway closes", "owner": "Per Lund", "score": "9", "inherent": "12"},
    ]


def test_columns_named_before_and_after_may_rate_in_words() -> None:
    header = ["ID", "Risk", "Before", "After", "Treatment", "Owner"]
    rows = [
        ["K-1", "Ferry hull leaks", "High", "Low", "Dry dock every spring", "Ann Orme"],
        ["K-2", "Slipway closes", "High", "Medium", "Second slipway at Wick", "Per Lund"],
    ]
    first = of(found(risks.facts, table(header, *rows, above="# Risk register"), "risks.md"), "risk")[0]
    assert first["level"] == "Low" and first["inherent"] == "High" and "score" not in first


def test_an_export_may_name_the_control_of_a_risk_in_a_column() -> None:
    text = (
        "id,risk,score_before,control,score_after,owner\n"
        "K1,Ferry hull leaks,20,Dry dock every spring,8,Ann Orme\n"
        "K2,Slipway closes,12,Second slipway at Wick,9,Per Lund\n"
    )
    assert of(found(risks.facts, text, "ferry-risks.csv"), "risk")[0] == {
        "number": "K1", "text": "Ferry hull leaks", "owner": "Ann Orme", "score": "8", "inherent": "20",
        "treatment": "Dry dock every spring",
    }  # fmt: skip
    controls = text.replace("Dry dock every spring", "A.5.9").replace("Second slipway at Wick", "A.8.2")
    assert not of(found(risks.facts, controls, "ferry-risks.csv"), "risk")  # controls of a standard, each for a risk


def test_the_score_that_likelihood_and_impact_give_stays() -> None:
    header = ["ID", "Risk", "L", "I", "Inherent score", "Residual score"]
    rows = [["K-1", "Ferry hull leaks", "4", "5", "20", "8"], ["K-2", "Slipway closes", "3", "4", "12", "9"]]
    first = of(found(risks.facts, table(header, *rows, above="# Risk register"), "risks.md"), "risk")[0]
    assert first["likelihood"] == "4" and first["score"] == "20" and first["inherent"] == "20"


def test_a_product_whose_column_no_name_tells_goes_before_the_rating_after() -> None:
    header = ["ID", "Risk", "Owner", "L", "S", "Now", "Residual"]
    rows = [
        ["K-1", "Ferry leaks", "Ann Orme", "4", "5", "20", "8"],
        ["K-2", "Quay sinks", "Per Lund", "3", "4", "12", "9"],
    ]
    facts = found(risks.facts, table(header, *rows, above="# Risk register"), "risks.md")
    assert [each["score"] for each in of(facts, "risk")] == ["20", "12"]


def test_a_treatment_with_a_day_is_one_of_its_own_and_a_choice_is_none() -> None:
    header = ["ID", "Risk", "Owner", "Score", "Treatment", "Due"]
    rows = [
        ["K-1", "Ferry hull leaks", "Ann Orme", "8", "Dry dock every spring", "2031-03-31"],
        ["K-2", "Slipway closes", "Per Lund", "9", "Mitigate", "2031-05-31"],
        ["K-3", "Quay lamp fails", "Per Lund", "4", "Accepted by the Harbour Board on 4 March 2031", "-"],
    ]
    facts = found(risks.facts, table(header, *rows, above="# Risk register"), "risks.md")
    assert of(facts, "treatment") == [{"risk": "K-1", "text": "Dry dock every spring", "due": "2031-03-31"}]
    assert of(facts, "acceptance") == [
        {"risk": "K-3", "text": "Quay lamp fails", "by": "the Harbour Board", "accepted": "2031-03-04"}
    ]


def test_a_closed_risk_or_action_is_no_closed_finding() -> None:
    text = "# Risk register\n\nR-09 (shortage of pilots) was closed on 9 May 2031. Action 58-2 is closed.\n"
    assert not of(found(findings.facts, text, "risk-register.md"), "finding")
    closed = of(found(findings.facts, "# Audit follow-up\n\nNC-09 was closed on 9 May 2031.\n", "a.md"), "finding")
    assert closed == [{"number": "NC-09", "status": "closed", "closed": "2031-05-09"}]
