"""An answer's JSON as the page shows it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from assistant.web.answers import shown, source, sources_of, understood
from assistant.web.streaming import patiently


def citation(doc_id: str = "a/minutes.docx", start: int = 0, **changes: Any) -> dict[str, Any]:
    words = {"title": "Minutes", "quote": f"words  at\n{start}", "sha256": "ab", "strength": "record", "origin": "text"}
    return {"doc_id": doc_id, "start": start, "end": start + 5, **words, **changes}


def claim(text: str, *citations: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"text": text, "verdict": "supported", "basis": "quote", "citations": list(citations), **changes}


def answer(text: str, *claims: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "question": "Who?",
        "status": "answered",
        "text": text,
        "as_of": "2026-06-15",
        "claims": list(claims),
        **changes,
    }


def test_what_opens_and_ends_an_answer_stands_apart_from_its_claims() -> None:
    one = answer(
        "Two people. Ann signed. [1] Bob signed. [2] Not found in the register: who paid.",
        claim("Ann signed."),
        claim("Bob signed."),
    )
    found = shown(one)
    assert (found.lead, found.note) == ("Two people.", "Not found in the register: who paid.")
    assert [each.number for each in found.claims] == [1, 2]


def test_an_answer_that_begins_with_its_claim_has_no_opening_and_one_without_claims_is_all_opening() -> None:
    assert shown(answer("Ann signed. [1]", claim("Ann signed"))).lead == ""
    assert shown(answer("Not found. Nothing says it.", status="not_found")).lead == "Not found. Nothing says it."


def test_an_answer_that_is_a_list_keeps_its_headings_and_what_it_leaves_out() -> None:
    one = answer(
        "9.3 Management review.\n- Minutes: Held in May. [1] Held in June. [2] and 13 more\n- Actions: Close it. [3]",
        claim("Held in May"),
        claim("Held in June."),
        claim("Close it."),
    )
    found = shown(one)
    assert (found.lead, found.note) == ("9.3 Management review.", "")
    assert [each.heading for each in found.claims] == ["Minutes", "", "Actions"]
    assert [each.rest for each in found.claims] == ["", "and 13 more", ""]


def test_line_breaks_of_rows_and_items_are_kept_and_those_of_running_text_are_not() -> None:
    def says(text: str) -> str:
        return shown(answer("", claim(text))).claims[0].text

    assert says("Who | When\nAnn | May\n\nThe end") == "Who | When\nAnn | May\nThe end"
    assert says("The board of\ndirectors met.") == "The board of directors met."
    assert says("To do:\n- one\n  that goes on\n2. two") == "To do:\n- one that goes on\n2. two"


def test_a_rule_that_is_data_is_told_in_words() -> None:
    def rule(text: str) -> str:
        derivation = {"rule": text, "inputs": ["a.csv@0"], "searched": {}}
        return shown(answer("", claim("x", basis="computed", derivation=derivation))).claims[0].rule

    said = (
        'record: {"labels": ["Slip", "State"], "where": [["State", "is", "open"], ["Due", "empty", ""]], "about": []}'
    )
    assert rule(said) == "record: Slip | State; where State is open; where Due empty"
    assert rule("count: meeting; as of 2026-06-15") == "count: meeting; as of 2026-06-15"
    assert rule('record: {"other": 1}') == 'record: {"other": 1}'


def test_words_of_one_document_are_one_source_that_opens_at_all_of_them() -> None:
    found = sources_of([citation(start=3), citation(start=40), citation(start=3), citation("b.pdf", 7)], 2)
    assert [(each.label, each.file) for each in found] == [("2a", "minutes.docx"), ("2b", "b.pdf")]
    assert found[0].url == "/evidence/a/minutes.docx?start=3&end=8&start=40&end=45&sha=ab#mark"
    assert found[0].quote == "words at 3 … words at 40"
    assert sources_of([citation()], 1)[0].label == "1"
    assert [each.label for each in sources_of([citation(), citation("b.pdf")])] == ["a", "b"]


def test_more_than_a_few_sources_wait_behind_the_first() -> None:
    many = shown(answer("Yes. [1]", claim("Yes.", *(citation(f"{n}.md") for n in range(9))))).claims[0]
    assert (len(many.sources), len(many.more)) == (3, 6)


def test_the_sides_of_a_conflict_bring_their_claims() -> None:
    conflict = {
        "subject": "AI Policy",
        "attribute": "approver",
        "sides": [{"value": "Board", "claim": 0}, {"value": "CEO", "claim": 7}],
    }
    found = shown(answer("A. [1]", claim("A."), conflicts=[conflict])).conflicts
    subject, attribute, sides = found[0]
    assert (subject, attribute) == ("AI Policy", "approver")
    assert [(side.value, side.claim.number if side.claim else None) for side in sides] == [("Board", 1), ("CEO", None)]


def test_the_copy_names_every_source_and_the_ledger_s_entry() -> None:
    text = shown(answer("Ann signed. [1]", claim("Ann signed.", citation(page=2))), 17).plain
    assert text.splitlines() == [
        "Who?",
        "",
        "Ann signed. [1]",
        "[1] Minutes (a/minutes.docx, page 2)",
        "    “words at 0”",
        "",
        "As of 2026-06-15 · ledger entry 17",
    ]


def test_an_answer_of_another_version_still_shows() -> None:
    found = shown({"text": "Yes."})
    assert (found.lead, found.status, found.claims, found.sequence) == ("Yes.", "error", (), None)


def test_events_come_as_they_are_and_silence_is_told() -> None:
    async def slow() -> AsyncIterator[int]:
        yield 1
        await asyncio.sleep(0.05)
        yield 2

    async def all_of() -> list[int | None]:
        return [each async for each in patiently(slow(), 10, heartbeat=0.01)]

    async def cut() -> list[int | None]:
        return [each async for each in patiently(slow(), 0, heartbeat=0.01)]

    told = asyncio.run(all_of())
    assert [each for each in told if each] == [1, 2] and None in told
    assert asyncio.run(cut()) == [1]


def test_a_quote_of_markdown_is_shown_without_its_marks_and_any_other_as_it_is() -> None:
    words = "---\n## Duties\n* **Each** owner of [the log](log.md#a) signs.\n[log]: https://example.org/log"
    cited = {"doc_id": "duties.md", "start": 0, "end": len(words), "quote": words, "title": "Duties"}
    assert source(cited, "1").quote == "Duties Each owner of the log signs."
    assert source({**cited, "doc_id": "duties.txt"}, "1").quote == " ".join(words.split())


def test_a_time_that_the_subject_names_is_not_told_twice() -> None:
    asked = {"kind": "who", "subject": "the council of 3 May 2026", "period": "3 May 2026"}
    assert understood(asked) == ("who", "the council of 3 May 2026")
    assert understood({**asked, "subject": "the council"}) == ("who", "the council", "3 May 2026")


def test_claims_that_say_the_same_of_several_are_one_line_and_are_not_named_twice() -> None:
    who = ("Ines Dahl", "Bo Lund", "Cy Moe")
    said = [claim(f"{name} attended the harbour meeting.", citation(start=9 * n)) for n, name in enumerate(who)]
    words = " ".join(f"{each['text']} [{n}]" for n, each in enumerate(said, 1))
    found = shown(answer(f"Ines Dahl, Bo Lund, Cy Moe. {words}", *said, mode="register"))
    (line,) = found.lines
    assert (line.before, line.parts, line.after) == ("", who, "attended the harbour meeting.")
    assert [(words, each.sources[0].label) for words, each in line.named] == [
        (who[0], "1"),
        (who[1], "2"),
        (who[2], "3"),
    ]
    assert found.lead == "" and len(found.claims) == 3
    apart = shown(answer(words, *said, mode="extractive"))
    assert [len(each.claims) for each in apart.lines] == [1, 1, 1]


def test_of_many_lines_the_first_are_shown_at_once_and_a_rule_is_told_once() -> None:
    rule = {"rule": "row: open berths", "inputs": ["a"], "searched": {"facts": 40}}
    said = [
        claim(
            f"Berth {n} {'is shut' * (n % 2) or 'waits'} since week {n}.", citation(), derivation=rule, basis="computed"
        )
        for n in range(1, 21)
    ]
    found = shown(answer("", *said, mode="register"))
    assert (len(found.lines), found.at_once) == (20, 10)
    assert [bool(each.claims[0].rule) for each in found.lines[:3]] == [True, False, False]
    few = shown(answer("", *said[:11], mode="register"))
    assert (len(few.lines), few.at_once) == (11, 11)


def test_a_claim_and_its_title_are_shown_without_marks_of_markdown() -> None:
    cited = citation("guides/a.md", title="Moor _before_ `noon`", section="Berths {#berths}", quote="Moor **now**")
    found = shown(answer("Moor **now**. [1]", claim("Moor **now**.", cited)))
    assert found.claims[0].text == "Moor now." and found.lead == ""
    one = found.claims[0].sources[0]
    assert (one.title, one.quote, one.place) == ("Moor before noon", "Moor now", "§ Berths")
