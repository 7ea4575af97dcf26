"""Which characters of a Markdown paragraph are markup: emphasis, brackets and addresses of links, escapes, tags.

markdown-it decides, so that ``2 * 3 * 4`` keeps its asterisks; it reports no offsets, so its inline rules are wrapped
to note where each of them begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from evidence.clean import ENTITY

_Rule = Callable[[StateInline, bool], bool]
_SPECIAL = re.compile(r"[\\`*_\[<&~]")
_NOTES = "vouch_notes"


@dataclass(slots=True)
class InlineNotes:
    """What was found in one stretch: ``markup`` as (start, end, detail), ``html`` and ``code`` as (start, end)."""

    state: StateInline | None = None
    markup: list[tuple[int, int, str]] = field(default_factory=list)
    html: list[tuple[int, int]] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    delimiters: list[tuple[Token, int, int]] = field(default_factory=list)


def watch(markdown: MarkdownIt) -> None:
    """Make the inline rules of ``markdown`` note their positions for ``inline_notes``."""
    noters: dict[str, Callable[[StateInline, InlineNotes, int], None]] = {
        "escape": lambda state, notes, start: notes.markup.append((start, start + 1, "")),
        "entity": lambda state, notes, start: notes.markup.append((start, state.pos, ENTITY)),
        "html_inline": lambda state, notes, start: notes.html.append((start, state.pos)),
        "autolink": _note_autolink,
        "backticks": _note_code,
        "link": _note_link,
        "image": _note_image,
        "emphasis": _note_delimiters,
        "strikethrough": _note_delimiters,
    }
    rules = dict(zip(markdown.inline.ruler.get_all_rules(), _functions(markdown), strict=True))
    for name, note in noters.items():
        markdown.inline.ruler.at(name, _noting(rules[name], note))


def _functions(markdown: MarkdownIt) -> list[_Rule]:
    return [rule.fn for rule in markdown.inline.ruler.__rules__]


def _noting(rule: _Rule, note: Callable[[StateInline, InlineNotes, int], None]) -> _Rule:
    def noted(state: StateInline, silent: bool) -> bool:
        start = state.pos
        found = rule(state, silent)
        if found and not silent:
            notes = state.env.get(_NOTES)
            if isinstance(notes, InlineNotes) and notes.state is state:  # not the text of an image, parsed apart
                note(state, notes, start)
        return found

    return noted


def inline_notes(markdown: MarkdownIt, content: str, env: dict[str, object]) -> InlineNotes:
    """The markup in ``content``, a paragraph, heading or cell; ``env`` is its document's (it holds references)."""
    notes = InlineNotes()
    if not _SPECIAL.search(content):
        return notes
    notes.state = StateInline(content, markdown, env, [])
    env[_NOTES] = notes
    markdown.inline.tokenize(notes.state)
    for name, rule in zip(markdown.inline.ruler2.get_active_rules(), markdown.inline.ruler2.getRules(""), strict=True):
        if name != "fragments_join":  # it would give the characters of one token to another
            rule(notes.state)
    del env[_NOTES]
    for token, start, end in notes.delimiters:
        if token.type != "text" or not token.content:
            notes.markup.append((start, end, ""))
    return notes


def _note_autolink(state: StateInline, notes: InlineNotes, start: int) -> None:
    notes.markup += [(start, start + 1, ""), (state.pos - 1, state.pos, "")]


def _note_code(state: StateInline, notes: InlineNotes, start: int) -> None:
    token = state.tokens[-1] if state.tokens else None
    if token is None or token.type != "code_inline" or state.pending:
        return
    width = len(token.markup)
    notes.markup += [(start, start + width, ""), (state.pos - width, state.pos, "")]
    notes.code.append((start, state.pos))


def _note_link(state: StateInline, notes: InlineNotes, start: int) -> None:
    end = state.md.helpers.parseLinkLabel(state, start, True)
    notes.markup += [(start, start + 1, ""), (end, state.pos, "link")]


def _note_image(state: StateInline, notes: InlineNotes, start: int) -> None:
    end = state.md.helpers.parseLinkLabel(state, start + 1, False)
    notes.markup += [(start, start + 2, ""), (end, state.pos, "image")]


def _note_delimiters(state: StateInline, notes: InlineNotes, start: int) -> None:
    """Remember each delimiter; whether it is markup or an asterisk is only known at the end of the paragraph."""
    position = state.pos
    for token in reversed(state.tokens):
        if position <= start:
            break
        width = len(token.content)
        notes.delimiters.append((token, position - width, position))
        position -= width
