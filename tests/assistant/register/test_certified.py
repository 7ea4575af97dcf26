"""Whether the organisation is certified, and until when: a ferry line with two certificates, a supplier with one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evidence.view import View
from tests.support.asking import answered, ingested, view_of

TODAY = date(2031, 5, 20)


def _certificate(holder: str, standard: str, number: str, issued: str, until: str) -> str:
    return (
        f"# Certificate {number}\n\nThis is to certify that the management system of {holder} meets the requirements of"
        f" {standard}.\n\nCertificate no.: {number}\nHolder: {holder}\nStandard: {standard}\n"
        f"Date of issue: {issued}\nValid until: {until}\n\nHarbour Assurance AG\n"
    )


FILES = {
    "certificates/quality.md": _certificate("Holm Ferries", "ISO 9001:2015", "Q-77", "3 March 2029", "2 March 2032"),
    "certificates/quality old.md": _certificate(
        "Holm Ferries", "ISO 9001:2015", "Q-12", "3 March 2026", "2 March 2029"
    ),
    "certificates/environment.md": _certificate("Holm Ferries", "ISO 14001:2015", "E-5", "1 May 2027", "30 April 2030"),
    "suppliers/Kraan/certificate.md": _certificate(
        "Kraan BV", "ISO/IEC 27001:2022", "K-9", "1 May 2030", "30 April 2033"
    ),
}
view = view_of(FILES)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Are we ISO 9001 certified?", "Yes. The certificate", "E-5"),
        ("Do we hold a valid ISO 9001 certificate?", "2 March 2032", "2029"),
        ("Are we still certified to ISO 14001?", "No. The certificate", "2032"),
        ("Is our ISO 14001 certificate still valid?", "No certificate that runs longer is among", "2032"),
        ("When does our ISO 9001 certificate expire?", "2 March 2032", "2029"),
        ("How long are we certified?", "2 March 2032", "2033"),
    ],
)
def test_the_certificates_of_the_organisation_tell(view: View, question: str, told: str, untold: str) -> None:
    said = answered(view, question, TODAY)
    assert told in said
    assert untold not in said


@pytest.mark.parametrize(
    "question",
    [
        "Are we ISO 27001 certified?",  # a supplier is
        "Is Kraan ISO 9001 certified?",
        "Was the ferry ever certified for 200 guests?",
        "When did we decide to be certified?",
    ],
)
def test_what_the_certificates_do_not_tell_is_left_open(view: View, question: str) -> None:
    assert "certificate" not in answered(view, question, TODAY).lower()


def test_certificates_of_two_holders_say_nothing_of_us(tmp_path: Path) -> None:
    papers = {
        "one.md": _certificate("Holm Ferries", "ISO 9001:2015", "Q-77", "3 March 2029", "2 March 2032"),
        "two.md": _certificate("Lund Docks", "ISO 14001:2015", "L-1", "3 March 2029", "2 March 2032"),
    }
    with ingested(tmp_path, papers) as own:
        assert answered(own, "Are we certified?", TODAY) == ""
