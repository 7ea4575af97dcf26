"""Answers and hits as a person reads them on a terminal."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from assistant.answer import Answer, Citation

_QUOTE = 320


def print_answer(console: Console, answer: Answer) -> None:
    """The answer, then its numbered sources with page, section and words; or where was looked."""
    style = {"answered": "bold", "partial": "bold", "conflict": "bold yellow"}.get(answer.status, "yellow")
    console.print(Text(visible(answer.text), style=style))
    for number, claim in enumerate(answer.claims, 1):
        for citation in claim.citations:
            _print_source(console, number, citation)
    if answer.withheld:
        console.print(f"[yellow]{answer.withheld} statement(s) withheld: the words did not support them.[/]")
    if answer.status == "not_found":
        _print_trail(console, answer)


def _print_source(console: Console, number: int, citation: Citation) -> None:
    console.print()
    console.print(f"[cyan]\\[{number}][/] [bold]{escape(visible(citation.title))}[/]  {escape(locator(citation))}")
    console.print(Padding(Text(f"“{shorten(citation.quote)}”", style="italic"), (0, 0, 0, 4)))


def _print_trail(console: Console, answer: Answer) -> None:
    if answer.nearest:
        console.print("\nNearest, not sure enough to be an answer:")
        for near in answer.nearest:
            console.print(f"  - {escape(visible(near.title))}  [dim]{escape(visible(near.doc_id))}[/]")
            if near.quote:
                console.print(Padding(Text(f"“{shorten(near.quote)}”", style="italic"), (0, 0, 0, 4)))
    if answer.expected_evidence:
        console.print(f"\nWhat would count as evidence: {escape(answer.expected_evidence)}")


def locator(citation: Citation) -> str:
    """Where the words stand: file, page, sheet and cell, section, and how strong the document is."""
    parts = [visible(citation.doc_id)]
    if citation.page is not None:
        parts.append(f"page {citation.page}")
    if citation.sheet:
        parts.append(f"sheet {citation.sheet}" + (f", {citation.cell}" if citation.cell else ""))
    elif citation.section:
        parts.append(f"§ {visible(citation.section)}")
    if citation.origin not in ("text", "cell"):
        parts.append(citation.origin)
    if citation.strength != "unknown":
        parts.append(citation.strength)
    return " · ".join(parts)


def shorten(quote: str) -> str:
    """The quote on one line, cut at a word when it is long; the JSON form has all of it."""
    return textwrap.shorten(visible(" ".join(quote.split())), _QUOTE, placeholder=" …")


def visible(text: str) -> str:
    """``text`` with control and direction characters shown as escapes, so that no name can play tricks."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)
