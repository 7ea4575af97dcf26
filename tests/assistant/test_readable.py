"""What a person reads of words in Markdown: no marks, and nothing taken away that is a word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.readable import on_a_line, readable
from assistant.register import engine
from assistant.understand import understand
from assistant.verify import verify
from evidence.embedders import MiniLM
from tests.support.asking import answered, ingested

TODAY = date(2031, 6, 15)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("see the [duty roster](rosters/duty.md#now)", "see the duty roster"),
        ("ask [the desk]()", "ask the desk"),
        ("as in [the annex][7]", "as in the annex"),
        ("read [the ferry plan](https://plans.example/fe", "read the ferry plan"),
        ("[a (b)](http://x.example/y_(z)) it", "a (b) it"),
        ("**Note:** not _all_ of *them*, ~~never~~", "Note: not all of them, never"),
        ("\\[pier 4\\] is closed \\_now\\_", "[pier 4] is closed _now_"),
        ("Tell {% channel \"harbour\" %} at once", "Tell at once"),
        ("<a href=\"mailto:desk@x.example\">the desk</a> opens<br>at <b>eight</b>", "the desk opens at eight"),
        ("## Opening hours", "Opening hours"),
        ("R&amp;D at <https://rd.example>", "R&D at https://rd.example"),
        ("## Berths {#berths-of-the-quay}", "Berths"),
        ("```sh\nmoor --all\n```", "moor --all"),
        ("run `tide --_all_ <name>` daily", "run tide --_all_ <name> daily"),
    ],
)  # fmt: skip
def test_marks_go_and_words_stay(written: str, shown: str) -> None:
    assert readable(written, "guides/harbour.md") == shown


@pytest.mark.parametrize(
    "words",
    ["2 * 3 * 4 = 24", "the field tide_gauge_id", "[not a link] (at all)", "<insert the name here>", 
     "log of <img src=x onerror=alert(1)>", "a < b and c > d",
     "<!-- checked by Ines -->"],
)  # fmt: skip
def test_words_that_only_look_like_marks_are_left_alone(words: str) -> None:
    assert readable(words, "guides/harbour.md") == words


def test_what_is_not_written_in_markdown_is_shown_as_it_stands() -> None:
    assert readable("**Note** [x](y)", "minutes.docx", "log.txt") == "**Note** [x](y)"
    assert readable("**Note** [x](y)", "minutes.docx", "notes.MD") == "Note x"


def test_an_image_gives_way_to_words_and_is_described_where_it_stands_alone() -> None:
    row = '| <img alt="mark of Kestrel" src="k.svg" width="30" /> | [Kestrel](https://k.example) | |'
    assert readable(row, "a.md") == "Kestrel"
    assert readable('| <img src="k.svg" alt="mark of Kestrel"> | |', "a.md") == "mark of Kestrel"
    assert readable("![Plan of the *quay*](quay.png)", "a.md") == "Plan of the quay"
    assert readable("![](quay.png)", "a.md") == "![](quay.png)"  # never nothing


def test_a_list_on_one_line_keeps_its_items_apart() -> None:
    assert on_a_line("* moor the boat\n  * call [the desk](x)\n", "a.md") == "moor the boat • call the desk"
    assert on_a_line("* moor\n* call", "a.txt") == "* moor * call"


def test_a_claim_made_from_cells_is_told_without_marks_and_still_stands(tmp_path: Path) -> None:
    rows = "\n".join(
        f'| <img alt="mark of {name}" src="{name}.svg"/> | [{name}](https://{name}.example) | {state} |'
        for name, state in (("Kestrel", "retired"), ("Osprey", "retired"), ("Merlin", "in use"), ("Hobby", "in use"))
    )
    page = f"# Boats of the ferry company\n\n## Fleet\n\n| Mark | Boat | State |\n| --- | --- | --- |\n{rows}\n"
    with ingested(tmp_path, {"fleet.md": page}) as view:
        found = engine.find(understand("How many boats of the fleet are retired?"), view, TODAY, MiniLM())
        assert found is not None and all(verify(claim, view) for claim in found.claims)
        told = [claim.text for claim in found.claims]
        quotes = [citation.quote for claim in found.claims for citation in claim.citations]
    assert any(text.startswith("Kestrel (") for text in told), told
    assert not any(mark in text for text in told for mark in ("<", "](", "**"))
    assert any("](https://Kestrel.example)" in quote for quote in quotes)


def test_the_sentence_of_a_fact_is_told_without_marks_and_still_stands(tmp_path: Path) -> None:
    minutes = (
        "# Quay Committee, minutes of 4 March 2031\n\n## \\[Pier 4\\] Closing of the _old_ [crane](crane.md)\n\n"
        "It was agreed to do so before the summer.\n"
    )
    with ingested(tmp_path, {"minutes/2031-03-04.md": minutes}) as view:
        told = answered(view, "What did the Quay Committee decide about the closing of the crane?", TODAY)
    assert "“[Pier 4] Closing of the old crane”" in told, told
    assert "\\" not in told and "](" not in told and "_old_" not in told


@pytest.mark.parametrize("words", ["**a " * 8_000, " _a" * 8_000, "![" * 8_000, "[a](" * 8_000])
def test_marks_without_end_are_read(words: str) -> None:
    assert readable(words, "a.md")
