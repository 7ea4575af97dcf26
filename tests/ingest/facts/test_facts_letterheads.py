"""The certification body above its letter or certificate; bodies made up here."""

from __future__ import annotations

import pytest

from ingest.facts.audits import facts
from tests.support.readings import found, of

_REST = "\n\nISO 9001:2015, certificate QK-50817: continued. Valid until 18 June 2032.\nISO 14001, certificate QK-50818: continued. Valid until 9 September 2032.\n\nOur auditor Ann Orme saw no nonconformity.\n"


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("KITTIWAKE CERTIFICATION PVT LTD\nHarbour Road                    12 March 2031", "KITTIWAKE CERTIFICATION PVT LTD"),
        ("KITTICERT AS, Skerry                                     12 March 2031", "KITTICERT AS"),
        ("KITTIWAKE CERTIFICATION - Antwerp / Skerry\n12 March 2031", "KITTIWAKE CERTIFICATION"),
        ("Kittiwake Assessment Services\n1 Quay Street\n12 March 2031", "Kittiwake Assessment Services"),
    ],
)  # fmt: skip
def test_the_body_above_its_letter_issued_what_it_confirms(head: str, issuer: str) -> None:
    told = of(found(facts, f"{head}{_REST}", "letter.txt"), "certificate")
    assert [each.get("issuer") for each in told] == [issuer, issuer]


def test_papers_of_others_are_no_letters_of_a_body() -> None:
    report = "Supplier review: Kelp Ltd\n\nISO 27001 certificate valid until 14 November 2032.\n"
    assert not [each for each in of(found(facts, report, "review.txt"), "certificate") if each.get("issuer")]


@pytest.mark.parametrize(
    "said",
    ["It is valid from 15 January 2031 to\n14 January 2034.", "It runs from\n15 January 2031 to 14 January 2034."],
)
def test_a_term_from_day_to_day_ends_on_the_second(said: str) -> None:
    text = f"KITTICERT AS\n\n11 December 2030\n\nYour certificate ISO 9001:2015, no. NS-9-204\n\nThe committee renewed your certificate NS-9-204. {said}\n"
    (one,) = of(found(facts, text, "certificate.txt"), "certificate")
    assert (one["issued"], one["until"]) == ("2031-01-15", "2034-01-14")


def test_a_day_cut_at_the_end_of_a_line_is_read_with_its_month() -> None:
    text = (
        "KITTIWAKE ASSESSMENT SERVICES\n17 April 2031\n\nCertificate QM 28814 - ISO 9001:2015\n\nDear Mr Holm,\nThe\n"
        "recertification audit must be finished before the certificate expires on 30\nSeptember 2032.\n"
    )
    (one,) = of(found(facts, text, "letter.txt"), "certificate")
    assert one["until"] == "2032-09-30"
