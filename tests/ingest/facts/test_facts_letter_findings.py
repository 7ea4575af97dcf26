"""Nonconformities in the sentences of certification bodies' letters; an acceptance without treatment."""

from __future__ import annotations

from ingest.facts import findings, risks
from tests.support.readings import found, of


def _findings(words: str, name: str = "letter.txt") -> list[dict[str, str]]:
    text = (
        f"NORTHMARK CERTIFICATION\n\n20 February 2031\n\nDear Ms Orme\n\nSurveillance audit, ISO 9001:2015\n\n{words}\n"
    )
    return of(found(findings.facts, text, name), "finding")


def test_what_sentences_count_and_tell() -> None:
    told = (
        "One minor nonconformity was raised: 12 buoys were not in the asset list (control A.5.9). Your plan is awaited."
    )
    assert _findings(told) == [{"text": "12 buoys were not in the asset list", "grade": "minor", "clause": "A.5.9"}]
    bracketed = "One minor nonconformity (disposal records for Wick incomplete) is to be answered by 27 March."
    assert _findings(bracketed) == [
        {"text": "disposal records for Wick incomplete", "grade": "minor", "due": "2031-03-27"}
    ]
    concerned = (
        "The audit closed with no major and two minor nonconformities. The first concerned the calibration of the gauge, "
        "the second an old list of laws."
    )
    assert _findings(concerned) == [
        {"text": "the calibration of the gauge", "grade": "minor"},
        {"text": "an old list of laws", "grade": "minor"},
    ]


def test_a_list_that_words_announce_has_clause_and_grade() -> None:
    listed = (
        "We raised two minor nonconformities:\n 1. ISO 14001 clause 6.2.2 - four objectives have no plan.\n"
        " 2. ISO 14001 clause 9.1.2 - dockets missing for two loads.\n\nPlease send evidence."
    )
    assert _findings(listed) == [
        {"text": "four objectives have no plan.", "grade": "minor", "clause": "6.2.2"},
        {"text": "dockets missing for two loads.", "grade": "minor", "clause": "9.1.2"},
    ]


def test_none_raised_is_none() -> None:
    assert not _findings("No major nonconformity was raised. Three opportunities for improvement were noted.")
    rule = "# Rules of the surveillance audit\n\nOne minor nonconformity was raised: none may stay open for a year.\n"
    assert not of(found(findings.facts, rule, "audit-rules-policy.md"), "finding")


def test_a_risk_accepted_without_treatment() -> None:
    text = (
        "# Risk register\n\nR-07 (loss of the archive by fire) was accepted without treatment by the Chief Executive.\n"
    )
    (one,) = of(found(risks.facts, text, "risk-register.md"), "acceptance")
    assert one["risk"] == "R-07" and one["by"].endswith("Chief Executive")
