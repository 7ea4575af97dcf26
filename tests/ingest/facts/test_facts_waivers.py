"""Waivers, registers of exceptions, and acceptances in the words of letters and minutes; organisations made up here."""

from __future__ import annotations

from ingest.facts.risks import facts
from tests.support.readings import found, of, table


def test_a_register_of_exceptions() -> None:
    page = table(
        ["Exception ID", "Description", "Justification", "Approved By", "Approval Date", "Expiry Date", "Status"],
        ["EX-1", "Old driver on the plotter", "No newer one", "IT Director", "2031-01-15", "2031-07-15", "Active"],
        ["EX-2", "Kiosk without a second factor", "No reader", "CISO", "2031-02-01", "2031-08-01", "Requested"],
        above="# Register of exceptions",
    )
    assert of(found(facts, page, "exceptions.md"), "acceptance") == [
        {"risk": "EX-1", "text": "Old driver on the plotter", "by": "IT Director", "reason": "No newer one",
         "accepted": "2031-01-15", "until": "2031-07-15"},
    ]  # fmt: skip


def test_a_waiver_of_a_requirement() -> None:
    page = table(
        ["Waiver no.", "W-31-4"],
        ["Requirement waived", "Encryption of two laptops"],
        ["Risk", "Data of two laptops can be read if they are stolen"],
        ["Compensating controls", "Chained to the desk"],
        ["Granted by", "Security Officer"],
        ["Granted on", "11 January 2031"],
        ["Expires", "30 June 2031"],
        above="# Waiver W-31-4",
    )
    assert of(found(facts, page, "w-31-4.md"), "acceptance") == [
        {"risk": "W-31-4", "text": "Data of two laptops can be read if they are stolen", "by": "Security Officer",
         "conditions": "Chained to the desk", "accepted": "2031-01-11", "until": "2031-06-30"},
    ]  # fmt: skip


def test_content_to_carry_it() -> None:
    mail = (
        "From: Gerald Ash <g.ash@copper.example>\nTo: Ines <ines@copper.example>\n"
        "Date: Mon, 3 Mar 2031 09:14:00 +0000\nSubject: RE: Risk WH-12: old printer\n\n"
        "I am content for us to carry this risk until 31 August 2031.\n\nGerald Ash\n"
    )
    assert of(found(facts, mail, "re.eml"), "acceptance") == [
        {"risk": "WH-12", "text": "old printer", "by": "Gerald Ash", "accepted": "2031-03-03", "until": "2031-08-31"}
    ]


def test_minutes_that_agree_that_it_be_accepted() -> None:
    text = (
        "# Minutes of the Risk Committee, 12 June 2031\n\nPresent: Carla Mendes (Chair), Otto Blau\n\n"
        "The paper on R14 was read. It AGREED that the residual risk of R14 be accepted until 30 September 2031.\n"
    )
    assert of(found(facts, text, "minutes.md"), "acceptance") == [
        {"risk": "R14", "by": "Risk Committee", "accepted": "2031-06-12", "until": "2031-09-30"}
    ]


def test_what_is_asked_or_proposed_is_none() -> None:
    mail = (
        "From: Ann Perry <ann@copper.example>\nTo: Head <h@copper.example>\nDate: Mon, 3 Mar 2031 09:14:00 +0000\n"
        "Subject: Risk WH-13\n\nAre you content to accept risk WH-13 until 31 August 2031? "
        "We propose that risk WH-13 be accepted until then.\n\nAnn Perry\n"
    )
    assert not of(found(facts, mail, "ask.eml"), "acceptance")
    fees = table(
        ["Fee waiver", "Description", "Granted by", "Until"],
        ["1", "Swimming course", "Bursar", "30 June 2031"],
        above="# Fee waivers",
    )
    assert not of(found(facts, fees, "fees.md"), "acceptance")
