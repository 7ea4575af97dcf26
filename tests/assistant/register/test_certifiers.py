"""Which body certifies us, and until when, by the letters of two bodies; a supplier has a certificate of its own."""

from __future__ import annotations

from datetime import date

import pytest

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 5, 20)


FILES = {
    "letters/iso9001.txt": """KITTIWAKE CERTIFICATION LTD
Quay 2, Skerry

27 March 2031

Dear Ms Holm,

ISO 9001:2015, certificate KW-Q-20417

Our auditor Ann Orme visited you on 10 March 2031 for the second surveillance.
The certificate is valid from 3 March 2029 to 2 March 2032.
""",
    "letters/stage1.txt": """SKUA ASSURANCE LIMITED
Certification of management systems

8 April 2031

Dear Ms Holm,

Our auditor visited you. Your certificates ISO/IEC 42001 (valid to 11 March 2033) and ISO 14001 (valid to 11 March 2033)
are kept.
""",
    "suppliers/Kraan/certificate.md": """# Certificate K-9

This is to certify that the management system of Kraan BV meets the requirements of ISO/IEC 27001:2022.

Certificate no.: K-9
Holder: Kraan BV
Valid until: 30 April 2033

Harbour Assurance AG
""",
    "suppliers.md": """# Supplier register

| Supplier | Service | Contract until |
| --- | --- | --- |
| Kraan BV | cranes with ISO 45001 | 1 June 2033 |
""",
}
view = view_of(FILES)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Who is our certification body for ISO 9001?", "KITTIWAKE CERTIFICATION LTD", "SKUA"),
        ("Which certification body audits us for ISO 42001?", "SKUA ASSURANCE LIMITED", "KITTIWAKE"),
        ("Who is our certification body?", "KITTIWAKE CERTIFICATION LTD", "Harbour Assurance"),
        ("Who is our certification body?", "SKUA ASSURANCE LIMITED", "Kraan"),
        ("When does our ISO 9001 certificate run out?", "2 March 2032", "2033"),
    ],
)
def test_the_letters_of_a_body_say_who_certifies(view: View, question: str, told: str, untold: str) -> None:
    said = answered(view, question, TODAY)
    assert told in said
    assert untold not in said


@pytest.mark.parametrize(
    "question",
    [
        "Which certification body audits Kraan?",
        "Which certification body did we leave in 2020?",
        "When does the ISO 45001 certificate expire?",  # only a contract with a supplier has a day
    ],
)
def test_no_other_paper_answers_for_a_certificate(view: View, question: str) -> None:
    said = answered(view, question, TODAY)
    assert not any(word in said for word in ("KITTIWAKE", "SKUA", "Harbour", "June 2033"))
