"""HTML inside Markdown: which characters are tags, comments, or text that a reader of the page does not see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.clean import LINE_BREAK
from evidence.model import Annotation, Mark
from ingest.parse.visibility import Look, judge

_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<(?P<close>/)?(?P<tag>[A-Za-z][\w:-]*)(?P<attributes>(?:[^<>\"']++|\"[^\"]{0,2000}+\"|'[^']{0,2000}+'){0,200}+)>"
    r"|<[!?][^>]*>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_UNSPOKEN = frozenset({"script", "style"})
_BACK = 50  # open elements looked at for the one that an end tag closes


@dataclass(frozen=True, slots=True)
class Region:
    """``text[start:end]`` is HTML; what it leaves open is closed at ``scope`` (its paragraph's end or the text's)."""

    start: int
    end: int
    scope: int


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    look: Look
    scope: int
    hidden_from: int = -1
    reason: str = ""
    inside: bool = False  # something hidden, itself or above


def read_regions(text: str, regions: Sequence[Region]) -> list[Annotation]:
    """Tags as ``MARKUP``, comments as ``COMMENT`` between ``MARKUP``, unseen text as ``HIDDEN``; in no order."""
    found: list[Annotation] = []
    opened: list[_Open] = []
    for region in sorted(regions, key=lambda one: one.start):
        found += _close(text, opened, region.start)
        for match in _TOKEN.finditer(text, region.start, region.end):
            if match["comment"] is not None:
                found += _comment(match)
                continue
            detail = LINE_BREAK if (match["tag"] or "").lower() == "br" else "tag"
            found.append(Annotation(match.start(), match.end(), Mark.MARKUP, detail))
            if match["tag"]:
                found += _tag(text, opened, match, region.scope)
    return found + list(_close(text, opened, len(text)))


def _comment(match: re.Match[str]) -> Iterator[Annotation]:
    start, end = match.span("comment")
    yield Annotation(match.start(), start, Mark.MARKUP, "comment")
    if match["comment"].strip():
        yield Annotation(start, end, Mark.COMMENT, "comment in the source")
    if match.end() > end:
        yield Annotation(end, match.end(), Mark.MARKUP, "comment")


def _tag(text: str, opened: list[_Open], match: re.Match[str], scope: int) -> Iterator[Annotation]:
    tag = match["tag"].lower()
    if match["close"]:
        yield from _end_tag(text, opened, tag, match.start())
    elif tag not in _VOID and not match["attributes"].rstrip().endswith("/"):
        inherited = opened[-1].look if opened else Look()
        reason, look = judge(tag, attributes(match["attributes"]), inherited)
        reason = reason or look.illegible()
        inside = bool(opened) and opened[-1].inside
        apart = bool(reason) or tag in _UNSPOKEN
        opened.append(_Open(tag, look, scope, match.end() if apart and not inside else -1, reason, inside or apart))


def attributes(source: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        found.setdefault(name.lower(), double or single or bare)
    return found


def _end_tag(text: str, opened: list[_Open], tag: str, position: int) -> Iterator[Annotation]:
    if not any(one.tag == tag for one in opened[-_BACK:]):
        return
    while opened:
        one = opened.pop()
        yield from _ended(text, one, position)
        if one.tag == tag:
            return


def _close(text: str, opened: list[_Open], position: int) -> Iterator[Annotation]:
    """End the elements whose scope ends at or before ``position``; at the end of the text, all."""
    while opened and opened[-1].scope <= position:
        one = opened.pop()
        yield from _ended(text, one, one.scope)


def _ended(text: str, one: _Open, position: int) -> Iterator[Annotation]:
    if one.hidden_from < 0 or not text[one.hidden_from : position].strip():
        return
    mark = Mark.HIDDEN if one.reason else Mark.MARKUP
    yield Annotation(one.hidden_from, position, mark, one.reason or one.tag)
