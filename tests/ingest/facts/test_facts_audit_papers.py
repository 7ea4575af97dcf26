"""Programmes of audits, audits told in a sentence, and certificates as bodies lay them out; organisations made up here."""

from __future__ import annotations

from ingest.facts.audits import facts
from tests.support.readings import found, of, table


def test_a_programme_by_process_and_month() -> None:
    page = table(
        ["No.", "Process", "Clauses", "Planned month", "Lead auditor", "Actual date", "Status"],
        ["1", "Purchasing", "8.4", "March", "Hanne Bruun", "12 March 2031", "Done"],
        ["2", "Design", "8.3", "June", "Ole Kramer", "", "Planned"],
        above="# Internal audit programme 2031",
    )
    assert of(found(facts, page, "programme.md"), "audit") == [
        {"title": "Purchasing", "type": "internal", "auditor": "Hanne Bruun", "scope": "8.4", "result": "Done",
         "from": "2031-03-12", "planned": "2031-03-31"},
        {"title": "Design", "type": "internal", "auditor": "Ole Kramer", "scope": "8.3", "result": "Planned",
         "planned": "2031-06-30"},
    ]  # fmt: skip


def test_an_audit_told_in_a_sentence() -> None:
    active = (
        "# Audit passed\n\nBetween 3 and 5 June 2031 Northmark Assurance carried out our first surveillance audit "
        "against ISO/IEC 27001:2022. Two points were raised.\n"
    )
    assert of(found(facts, active, "news.md"), "audit") == [
        {"title": "first surveillance audit", "type": "external", "standard": "ISO/IEC 27001:2022",
         "auditor": "Northmark Assurance", "from": "2031-06-03", "to": "2031-06-05"},
    ]  # fmt: skip
    passive = "# News of the yard\n\nOur internal audit was carried out by Lena Holt on 4 May 2031.\n"
    (audit,) = of(found(facts, passive, "news.md"), "audit")
    assert (audit["auditor"], audit["from"], audit["type"]) == ("Lena Holt", "2031-05-04", "internal")
    ahead = "# News\n\nNorthmark Assurance carried out the first surveillance audit before 3 June 2031 if we agree.\n"
    assert not of(found(facts, ahead, "news.md"), "audit")


def test_a_certificate_signed_at_its_foot() -> None:
    text = (
        "CERTIFICATE OF REGISTRATION\n\nThis is to certify that\n\nQuayle Ferries Ltd\nHarbour House\n\n"
        "operates a system that complies with\n\nISO/IEC 27001:2022\n\nCertificate Number: IS 694028\n"
        "Expiry Date: 14 March 2034\n\nBrightmark Certification Ltd\n"
    )
    (certificate,) = of(found(facts, text, "certificate.txt"), "certificate")
    assert certificate["issuer"] == "Brightmark Certification Ltd"
    assert certificate["holder"] == "Quayle Ferries Ltd"
    assert certificate["until"] == "2034-03-14"


def test_a_list_of_certificates() -> None:
    page = table(
        ["Certification", "Certificate number", "Certifying body", "Initial certification", "Expiry"],
        ["ISO 9001:2015", "QM-40021", "Brightmark", "2025-04-01", "2031-03-31"],
        above="# Our certifications",
    )
    assert of(found(facts, page, "overview.md"), "certificate") == [
        {"standard": "ISO 9001:2015", "number": "QM-40021", "issuer": "Brightmark", "issued": "2025-04-01",
         "until": "2031-03-31"},
    ]  # fmt: skip


def test_the_number_of_a_certificate_in_two_parts() -> None:
    text = (
        "# Security answers\n\nOur house holds ISO 27001:2022 certification, issued by Brightmark. Certificate number: "
        "IS 98765. The certification is valid until 15 March 2033.\n"
    )
    (certificate,) = of(found(facts, text, "answers.md"), "certificate")
    assert (certificate["number"], certificate["until"]) == ("IS 98765", "2033-03-15")
