"""Answers and hits as a person reads them on a terminal."""

from __future__ import annotations

import re
import textwrap

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from assistant.answer import Answer, Citation, Nearest
from assistant.folding import MOST, beside, folded, names_again
from assistant.readable import on_a_line, readable

_QUOTE = 320
_NEAR = 500  # characters of a near miss, which may hold the answer
_REPEATED = 200  # characters up to which a quote is shown again under the answer
_MANY = 3  # claims from which on they are told as a list, or as one sentence
_PLACES = 5  # of one claim
_HOW = "--all shows them"


def print_answer(console: Console, answer: Answer, *, everything: bool = False) -> None:
    """The answer, then its numbered sources with page, section and words; or where was looked.

    Of many claims and sources the first are shown, unless ``everything`` is wanted.
    """
    style = {"answered": "bold", "partial": "bold", "conflict": "bold yellow"}.get(answer.status, "yellow")
    console.print(Text(visible(_told(answer, everything)), style=style))
    _print_sources(console, answer, everything)
    if answer.withheld:
        console.print(f"[yellow]{answer.withheld} statement(s) withheld: the words did not support them.[/]")
    if answer.status == "not_found":
        _print_trail(console, answer)


def _told(answer: Answer, everything: bool) -> str:
    """The answer's text; of many claims from the register as a list, those that say the same as one sentence."""
    cited = [citation.doc_id for claim in answer.claims for citation in claim.citations]
    if answer.mode != "register" or len(answer.claims) < _MANY or "\n" in answer.text:
        return readable(answer.text, *cited)
    texts = [claim.text for claim in answer.claims]
    lead, note = beside(answer.text, texts)
    told = folded([readable(claim.text, *(each.doc_id for each in claim.citations)) for claim in answer.claims])
    lines = [each.sentence() for each in told]
    left = 0 if everything else len(lines) - MOST
    if left > 1:
        lines = [*lines[:MOST], f"and {left} more ({_HOW})"]
    if len(told) == 1 and names_again(lead, told):
        lead = ""
    lines = [f"- {line}" for line in lines] if len(lines) > _MANY else lines
    return "\n".join(filter(None, (lead, *lines, note)))


def _print_sources(console: Console, answer: Answer, everything: bool) -> None:
    """Each place once, under the first claim that cites it; what a total is counted from, under what is counted."""
    printed: set[tuple[str, int, int]] = set()
    many = len(answer.claims) > MOST + 1
    shown, most = answer.claims[:MOST] if many and not everything else answer.claims, 1 if many else _PLACES
    for number, claim in enumerate(shown, 1):
        others = {_place(each) for other in answer.claims if other is not claim for each in other.citations}
        total = len(claim.citations) > _PLACES and all(_place(each) in others for each in claim.citations)
        fresh = [each for each in claim.citations if _place(each) not in printed] or list(claim.citations[:1])
        kept = [] if total else fresh if everything else fresh[:most]
        if total:
            console.print(f"\n[cyan]\\[{number}][/] [dim]counted from the sources of the sentences that follow[/]")
        for before, citation in zip([None, *kept], kept, strict=False):
            _print_source(console, number, citation, before, told=_is_told(claim.text, citation.quote))
        printed |= {_place(each) for each in kept}
        if 0 < len(kept) < len(fresh) and not many:
            left = len(fresh) - len(kept)
            console.print(f"    [dim]and {left} more place{'s' if left > 1 else ''} ({_HOW})[/]")
    if len(shown) < len(answer.claims):
        console.print(f"\n[dim]and the sources of {len(answer.claims) - len(shown)} more ({_HOW})[/]")


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.doc_id, citation.start, citation.end


def _is_told(words: str, quote: str) -> bool:
    """Whether a long quote stands in the answer word for word already."""
    return len(quote) > _REPEATED and re.findall(r"\w+", words) == re.findall(r"\w+", quote)


def _print_source(console: Console, number: int, citation: Citation, before: Citation | None, *, told: bool) -> None:
    """A source, with its words unless they are ``told``; of one at the place of that before it only the words."""
    if before is None or (before.title, locator(before)) != (citation.title, locator(citation)):
        console.print()
        console.print(f"[cyan]\\[{number}][/] [bold]{escape(_title(citation))}[/]  {escape(locator(citation))}")
    if not told:
        console.print(Padding(Text(f"“{shorten(citation.quote, citation.doc_id)}”", style="italic"), (0, 0, 0, 4)))


def _print_trail(console: Console, answer: Answer) -> None:
    if answer.nearest:
        console.print("\nNearest, not sure enough to be an answer:")
        for near in answer.nearest:
            console.print(f"  - {escape(_title(near))}  [dim]{escape(visible(near.doc_id))}[/]")
            if near.quote:
                quoted = Text(f"“{shorten(near.quote, near.doc_id, _NEAR)}”", style="italic")
                console.print(Padding(quoted, (0, 0, 0, 4)))
    if answer.expected_evidence:
        console.print(f"\nWhat would count as evidence: {escape(answer.expected_evidence)}")


def _title(cited: Citation | Nearest) -> str:
    return visible(on_a_line(cited.title, cited.doc_id))


def locator(citation: Citation) -> str:
    """Where the words stand: file, page, sheet and cell, section, and how strong the document is."""
    parts = [visible(citation.doc_id)]
    if citation.page is not None:
        parts.append(f"page {citation.page}")
    if citation.sheet:
        parts.append(f"sheet {citation.sheet}" + (f", {citation.cell}" if citation.cell else ""))
    elif citation.section:
        parts.append(f"§ {visible(on_a_line(citation.section, citation.doc_id))}")
    if citation.origin not in ("text", "cell"):
        parts.append(citation.origin)
    if citation.strength != "unknown":
        parts.append(citation.strength)
    return " · ".join(parts)


def shorten(quote: str, doc_id: str = "", width: int = _QUOTE) -> str:
    """The quote on one line, without marks of Markdown and cut at a word; the JSON form has it as it stands."""
    return textwrap.shorten(visible(on_a_line(quote, doc_id)), width, placeholder=" …")


def visible(text: str) -> str:
    """``text`` with control and direction characters shown as escapes, so that no name can play tricks."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)
