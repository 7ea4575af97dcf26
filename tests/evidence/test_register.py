"""The register's filters, what holds on a day, and the contract of kinds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evidence.errors import QuestionError
from evidence.kinds import COMMON_DATES, KINDS, holds
from evidence.register import kind_named, parse_filter, rows
from ingest.facts import extract
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse
from samples.build import handmade
from tests.support.registers import HandRegister
from vouch.cli.contracts import findings_table, kinds_table

CONTRACTS = Path(__file__).parents[2] / "docs" / "contracts.md"


@pytest.fixture(name="register")
def _register() -> HandRegister:
    register = HandRegister()
    lines = ["K-1 flood", "K-2 fire", "K-3 theft"]
    values = [
        {"number": "K-1", "text": "Flooding of the cellar", "owner": "Ida Berg", "score": "12"},
        {"number": "K-2", "text": "Fire in the hall", "owner": "Eva Lund", "score": "1,250"},
        {"number": "K-3", "text": "Theft", "score": "high"},
    ]
    register.add(
        "risks.csv", "\n".join(lines), *(("risk", line, each) for line, each in zip(lines, values, strict=True)),
        written="2026-01-05",
    )  # fmt: skip
    term = {"risk": "K-1", "accepted": "2025-02-01", "until": "2025-12-31"}
    register.add("letter.txt", "I accept K-1", ("acceptance", "I accept K-1", term))
    return register


@pytest.mark.parametrize(
    ("said", "wanted", "found"),
    [
        ("O'Leary & Sons", "o'leary", True),
        ("1,250 crates", "1250", True),
        ("The boat was lying idle", "lie", True),
        ("Possibilities of early warning", "possibly early", True),
        ("Policies for dyeing", "policy dye", True),
        ("Organised training", "organization trains", True),
        ("The café's terms", "cafe", True),
        ("Polite replies", "policy", False),
        ("Early warning", "earl grey", False),
        ("", "warning", False),
        ("Early warning", "", False),
    ],
)
def test_words_are_found_by_their_stems(said: str, wanted: str, found: bool) -> None:
    judge = parse_filter(f"text~{wanted}", kind_named("risk")).judge()
    assert judge(said) is found
    assert parse_filter(f"text!~{wanted}", kind_named("risk")).judge()(said) is not found


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ([], "K-1 K-2 K-3"),
        (["owner=ida  BERG"], "K-1"),
        (["owner!=Ida Berg"], "K-2 K-3"),
        (["owner="], "K-3"),
        (["text~flooded cellars"], "K-1"),
        (["text!~hall"], "K-1 K-3"),
        (["score>=12"], "K-1 K-2"),
        (["score<1000"], "K-1"),
        (["written<2026-01-05"], ""),
        (["written<=2026-01-05", "strength=record", "doc_id~risks"], "K-1 K-2 K-3"),
        (["owner~lund", "score>2000"], ""),
    ],
)
def test_filters_keep_exactly_what_fulfils_them(register: HandRegister, filters: list[str], numbers: str) -> None:
    kind = kind_named("risks")
    found = rows(register, kind, [parse_filter(text, kind) for text in filters])
    assert " ".join(fact.get("number") for fact in found) == numbers


@pytest.mark.parametrize("text", ["nothing", "colour=red", "=x", ""])
def test_a_filter_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(QuestionError):
        parse_filter(text, KINDS["risk"])


def test_kinds_are_understood_in_the_plural_and_others_are_refused() -> None:
    assert kind_named("corrective-actions").name == "corrective_action"
    assert kind_named("Communications").name == "communication"
    with pytest.raises(QuestionError, match="kind"):
        kind_named("miracles")


def test_what_holds_on_a_day_is_what_has_begun_and_not_ended(register: HandRegister) -> None:
    (fact,) = register.facts("acceptance")
    days = [date(2025, 1, 31), date(2025, 2, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [holds(fact, day) for day in days] == [False, True, True, False]
    assert not rows(register, KINDS["acceptance"], as_of=days[-1])
    assert len(rows(register, KINDS["risk"], as_of=date(1999, 1, 1))) == 3  # a row without dates of its own stays


def test_the_contract_lists_every_kind_and_every_type_of_finding() -> None:
    written = CONTRACTS.read_text("utf-8")
    assert kinds_table() in written, "python -m vouch.cli.contracts"
    assert findings_table() in written, "python -m vouch.cli.contracts"
    for kind in KINDS.values():
        assert set(kind.begins) | set(kind.ends) <= set(kind.dates)
        assert set(kind.people) | set(kind.bodies) <= set(kind.fields)


def test_extracted_facts_keep_to_the_contract() -> None:
    seen = 0
    for path, data in handmade():
        if path.endswith((".pdf", ".png", ".json")) or not data:
            continue
        try:
            document = describe(parse(data, Path(path).name, Limits()), path)
        except Exception:  # the sample holds broken files on purpose
            continue
        for fact in extract(document, path):
            seen += 1
            kind = KINDS[fact.kind]
            assert set(fact.fields) <= set(kind.fields), (path, fact.kind)
            assert set(fact.dates) <= {*kind.dates, *COMMON_DATES}, (path, fact.kind)
            assert fact.spans and all(0 <= span.start < span.end <= len(document.text) for span in fact.spans)
    assert seen > 50
