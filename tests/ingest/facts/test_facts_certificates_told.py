"""Certificates that letters and reviews tell of in a sentence; organisations made up here."""

from __future__ import annotations

from ingest.facts.audits import facts
from tests.support.readings import found, of


def test_certificates_of_one_sentence() -> None:
    text = (
        "NORTHMARK CERTIFICATION\n\n27 March 2031\n\nDear Ms Orme\n\nCertificates: Q-40771 (ISO 9001) is valid until 14 November 2032 "
        "and E-40772 (ISO 14001) until 2 December 2032.\n"
    )
    assert of(found(facts, text, "letter.txt"), "certificate") == [
        {"standard": "ISO 9001", "number": "Q-40771", "until": "2032-11-14"},
        {"standard": "ISO 14001", "number": "E-40772", "until": "2032-12-02"},
    ]


def test_the_certificate_of_a_supplier() -> None:
    text = "SUPPLIER REVIEW - KELP SYSTEMS\n\nISO certificates. Kelp's 27001 certificate runs until 11 November 2031. It has no 42001 certificate.\n"
    assert of(found(facts, text, "review.txt"), "certificate") == [
        {"standard": "ISO 27001", "holder": "Kelp", "until": "2031-11-11"}
    ]
    text = "# Supplier review: Kelp Systems\n\n**Security.** ISO 27001 certificate valid to 30 September 2031.\n"
    assert of(found(facts, text, "review.md"), "certificate") == [
        {"standard": "ISO 27001", "holder": "Kelp Systems", "until": "2031-09-30"}
    ]
    seen = "# Supplier review: Kelp Systems\n\nSecurity certificate ISO 27001 seen, valid until 19 August 2031.\n"
    assert of(found(facts, seen, "review.md"), "certificate")[0]["until"] == "2031-08-19"
    none = "# Supplier review: Kelp Systems\n\nThe ISO 27001 certificate is expected until 30 September 2031.\n"
    assert not of(found(facts, none, "review.md"), "certificate")


def test_a_letter_says_from_when_to_when_and_numbers_may_begin_with_ca() -> None:
    text = (
        "# Surveillance audit letter\n\nClient: Kelp Ferries Ltd. Standard: ISO/IEC 27001:2022. Certificate number CA-IS-20881.\n\n"
        "The certificate runs from 15 February 2031 to 14 February 2034.\n"
    )
    (one,) = of(found(facts, text, "letter.md"), "certificate")
    assert (one["number"], one["standard"]) == ("CA-IS-20881", "ISO/IEC 27001:2022")
    assert (one["issued"], one["until"]) == ("2031-02-15", "2034-02-14")
