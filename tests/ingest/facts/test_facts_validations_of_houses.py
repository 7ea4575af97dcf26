"""Validations in plain words, and results that blanks set in columns; organisations made up here."""

from __future__ import annotations

from ingest.facts import assessments, trials
from tests.support.readings import found, of, table

_PLAIN = (
    "TERN, MODEL 3 - CHECK BEFORE USE\nAuthor: Ann Orme, data scientist. Second pair of eyes: Per Lund\n"
    "Report 7 April 2031.\n\n                         model 2     model 3     limit\n"
    "Missed lamps, day          3.1 %       2.8 %       3.0 %\nMissed lamps, night       11.4 %       3.6 %       4.0 %\n"
    "Time per picture           0.4 s       0.6 s       1.0 s\n\nModel 3 is fit for use with the new threshold.\n"
)


def _tests(text: str, name: str = "validation-tern.txt") -> list[tuple[str, str, str]]:
    every = of(found(trials.facts, text, name), "test")
    return [(each["measure"], each["value"], each.get("limit", "")) for each in every]


def test_the_newest_of_versions_against_its_limit() -> None:
    assert _tests(_PLAIN) == [
        ("Missed lamps, day", "2.8 %", "3.0 %"),
        ("Missed lamps, night", "3.6 %", "4.0 %"),
        ("Time per picture", "0.6 s", "1.0 s"),
    ]
    dotted = (
        "Validation of Tern model 4.2\n\nTest                                      Limit      Model 4.1   Model 4.2\n"
        "mean error, 7 days                         5%          4.4%        3.9%\n"
        "berths counted twice                       0           0           0\n"
        "made-up storm                              stop        failed      passed\n"
    )
    assert _tests(dotted) == [("mean error, 7 days", "3.9%", "5%"), ("berths counted twice", "0", "0")]


def test_one_column_of_values_and_counts_that_are_none() -> None:
    got = (
        "TERN VALIDATION REPORT     build 0.94     2 June 2031\ntester: Ann Orme\n\n"
        "results                         got        needed\n  tone check passed             96.8 %     95 %\n"
        "  persons named                 3 lines    0\n"
    )
    assert _tests(got) == [("tone check passed", "96.8 %", "95 %"), ("persons named", "3 lines", "0")]
    counted = "VALIDATION OF TERN 2.3\n\n              pictures   wrong tags 2.2   wrong tags 2.3\n   boats         420         3.1 %            1.7 %\n   quays         360         2.8 %            1.9 %\n"
    assert _tests(counted) == [("boats", "1.7 %", ""), ("quays", "1.9 %", "")]


def test_columns_in_other_papers_are_no_results() -> None:
    assert _tests(_PLAIN.replace("CHECK BEFORE USE", "NOTE"), "notes/tern.txt") == []
    prices = "Validation of Tern 2.3\n\nTickets sold     May\nSee the annex    June\n"
    assert _tests(prices) == []


def test_columns_of_another_version_and_bare_shares() -> None:
    page = table(
        ["Class", "Images", "Escape %", "v3.3 escape %"],
        ["Missing part", "2,140", "0.09", "0.10"],
        ["Tombstone", "1,055", "0.19", "0.21"],
        above="# Validation report: Tern v3.4",
    )
    assert _tests(page, "validation-tern.md") == [
        ("Missing part: Escape %", "0.09", ""),
        ("Tombstone: Escape %", "0.19", ""),
    ]


def test_scores_that_sentences_give() -> None:
    text = "# Validation of Tern 3\n\n3. **Results.** Recall 0.83 (Tern 2: 0.71). Precision 0.64 (Tern 2: 0.58). We hope for recall 0.9.\n"
    assert _tests(text, "tern3-validation.md") == [("Recall", "0.83", ""), ("Precision", "0.64", "")]


def _validation(text: str, name: str) -> dict[str, str]:
    (one,) = of(found(assessments.facts, text, name), "validation")
    return one


def test_only_the_file_says_that_it_is_a_validation() -> None:
    assert _validation(_PLAIN, "reports/validation-tern.txt") == {
        "system": "TERN", "version": "3", "validator": "Ann Orme", "verdict": "fit for use with the new threshold",
        "validated": "2031-04-07",
    }  # fmt: skip
    assert of(found(assessments.facts, _PLAIN, "reports/tern.txt"), "validation") == []


def test_opinions_advice_and_who_tested() -> None:
    opinion = (
        "# Validation of Tern 3\nDr. Ann Orme, Model Validation (part of Risk, not of Science). Final 30 July 2031. Reviewed by Per Lund.\n\n"
        "8. **Opinion.** Positive, with two conditions.\n"
    )
    assert _validation(opinion, "tern3-validation.md") == {
        "system": "Tern", "version": "3", "validator": "Dr. Ann Orme", "verdict": "Positive, with two conditions",
        "validated": "2031-07-30",
    }  # fmt: skip
    tested = (
        "VALIDATION NOTE  -  TERN 3.1\nAnn Orme tested, Per Lund built.    29 September 2031\n\n"
        "I recommend version 3.1 for use. I do not recommend it for trading.\n"
    )
    assert _validation(tested, "model-validation-tern.txt") == {
        "system": "TERN", "version": "3.1", "validator": "Ann Orme", "verdict": "I recommend version 3.1 for use",
        "validated": "2031-09-29",
    }  # fmt: skip
    asked = (
        "Does Tern count like us? Validation report, autumn 2031\nAnn Orme / 5 December 2031\n\n"
        "Advice. Keep for the berths.\n"
    )
    assert _validation(asked, "tern.txt")["verdict"] == "Keep for the berths"


def test_a_procedure_for_validations_is_none() -> None:
    text = "# Validation procedure\n\nAuthor: Ann Orme\n\nVerdict. Models that are fit for use are released.\n"
    assert of(found(assessments.facts, text, "validation-procedure.md"), "validation") == []
