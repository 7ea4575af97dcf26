"""Registers of risks that name who accepted each, and what it is now; organisations made up here."""

from __future__ import annotations

from ingest.facts.risks import facts
from tests.support.readings import found, of, table


def test_a_column_of_acceptors_tells_of_acceptances_whatever_is_done_beside() -> None:
    text = (
        "Ref,Risk,Likelihood,Harm,Score,Treatment,Risk owner,Accepted by,Accepted on,Status\n"
        "R-01,Buoy drifts,3,5,15,Second chain,Ann Orme,Harbour Board,2031-04-08,open\n"
        "R-02,Lamp fails,4,2,8,Spare lamp,Per Lund,Ann Orme,,open\n"
        "R-03,Ferry late,4,4,16,New timetable,Per Lund,not yet,,open\n"
        "R-04,Crew ill,2,2,4,Two pilots,Per Lund,-,,open\n"
        "R-05,Quay sinks,2,2,4,Piles,Per Lund,nobody so far,,open\n"
        "R-06,Rope breaks,2,2,4,New rope,Per Lund,Ann Orme,,acceptance pending\n"
    )
    accepted = of(found(facts, text, "risk-register.csv"), "acceptance")
    assert [(each["risk"], each["by"], each.get("accepted", "")) for each in accepted] == [
        ("R-01", "Harbour Board", "2031-04-08"),
        ("R-02", "Ann Orme", ""),
    ]


def test_a_column_of_approvers_accepts_no_risk() -> None:
    text = (
        "Ref,Risk,Likelihood,Impact,Score,Treatment,Owner,Approved by,Status\n"
        "R-01,Buoy drifts,3,5,15,Second chain,Ann Orme,Per Lund,open\n"
    )
    assert of(found(facts, text, "risk-register.csv"), "acceptance") == []


def test_the_rating_before_and_now() -> None:
    page = table(
        ["No.", "What could go wrong", "Owner", "Before", "Now", "What we do about it", "State"],
        ["R-03", "Buoy drifts", "Ann Orme", "20", "10", "second chain", "treated"],
        ["R-08", "Lamp fails", "Per Lund", "12", "6", "spare lamp", "open"],
        above="# Risk list",
    )
    assert [(each["inherent"], each["score"], each["status"]) for each in of(found(facts, page), "risk")] == [
        ("20", "10", "treated"),
        ("12", "6", "open"),
    ]


def test_accepted_until_a_day_is_not_accepted_on_it() -> None:
    text = (
        "# Harbour risks\n\n| No | Risk | Likelihood | Damage | Level | What we do about it | Who looks after it |\n"
        "|---|---|---|---|---|---|---|\n| R9 | Tariff on rope | 4 | 3 | high | accepted by F. Orme until 30 Nov 2031 | Per Lund |\n"
        "| R8 | Quay sinks | 2 | 5 | high | piles are driven | Per Lund |\n"
    )
    (accepted,) = of(found(facts, text, "registers/risks.md"), "acceptance")
    assert accepted == {"risk": "R9", "text": "Tariff on rope", "by": "F. Orme", "until": "2031-11-30"}
