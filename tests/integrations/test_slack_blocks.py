"""Messages within Slack's limits, at the limits; documents' words exactly as they stand; the rendering."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Claim, Conflict, Interpretation, Nearest, Searched, Side
from assistant.reports.report import Bar, Report, Row, Section, Sentence
from integrations.slack import charts, render
from integrations.slack.blocks import modals, reports, words
from integrations.slack.blocks.answers import answer_messages
from integrations.slack.blocks.places import evidence_link
from integrations.slack.blocks.rich import escaped, line, pack, rich, size_of, split, text
from tests.support.slack_server_blocks import problem, view_problem

PUBLIC = "https://vouch.example/"


def _citation(number: int, quote: str, doc_id: str = "a/b c.docx") -> Citation:
    return Citation(
        doc_id=doc_id, title=f"Title {number}", page=number, start=number, end=number + len(quote), quote=quote,
        sha256="ab" * 32, strength="signed", passage_id="p",
    )  # fmt: skip


def _answer(claims: list[Claim], status: str = "answered", **more: Any) -> dict[str, Any]:
    return Answer(
        id="q1", question="?", status=status, text=" ".join(claim.text for claim in claims) or "Not found.",
        as_of="2026-06-15", interpretation=Interpretation(kind="what", subject="s"), claims=tuple(claims),
        searched=Searched(documents=3, passages=4, facts=5), **more,
    ).as_json()  # fmt: skip


def _said(blocks: Any) -> str:
    """All text of blocks, in order."""
    if isinstance(blocks, dict):
        own = blocks.get("text")
        return (own if isinstance(own, str) else _said(own)) + "".join(
            _said(value) for name, value in blocks.items() if name in ("elements", "rows")
        )
    return "".join(_said(each) for each in blocks) if isinstance(blocks, list | tuple) else ""


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=4_000), st.text(min_size=1, max_size=900)), min_size=1, max_size=90)
)
def test_any_answer_fits(given_: list[tuple[str, str]]) -> None:
    claims = [Claim(text=said, citations=(_citation(number, quote),)) for number, (said, quote) in enumerate(given_, 1)]
    messages = answer_messages(_answer(claims), "key", PUBLIC, shared=True)
    for message in messages:
        assert problem(list(message.blocks)) == ""
        assert size_of(list(message.blocks)) <= 13_000 and len(message.text) <= 3_000
    assert len(messages) <= 8
    assert messages[-1].blocks[-1]["type"] == "actions"


def test_a_long_answer_is_split_and_nothing_of_it_lost() -> None:
    sentence = "The committee decided on item number {} and noted the reasons for it in the minutes. "
    claims = [Claim(text=sentence.format(n) * 6, citations=(_citation(n, f"quote {n}"),)) for n in range(40)]
    messages = answer_messages(_answer(claims), "key", PUBLIC, shared=False)
    assert 2 < len(messages) <= 8
    told = _said([list(message.blocks) for message in messages])
    assert all(sentence.format(n) * 6 in told for n in range(40))
    assert all(f"[{n}]" in told for n in range(1, 41))


def test_a_word_longer_than_a_block_is_cut_and_kept() -> None:
    assert "".join(split("x" * 7_001, 2_500)) == "x" * 7_001
    (message,) = pack(rich(line(text("y" * 8_000))), "y")
    assert problem(list(message.blocks)) == "" and _said(list(message.blocks)) == "y" * 8_000


@given(st.text(max_size=200))
def test_documents_words_stand_as_they_are(said: str) -> None:
    kept = text(said)["text"]
    assert kept == "".join(
        " "
        if (ord(c) < 32 and c not in "\t\n") or c in "\x7f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        else c
        for c in said
    )


def test_nothing_in_a_document_becomes_a_mention_a_link_or_formatting() -> None:
    evil = "<!channel> <@U1AMARA> *bold* <https://evil.example|Policy> `code` :tada: &lt;"
    claim = Claim(text=evil, citations=(_citation(1, evil),))
    (message,) = answer_messages(_answer([claim], withheld=2), "key", PUBLIC, shared=True)
    for block in message.blocks:
        if block["type"] == "context":
            assert "<" not in block["elements"][0]["text"]
        if block["type"] == "rich_text":
            assert not any(each["type"] in ("user", "broadcast", "usergroup") for each in _elements(block))
    links = [each for block in message.blocks for each in _elements(block) if each["type"] == "link"]
    assert links and all(each["url"].startswith(PUBLIC) for each in links)
    assert "<" not in escaped(evil) and "*bold*" not in escaped(evil) and ":tada:" not in escaped(evil)


def _elements(block: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for part in block.get("elements", ()):
        found += [part] if part["type"] in ("text", "link", "emoji") else _elements(part)
    return found


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="/"), min_size=1, max_size=40), st.integers(0, 9)
)
def test_a_link_leads_to_the_words_whatever_the_file_is_called(name: str, start: int) -> None:
    made = evidence_link(PUBLIC, {"doc_id": f"x/{name}", "start": start, "end": start + 3, "sha256": "ab"})
    parts = urlsplit(made)
    assert unquote(parts.path) == f"/evidence/x/{name}"
    assert parse_qs(parts.query) == {"start": [str(start)], "end": [str(start + 3)], "sha": ["ab"]}
    assert parts.fragment == "mark" and not any(sign in made for sign in " |<>")


def test_what_is_not_there_says_where_it_was_looked_for() -> None:
    nearest = (Nearest(doc_id="a.md", title="A", start=0, end=3),)
    told = _answer([], "not_found", nearest=nearest, expected_evidence="A dated record")
    (message,) = answer_messages(told, "key", PUBLIC, shared=True)
    said = _said(list(message.blocks))
    assert "3 documents, 4 passages, 5 facts" in said and "everyone here may see" in said and "A dated record" in said
    assert [each["action_id"] for each in message.blocks[-1]["elements"]][-1] == "ask_colleague"


def test_a_conflict_shows_both_sides_with_their_sources() -> None:
    claims = [
        Claim(text=f"{who} approved it.", citations=(_citation(n, who),)) for n, who in ((1, "CEO"), (2, "Board"))
    ]
    sides = (Side(value="CEO", claim=0), Side(value="Board", claim=1))
    told = _answer(claims, "conflict", conflicts=(Conflict(subject="x", attribute="approver", sides=sides),))
    (message,) = answer_messages(told, "key", PUBLIC, shared=False)
    said = _said(list(message.blocks))
    assert "disagree about approver" in said and "CEO [1]" in said and "Board [2]" in said and "signed" in said


def test_reports_fit_whatever_their_size() -> None:
    rows = tuple(Row(tuple(f"cell {n} {c} " * 30 for c in range(9))) for n in range(150))
    section = Section("Table", tuple(f"Column {c}" for c in range(9)), rows, (Sentence("s" * 5_000),))
    made = Report("x", "T" * 400, date(2026, 6, 15), (section,) * 3, ("note " * 900,))
    for message in reports.report_messages(made, PUBLIC, rows=150):
        assert problem(list(message.blocks)) == ""


def test_modals_and_home_fit_whatever_their_words() -> None:
    for view in (
        modals.missing_source("k" * 2_900), modals.colleague("k", "q" * 9_000, "U1", "why"),
        modals.colleague_answer(7, "q" * 9_000),
        reports.home_view([{"text": "t" * 900, "due": "", "url": PUBLIC}] * 40, [], ["q" * 5_000] * 40,
                          [("c" * 90, "s" * 900)] * 60, PUBLIC),
        reports.nobody_home("no"),
    ):  # fmt: skip
        assert view_problem(view) == ""


def test_the_checker_of_the_local_server_knows_the_limits() -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_000}}
    assert problem([section] * 50) == ""
    assert problem([section] * 51) == "blocks: 51 > 50"
    assert (
        problem([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_001}}]) == "section text: 3001 > 3000"
    )
    assert problem([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]) == "header: 151 > 150"
    field = {"type": "mrkdwn", "text": "x" * 2_001}
    assert problem([{"type": "section", "fields": [field]}]) == "field: 2001 > 2000"
    button = {"type": "button", "action_id": "a" * 256, "text": {"type": "plain_text", "text": "b"}}
    assert problem([{"type": "actions", "elements": [button]}]) == "action_id: 256 > 255"
    fine = [{**button, "action_id": str(n)} for n in range(26)]
    assert problem([{"type": "actions", "elements": fine}]) == "actions has 26 elements"
    assert problem([{"type": "actions", "elements": fine[:25]}]) == ""
    assert problem([{"type": "divider"}, {"type": "nonsense"}]).startswith("a nonsense block")


def _table(rows: int, cells: int, characters: int = 1) -> list[dict[str, Any]]:
    row = [{"type": "raw_text", "text": "x" * characters}] * cells
    return [{"type": "table", "rows": [row] * rows}]


def _home(blocks: int, **more: Any) -> dict[str, Any]:
    return {"type": "home", "blocks": [{"type": "divider"}] * blocks, **more}


def _modal(title: str) -> dict[str, Any]:
    return {"type": "modal", "title": {"type": "plain_text", "text": title}, "blocks": []}


def test_the_checker_knows_the_limits_of_tables_views_and_contexts() -> None:
    assert problem(_table(100, 20)) == "" and problem(_table(50, 20, 10)) == ""
    assert problem(_table(101, 1)) == "table has 101 rows"
    assert problem(_table(1, 21)) == "table row has 21 cells"
    assert problem(_table(100, 20, 5)) == "" and problem(_table(91, 11, 10)) == "table characters: 10010 > 10000"
    assert problem(_table(1, 1) * 2) == "only one table allowed"
    context = [{"type": "mrkdwn", "text": "x"}]
    assert problem([{"type": "context", "elements": context * 10}]) == ""
    assert problem([{"type": "context", "elements": context * 11}]) == "context has 11 elements"
    assert view_problem(_home(100, private_metadata="x" * 3_000)) == ""
    assert view_problem(_home(101)) == "blocks: 101 > 100"
    assert view_problem(_home(1, private_metadata="x" * 3_001)) == "private_metadata: 3001 > 3000"
    assert view_problem(_modal("x" * 24)) == "" and view_problem(_modal("x" * 25)) == "title: 25 > 24"


@pytest.mark.parametrize(("rows", "columns"), [(99, 20), (100, 20), (101, 20), (100, 21), (1, 1), (0, 3)])
def test_tables_of_reports_at_the_limits(rows: int, columns: int) -> None:
    made = Report("x", "Title", date(2026, 6, 15), (
        Section("Table", tuple(f"C{c}" for c in range(columns)), tuple(
            Row(tuple(f"{row}.{c}" for c in range(columns))) for row in range(rows)
        )),
    ))  # fmt: skip
    for message in reports.report_messages(made, PUBLIC, rows=rows or 1):
        assert problem(list(message.blocks)) == ""


def test_a_chart_is_a_picture_and_the_same_each_time() -> None:
    bars = [Bar("Policies approved and other things of a long name", 3, "3", "good"), Bar("Nothing", 0), Bar("-", -2)]
    assert charts.bar_chart("Title " * 40, bars) == charts.bar_chart("Title " * 40, bars)
    assert charts.bar_chart("None", []).startswith(b"\x89PNG")


def test_the_rendering_escapes_what_documents_say() -> None:
    evil = "<script>alert(1)</script> & <img src=x>"
    claim = Claim(text=evil, citations=(_citation(1, evil),))
    (message,) = answer_messages(_answer([claim], withheld=1), "key", PUBLIC, shared=True)
    drawn = render.page(evil, [(evil, render.message(message.blocks))])
    assert "<script>" not in drawn and "<img" not in drawn and "&lt;script&gt;" in drawn
    assert f'href="{PUBLIC}evidence/a/b%20c.docx?start=1&amp;end=' in drawn


def test_every_sentence_of_ours_can_be_posted() -> None:
    made = [words.help_message(), words.empty(2), words.too_long(12_000), words.excuse(), words.failure("x"),
            words.offer("k", nothing_here=True), words.offer("k", nothing_here=False), words.unreadable("x y", "z."),
            *(words.refusal(each) for each in ("guest", "stranger", "bot", "gone", "unknown", "other"))]  # fmt: skip
    for message in made:
        assert message.text and problem(json.loads(json.dumps(message.blocks))) == ""


def test_what_the_register_says_of_several_is_one_sentence_and_of_many_the_first_are_shown() -> None:
    who = ("Ines Dahl", "Bo Lund", "Cy Moe")
    claims = [
        Claim(text=f"{name} attended the harbour meeting.", citations=(_citation(n, f"**{name}**", "m.md"),))
        for n, name in enumerate(who)
    ]
    told = {
        **_answer(claims, mode="register"),
        "text": f"{', '.join(who)}. Ines Dahl attended the harbour meeting. [1]",
    }
    said = _said([list(message.blocks) for message in answer_messages(told, "key", PUBLIC, shared=True)])
    assert said.startswith("Ines Dahl [1], Bo Lund [2], Cy Moe [3] attended the harbour meeting.")
    assert "**" not in said
    many = [
        Claim(
            text=f"Berth {n} {'is shut' * (n % 2) or 'waits'} since week {n}.", citations=(_citation(n, f"week {n}"),)
        )
        for n in range(1, 31)
    ]
    said = _said([list(m.blocks) for m in answer_messages(_answer(many, mode="register"), "key", PUBLIC, shared=True)])
    assert "Berth 10 " in said and "Berth 11 " not in said and "and 20 more" in said
