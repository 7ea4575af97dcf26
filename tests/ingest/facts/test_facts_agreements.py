"""Agreements, certificates and audits of organisations made up here."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.facts import audits
from ingest.facts.agreements import facts
from tests.support.readings import found, of, sheet, table

CONTRACT = """# Services agreement

between Kelp Foods Ltd, Cork ("the Supplier") and Alder plc, Oslo ("the Customer")

1. The Supplier provides meals.

2. This agreement takes effect on 1 September 2023 and ends on 31 August 2026.
Either party may end it with three months' notice.

For Kelp Foods Ltd: Mary Doyle, Director, 20 August 2023

For Alder plc: Ida Moe, COO, 22 August 2023
"""


def test_a_contract() -> None:
    (fact,) = of(found(facts, CONTRACT), "agreement")
    assert fact.pop("notice").startswith("with three months' notice")
    fact.pop("subject")
    assert fact == {
        "supplier": "Kelp Foods Ltd",
        "signatory": "Mary Doyle; Ida Moe",
        "from": "2023-09-01",
        "until": "2026-08-31",
        "signed": "2023-08-22",
    }


def test_an_extract_with_labels() -> None:
    extract = (
        "# Hosting agreement with Nimbus A/S - extract\n\n"
        "Agreement no. NB-4410. Signed on 15 December 2023 by Ida Moe, CFO, and by L. "
        "Friis for Nimbus.\n\n"
        "Term: 1 January 2024 to 31 December 2026. Notice: six months before the end.\n"
    )
    (fact,) = of(found(facts, extract), "agreement")
    assert (fact["supplier"], fact["number"], fact["from"], fact["until"], fact["signed"]) == (
        "Nimbus A/S",
        "NB-4410",
        "2024-01-01",
        "2026-12-31",
        "2023-12-15",
    )
    assert fact["signatory"] == "Ida Moe; L. Friis"


def test_a_register_of_agreements() -> None:
    rows: list[list[object]] = [
        ["Supplier", "Service", "Contract from", "Contract to", "Notice period"],
        ["Kelp Foods Ltd", "meals", "2023-09-01", "2026-08-31", "3 months"],
        ["Ghost Ltd", "?", "n/a", None, None],
    ]
    assert of(sheet(facts, rows, "Suppliers"), "agreement") == [
        {
            "supplier": "Kelp Foods Ltd",
            "subject": "meals",
            "notice": "3 months",
            "from": "2023-09-01",
            "until": "2026-08-31",
        }
    ]


def test_what_is_no_agreement() -> None:
    assert (
        found(facts, "# Contract management procedure\n\nAgreements with Kelp Foods Ltd end on 31 August 2026.\n") == []
    )
    assert (
        found(facts, "# Agreement template\n\nbetween Kelp Foods Ltd and the Customer. It ends on 31 August 2026.\n")
        == []
    )
    assert found(facts, "# Lunch\n\nKelp Foods Ltd comes on 31 August 2026.\n") == []


def certified(data: str, name: str = "page.md") -> list[dict[str, str]]:
    return of(found(audits.facts, data, name), "certificate")


def test_certificates() -> None:
    page = (
        "# Certificate\n\nCertificate no.: TQ-9001-77\n\n"
        "TrueQuality GmbH certifies that Alder plc works to ISO 9001:2015.\n\n"
        "Issued on 3 November 2024. Valid until 2 November 2027.\n\nScope: making of oars\n"
    )
    (fact,) = certified(page, "certificate.md")
    assert (fact["standard"], fact["number"], fact["issued"], fact["until"], fact["scope"]) == (
        "ISO 9001:2015",
        "TQ-9001-77",
        "2024-11-03",
        "2027-11-02",
        "making of oars",
    )
    said = (
        "# Scope of the ISMS\n\nWe hold certificate AB-27001-5 to ISO/IEC 27001. It is valid until 19 November 2026.\n"
    )
    (fact,) = certified(said)
    assert (fact["number"], fact["until"], fact["standard"]) == ("AB-27001-5", "2026-11-19", "ISO/IEC 27001")
    listed: list[list[object]] = [
        ["Standard", "Certificate no.", "Issued by", "Valid until"],
        ["ISO 14001:2015", "E-55", "TrueQuality", "2026-05-03"],
    ]
    assert of(sheet(audits.facts, listed, "Certificates"), "certificate") == [
        {"standard": "ISO 14001:2015", "number": "E-55", "issuer": "TrueQuality", "until": "2026-05-03"}
    ]


def test_what_is_no_certificate() -> None:
    assert certified("# Plan\n\nThe certificate to ISO 9001 is expected by 3 May 2027.\n") == []
    assert certified("# Outage\n\nThe certificate of the gateway expired on 3 May 2025.\n") == []
    assert certified("# News\n\nWe are certified. We like it.\n") == []


def audited(data: str, name: str = "page.md") -> list[dict[str, str]]:
    return of(found(audits.facts, data, name), "audit")


def test_an_audit_report() -> None:
    report = (
        "# Internal audit report: quality system\n\n"
        "Audit of 19 to 23 January 2025. Lead auditor: Bo Lind. Scope: clauses 4 to 10 "
        "of ISO 9001.\n\n## Conclusion\n\n"
        "The system works in both halls. Nothing else was found.\n"
    )
    assert audited(report) == [
        {
            "title": "Internal audit report: quality system",
            "type": "internal",
            "auditor": "Bo Lind",
            "scope": "clauses 4 to 10 of ISO 9001",
            "result": "The system works in both halls.",
            "standard": "ISO 9001",
            "from": "2025-01-19",
            "to": "2025-01-23",
        }
    ]
    stage = table(
        ["", ""],
        ["Client", "Alder plc"],
        ["Standard", "ISO 14001:2015"],
        ["Dates", "7-10 October 2025"],
        ["Lead auditor", "Eva Stein"],
        above="# Stage 2 audit report",
    )
    (fact,) = audited(stage)
    assert (fact["type"], fact["auditor"], fact["from"], fact["to"]) == (
        "external",
        "Eva Stein",
        "2025-10-07",
        "2025-10-10",
    )


def test_an_audit_programme() -> None:
    rows: list[list[object]] = [
        ["Audit", "From", "To", "Standard", "Lead auditor", "Status"],
        ["Internal audit, stores", "2025-03-03", "2025-03-04", "ISO 9001", "Bo Lind", "done"],
        ["Surveillance audit", None, None, "ISO 9001", "Eva Stein", "planned"],
    ]
    assert of(sheet(audits.facts, rows, "Audit programme 2025"), "audit") == [
        {
            "title": "Internal audit, stores",
            "type": "internal",
            "auditor": "Bo Lind",
            "standard": "ISO 9001",
            "result": "done",
            "from": "2025-03-03",
            "to": "2025-03-04",
        },
        {
            "title": "Surveillance audit",
            "type": "external",
            "auditor": "Eva Stein",
            "standard": "ISO 9001",
            "result": "planned",
        },
    ]


def test_what_is_no_audit() -> None:
    assert audited("# Internal audit procedure\n\nAuditor: Bo Lind\n\nAudit of 3 May 2025.\n") == []
    assert audited("# Audit committee charter\n\nAuditor: Bo Lind\n\nAudit of 3 May 2025.\n") == []
    assert audited("# Internal audit report\n\nNothing is known.\n") == []


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet='certificate validuntil ISO 9001:2015 3 May2025\n(),.|"', max_size=250))
def test_any_text_is_survived(words: str) -> None:
    for family, title in (
        (facts, "# Services agreement with Kelp Ltd\n\n"),
        (audits.facts, "# Certificate\n\n"),
        (audits.facts, "# Audit report\n\n"),
    ):
        assert all(fact.extractor for fact in found(family, title + words))


def test_a_public_register_of_contracts() -> None:
    text = (
        "Reference,Title of agreement,Supplier Name,Start Date,End Date,Contract Value\n"
        "C-10,Grounds upkeep,Kelp Works Ltd,01/04/2031,31/03/2034,8000\n"
        "C-11,Payroll,Alder LLP,13/07/2031,,31000\n"
    )
    assert of(found(facts, text, "contracts.csv"), "agreement") == [
        {"supplier": "Kelp Works Ltd", "subject": "Grounds upkeep", "number": "C-10", "from": "2031-04-01", "until": "2034-03-31"},
        {"supplier": "Alder LLP", "subject": "Payroll", "number": "C-11", "from": "2031-07-13"},
    ]  # fmt: skip


def test_contractors_and_their_terms() -> None:
    page = table(
        ["Ref.", "Contractor", "Contract", "Commencement", "Expiry"],
        ["2031/4", "Kelp Cleaning", "Cleaning", "1 Sept 2031", "31 Aug 2034"],
        above="# Contracts in force",
    )
    assert of(found(facts, page, "c.md"), "agreement") == [
        {"supplier": "Kelp Cleaning", "subject": "Cleaning", "number": "2031/4", "from": "2031-09-01", "until": "2034-08-31"}
    ]  # fmt: skip


def _term_of(clause: str) -> tuple[str, str]:
    page = (
        f'# Hosting agreement\n\nbetween Kelp Hosting Ltd ("the Supplier") and Alder plc ("the Customer")\n\n{clause}\n'
    )
    (fact,) = of(found(facts, page, "a.md"), "agreement")
    return fact.get("from", ""), fact.get("until", "")


def test_a_term_in_words() -> None:
    begins = "This agreement shall commence on 1 April 2031"
    assert _term_of(f"{begins} and shall continue for a period of three (3) years.") == ("2031-04-01", "2034-03-31")
    later = 'It is made as of 4 March 2031 (the "Effective Date").\n\n1. It remains in effect for twelve (12) months from the Effective Date.'
    assert _term_of(later) == ("2031-03-04", "2032-03-03")


def test_a_period_that_is_not_the_term() -> None:
    begins = "This agreement shall commence on 1 April 2031."
    for clause in (
        "Confidentiality shall continue for a period of five (5) years from the Effective Date.",
        "The term may be renewed for a period of two years from the Effective Date.",
        "Logs are kept for the retention period of two years.",
    ):
        assert _term_of(f"{begins}\n\n{clause}") == ("2031-04-01", "")


def test_companies_without_a_term_are_no_agreements() -> None:
    page = table(["Company", "Country", "Updated"], ["Kelp Ltd", "Norway", "3 May 2031"], above="# Members")
    assert of(found(facts, page, "m.md"), "agreement") == []


def test_a_party_after_and_is_not_called_and() -> None:
    page = (
        "# Maintenance contract\n\nmade between Kelp Museum (hereinafter called “the Client”) and Alder Lifts Pvt. Ltd. (hereinafter called “the Contractor”).\n\n"
        "The contract is valid from 15 February 2031 to 14 February 2033.\n"
    )
    (fact,) = of(found(facts, page, "c.md"), "agreement")
    assert fact["supplier"].startswith("Alder Lifts Pvt")
