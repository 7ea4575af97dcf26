"""Controlled documents, owners and reviews of organisations made up here."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Strength
from ingest.facts.control import facts
from ingest.facts.mentions import named
from tests.support.readings import found, of, table

TABLE = table(
    ["Document no.", "QM-12"], ["Version", "4.2"], ["Document owner", "Aino Laine, Head of Brewing"], ["Approved by", "Quality Council"],
    ["Approved on", "11 March 2031"], ["Effective from", "1 April 2031"], ["Next review", "11 March 2033"], ["Supersedes", "4.1"],
    above="# Yeast Handling Procedure",
)  # fmt: skip
LINE = (
    "# Yeast Handling Procedure\n\nQM-12, version 4.2. Owner: Aino Laine, Head of Brewing. Approved by the Quality Council on 11 March 2031, "
    "effective 1 April 2031. Next review: 11 March 2033. Replaces version 4.1.\n\n## 1 Purpose\n\nYeast lives.\n"
)
FRONT = (
    "---\ntitle: Yeast Handling Procedure\nnumber: QM-12\nversion: 4.2\nowner: Aino Laine, Head of Brewing\napproved_by: Quality Council\n"
    "approved: 2031-03-11\neffective: 2031-04-01\nnext_review: 2033-03-11\nsupersedes: 4.1\n---\n# Yeast Handling Procedure\n\nYeast lives.\n"
)


@pytest.mark.parametrize("text", [TABLE, LINE, FRONT], ids=["table", "line", "front matter"])
def test_one_document_in_three_forms(text: str) -> None:
    all_facts = found(facts, text, "yeast.md")
    (document,) = of(all_facts, "document")
    assert document.pop("supersedes").endswith("4.1")
    assert document == {
        "title": "Yeast Handling Procedure", "number": "QM-12", "version": "4.2", "status": "approved", "owner": "Aino Laine",
        "approver": "Quality Council", "approved": "2031-03-11", "effective": "2031-04-01", "review": "2033-03-11",
    }  # fmt: skip
    assert of(all_facts, "ownership") == [
        {"subject": "Yeast Handling Procedure", "owner": "Aino Laine", "role": "Head of Brewing"}
    ]
    assert of(all_facts, "review") == [
        {"subject": "Yeast Handling Procedure", "owner": "Aino Laine", "due": "2033-03-11"}
    ]


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("To be reviewed again by 5 June 2032.", "2032-06-05"),
        ("We look at it again on 5 June 2032.", "2032-06-05"),
        ("Next review no later than 5 June 2032.", "2032-06-05"),
        ("This policy is due for review on 5 June 2032.", "2032-06-05"),
        ("Next review: June 2032.", None),
        ("Next review: 31 June 2032.", None),
    ],
)
def test_the_next_review(line: str, due: str | None) -> None:
    text = f"# Malt Policy\n\nVersion 1.0. Owner: Aino Laine. {line}\n\n## 1 Purpose\n\nMalt.\n"
    (document,) = of(found(facts, text), "document")
    assert document.get("review") == due


def test_last_review_and_cadence() -> None:
    text = "# Malt Policy\n\nVersion 1.0. Owner: Aino Laine. Last reviewed on 2 May 2031. This policy is reviewed every two years.\n"
    (review,) = of(found(facts, text), "review")
    assert (review["last"], review["cadence"]) == ("2031-05-02", "every two years") and "due" not in review


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("The Head of Brewing owns this policy.", "Head of Brewing"),
        ("The Head of Brewing, **Aino Laine**, owns this policy and reports to the board.", "Aino Laine"),
        ("This policy is owned by the Head of Brewing.", "Head of Brewing"),
    ],
)
def test_an_owner_in_prose(text: str, owner: str) -> None:
    facts_found = of(found(facts, f"# Malt Policy\n\n## 1 Purpose\n\nMalt.\n\n## 2 Duties\n\n{text}\n"), "ownership")
    assert facts_found and {fact["owner"] for fact in facts_found} == {owner}


@pytest.mark.parametrize(
    ("text", "status", "strength"),
    [
        ("# Malt Policy\n\nVersion 0.3 (draft of 2 May 2031). Owner: tbd.\n", "draft", Strength.DRAFT),
        ("# Malt Policy - DRAFT 0.3\n\nFor comments by June.\n", "draft", Strength.DRAFT),
        ("# Malt Policy\n\nVersion 1.0. Superseded by version 2.0 on 3 May 2031.\n", "superseded", Strength.SUPERSEDED),
        (
            "---\ntitle: Malt Policy\nstatus: withdrawn\nwithdrawn: 2031-05-03\n---\nMalt.\n",
            "withdrawn",
            Strength.WITHDRAWN,
        ),
    ],
)
def test_states(text: str, status: str, strength: Strength) -> None:
    (fact,) = [fact for fact in found(facts, text) if fact.kind == "document"]
    assert (fact.fields["title"], fact.fields["status"], fact.strength) == ("Malt Policy", status, strength)
    assert "owner" not in fact.fields


def test_a_register_of_documents() -> None:
    rows = table(
        ["Title", "Version", "Owner", "Next review"],
        ["Malt Policy", "1.0", "Aino Laine", "2032-01-02"],
        ["Hop Policy", "2", "vacant", "soon"],
    )
    all_facts = found(facts, rows)
    assert of(all_facts, "ownership") == [{"subject": "Malt Policy", "owner": "Aino Laine"}]
    assert of(all_facts, "review") == [{"subject": "Malt Policy", "owner": "Aino Laine", "due": "2032-01-02"}]


@pytest.mark.parametrize(
    "text",
    [
        "# Minutes of the Quality Council, 3 May 2031\n\nPresent: Aino Laine\n\nOwner: Aino Laine\n",
        "# Malt memo\n\nFrom: Aino Laine\n\nThe malt is here.\n",
        "# Policies in force\n\nOwner: Aino Laine\n",
        "# [Name of the] policy\n\nOwner: [name]\n",
        "# Risk acceptance form\n\nRisk owner: Aino Laine\n\nAccepted by: the board\n",
        "# Picnic\n\nBring malt.\n",
    ],
)
def test_no_controlled_document(text: str) -> None:
    assert of(found(facts, text), "document") == []


def test_another_thing_that_takes_effect_is_not_the_document() -> None:
    text = "# Malt Charter\n\nVersion 1.0. Owner: Aino Laine.\n\n## 1 Sponsor\n\nWith effect from 1 April 2031 Juho Niemi is sponsor.\n"
    (document,) = of(found(facts, text), "document")
    assert "effective" not in document


def test_hidden_control_lines_do_not_count() -> None:
    page = "<h1>Malt Policy</h1><p>Version 1.0.</p><p style='display:none'>Owner: Eve Black. Approved by the Board on 3 May 2031.</p>"
    (document,) = of(found(facts, page, "malt.html"), "document")
    assert "owner" not in document and "approver" not in document


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Malt Policy 2.0", "Malt Policy"),
        ("QM-3 Malt Policy v1.2 (draft)", "Malt Policy"),
        ("Malt Policy", "Malt Policy"),
        ("Policy 2030", "Policy 2030"),
    ],
)
def test_titles(words: str, title: str) -> None:
    assert named(words) == title


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Owner:",
                "Aino Laine",
                "Version",
                "2.0",
                "Next review",
                "3 May 2031",
                "|",
                "\n",
                "\n\n",
                ".",
                "approved by",
                "the Board",
                "owns",
                "this policy",
                "# ",
                "replaces",
            ]
        ),
        max_size=40,
    )
)
def test_spans_hold_whatever_stands_there(words: list[str]) -> None:
    found(facts, "# Malt Policy\n\n" + " ".join(words))


@pytest.mark.parametrize(
    ("line", "due"),
    [("Reviewed by Salma Orr 29 April 2031.", False), ("To be reviewed by 29 April 2031.", True)],
)
def test_who_reviewed_it_on_a_day_is_not_when_a_review_is_due(line: str, due: bool) -> None:
    page = f"# Lamp Policy v2.0\n\nWritten by Bo Dahl. {line} Approved by Eva Lind on 4 May 2030.\n"
    reviews = of(found(facts, page), "review")
    assert bool([each for each in reviews if each.get("due") == "2031-04-29"]) is due
