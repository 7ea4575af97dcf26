"""What a labelling session shows: its words, and a row as a person reads it. Pure functions of values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from evals.label_desk import Excerpt
from evals.label_file import Row
from evals.values import states

Style = Literal["", "title", "note", "error", "marked", "dim"]
Step = Literal["question", "marks", "place", "answer", "facts", "review", "sure"]

KINDS = tuple(
    "who when what yesno list count missing multi asof conflict how clause summary "
    "unanswerable restricted injected".split()
)
_RECKONED = ("count", "missing", "summary")  # their answers are worked out, not read off
_SHOWN = "id question kind answerable answer answer_facts avoid groups as_of follow_up_of split".split()
_GUESSES = (
    (r"how (?:many|often)\b|number of\b", "count"),
    (r"(?:who|whose|whom)\b", "who"),
    (r"when\b|(?:on |by )?(?:what|which) (?:date|day|year|month)\b|since when\b", "when"),
    (r"(?:which|list|show)\b.*\b(?:no|not|without|never|lack)\b", "missing"),
    (r"(?:list|which|show|name)\b", "list"),
    (r"summar", "summary"),
    (r"how\b", "how"),
    (r"(?:is|are|was|were|has|have|had|did|does|do|can|could|must|should|will|may)\b", "yesno"),
)  # of a question's opening words; a person may say otherwise

HELP: Mapping[Step, tuple[str, ...]] = {
    "question": (
        "Type a question as people would ask it.",
        "/list the last rows    /edit [ID] change a row (the last one)    /undo take out the last row    /quit",
    ),
    "marks": (
        "3   3,5   4-6   mark what answers the question; a range of one passage becomes one quote",
        "/words search again    more the next passages    open 3 what stands around it",
        "q WORDS quote your own choice of words, checked in the documents",
        "file 3 the whole document is the evidence    also 3 its document may be cited too    drop 2 take mark 2 back",
        "none these documents do not answer it    Enter done    cancel",
    ),
    "review": (
        "Enter saves. Or question, answer, facts, kind, groups, asof, follows, split, avoid or id, and its value",
        "(none takes it out);    marks search and mark again    none it cannot be answered    cancel    help",
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line to show. Its text may come from a document: whoever prints it must escape it."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """What to show, what to ask for, and whether the session has ended."""

    lines: tuple[Line, ...]
    ask: str
    done: bool = False


ASKS: Mapping[Step, str] = {
    "question": "Question",
    "marks": "Marks",
    "place": "Which one",
    "answer": "Answer, in a few words",
    "facts": "Facts that must stand in it (a|b; c)",
    "review": "Save?",
    "sure": "Sure? yes/no",
}


def guess_kind(question: str) -> str:
    """The kind of question that its wording suggests (docs/labelling.md lists the kinds)."""
    lowered = question.casefold().strip()
    return next((kind for pattern, kind in _GUESSES if re.match(pattern, lowered)), "what")


def show_place(excerpt: Excerpt) -> str:
    """Where an excerpt stands: file, page, section."""
    parts = [excerpt.doc_id]
    if excerpt.page is not None:
        parts.append(f"page {excerpt.page}")
    if excerpt.section:
        parts.append(f"§ {show_line(excerpt.section)}")
    return " · ".join(parts)


def show_line(text: str) -> str:
    """``text`` on one line."""
    return " ".join(text.split())


def show_entry(entry: Mapping[str, Any]) -> str:
    """One entry of ``gold`` or ``also`` on one line."""
    page = f", page {entry['page']}" if entry.get("page") else ""
    words = f"“{show_line(str(entry['quote']))}”" if entry.get("quote") else "the whole document"
    return f"{words}  ({entry['doc_id']}{page})"


def show_row(row: Mapping[str, Any]) -> Iterator[Line]:
    """A row, a key a line; marks stand out."""
    for key in _SHOWN:
        if key in row and row[key] not in ("", None):
            yield Line(f"  {key}: {_shown(row[key])}")
    for key in ("gold", "also"):
        for entry in row.get(key) or ():
            yield Line(f"  {key}: {show_entry(entry)}", "marked")


def notes_on(row: Mapping[str, Any], others: list[Row]) -> list[str]:
    """What a careful second reader would ask about a row."""
    notes = []
    quotes = "\n".join(str(entry.get("quote") or "") for entry in row["gold"])
    if quotes.strip() and row.get("kind") not in _RECKONED:
        unsaid = [fact for fact in row.get("answer_facts") or () if not _said(quotes, fact.split("|"))]
        notes += [f"“{fact}” is not said so by the marked words; add how they say it, after a |." for fact in unsaid]
    if row["answerable"] and not row.get("answer_facts"):
        notes.append("Without facts only the citations are scored, not what the answer says.")
    if not row.get("split") and any(other.get("split") for other in others):
        notes.append("Other rows are in splits: `split dev` or `split test`, by fact and never by wording.")
    return notes


def same_fact(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two rows rest on the same words: one's mark holds the other's."""
    return any(
        ours["doc_id"] == theirs["doc_id"] and _overlap(str(ours.get("quote") or ""), str(theirs.get("quote") or ""))
        for ours in row.get("gold") or ()
        for theirs in other.get("gold") or ()
    )


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _overlap(quote: str, other: str) -> bool:
    return quote in other or other in quote if quote and other else quote == other


def _said(quotes: str, alternatives: list[str]) -> bool:
    # A yes or no is the reader's conclusion; no document needs to use the word.
    return any(each.strip().casefold() in ("yes", "no") for each in alternatives) or states(quotes, alternatives)
