"""What gives a PDF its order: running headers and footers, headings, and the outline (bookmarks)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.model import Heading
from ingest.parse.pdf_layout import Line

_MARGIN = 0.12  # share of the page's height, at the top and at the bottom, where running lines stand
_BUCKET = 8.0  # points
_LARGER = 1.12  # times the size of body text
_LONGEST = 200  # characters of a heading
_TITLE = 12.5  # points: what recurs in larger type on wide pages are the titles of slides
_CROWDED = 0.2  # share of a document's characters: a style of more is no heading's
_DEEPEST = 6
_ROMAN = re.compile(r"^[ivxlc]{1,7}$")
_NUMBER = re.compile(
    r"^(?:(?:section|clause|chapter|part|article|annex|appendix)\s+)?"
    r"(?P<number>(?:\d{1,3}|[A-Z])(?:\.\d{1,3})*)(?:[.)]|(?=\s)|$)\s*(?=\S)",
    re.I,
)
_NAMED = re.compile(r"(?:section|clause|chapter|part|article|annex|appendix)\s", re.I)
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}")
_NO_HEADING = re.compile(r"^[^\w\"'“‘(§¿¡]|[,;]$|\b(?:and|or|of|the|to)$")

Style = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph as it stands in the canonical text: ``[start, end)``, on page ``page`` (1-based).

    ``close`` tells that no empty line stands between it and the paragraph before.
    """

    start: int
    end: int
    page: int
    text: str
    style: Style
    lines: int
    mono: bool
    close: bool = False


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: ``level`` from 1, ``page`` 1-based, 0 when it leads nowhere."""

    title: str
    level: int
    page: int


def mark_running(pages: Sequence[tuple[float, float, Sequence[Line]]], usual: float) -> None:
    """Mark the lines that recur in the margins of a document's pages.

    ``pages`` are widths and heights in points, and lines; ``usual`` is the usual size of type. A line is
    running when it stands at the same height of the margin on three pages (on two, in a document of up to
    three) with the same words, in which one number may count the pages.
    """
    seen: dict[tuple[str, str, int], dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for index, (width, height, lines) in enumerate(pages):
        largest = max(_LARGER * usual, _TITLE) if width > height else float("inf")
        for line in lines:
            zone, distance = margin(line.top, line.bottom, height)
            if zone and line.size <= largest:
                bucket = round(distance / _BUCKET)
                for pattern in _patterns(line.text, index):
                    for near in (bucket - 1, bucket, bucket + 1):
                        seen[zone, pattern, near][index].append(line)
    needed = 3 if len(pages) > 3 else 2
    for (zone, _, _), found in seen.items():
        if len(found) >= needed:
            for lines in found.values():
                for line in lines:
                    line.running = zone


def margin(top: float, bottom: float, height: float) -> tuple[str, float]:
    """In which margin of a page of this height something stands ("top", "bottom" or ""), and how far from the edge."""
    if bottom <= _MARGIN * height:
        return "top", top
    if top >= (1 - _MARGIN) * height:
        return "bottom", height - bottom
    return "", 0.0


def usual_size(lines: Iterable[Line]) -> float:
    """The size in which most characters are set, to half a point."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.style[0]] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def _patterns(text: str, index: int) -> set[str]:
    """What a margin line may share with those of other pages: its words; or those around a number that counts pages."""
    text = " ".join(text.casefold().split())
    numbers = list(re.finditer(r"\d+", text))
    bare = text.strip("|-–—.[]() ")
    if bare.isdigit() or _ROMAN.match(bare):
        return {"#"}
    patterns = {text}
    for number in numbers if len(numbers) <= 6 else ():
        if len(number.group()) <= 5:
            patterns.add(f"{text[: number.start()]}#{int(number.group()) - index}{text[number.end() :]}")
    return patterns


def body_style(paragraphs: Iterable[Written]) -> Style:
    """The style in which most characters are set."""
    weights: Counter[Style] = Counter()
    for paragraph in paragraphs:
        if not paragraph.mono:
            weights[paragraph.style] += len(paragraph.text)
    return weights.most_common(1)[0][0] if weights else (0.0, False)


def find_headings(paragraphs: Sequence[Written], outline: Sequence[Bookmark], slides: bool) -> tuple[Heading, ...]:
    """The headings among paragraphs, with levels from the outline, section numbers and styles.

    On ``slides`` only the largest words of a page are one, its title.
    """
    listed = _match_outline(paragraphs, outline)
    if slides:
        groups = _slide_titles(paragraphs)
    else:
        body, crowded = body_style(paragraphs), _crowded(paragraphs)
        groups = _joined(
            paragraphs,
            [
                index
                for index, paragraph in enumerate(paragraphs)
                if index in listed or (paragraph.style not in crowded and _is_heading(paragraph, body))
            ],
        )
    first = [paragraphs[group[0]] for group in groups]
    depths = _depths(first) if not slides else [1] * len(first)
    known = [listed.get(group[0]) or depth for group, depth in zip(groups, depths, strict=True)]
    levels = _style_levels([paragraph.style for paragraph in first], known)
    headings = []
    for group, told in zip(groups, known, strict=True):
        start, end = paragraphs[group[0]].start, paragraphs[group[-1]].end
        title = " ".join(paragraphs[index].text for index in group)
        level = told or levels[paragraphs[group[0]].style]
        headings.append(Heading(start, end, min(level, _DEEPEST), title))
    return tuple(headings)


def _joined(paragraphs: Sequence[Written], candidates: Sequence[int]) -> list[list[int]]:
    """Lines of one heading together: of one style, without an empty line or a number between."""
    groups: list[list[int]] = []
    for index in candidates:
        paragraph = paragraphs[index]
        follows = bool(groups) and groups[-1][-1] == index - 1 and paragraph.close
        if follows and paragraph.style == paragraphs[index - 1].style and not _NUMBER.match(paragraph.text):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _slide_titles(paragraphs: Sequence[Written]) -> list[list[int]]:
    """The largest words of each page, when they are few, and larger than the rest or alone."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, paragraph in enumerate(paragraphs):
        pages[paragraph.page].append(index)
    groups = []
    for indices in pages.values():
        largest = max(paragraphs[index].style[0] for index in indices)
        chosen = [index for index in indices if paragraphs[index].style[0] == largest]
        group = _joined(paragraphs, chosen)[0]
        if len(chosen) <= 3 and sum(len(paragraphs[index].text) for index in group) <= _LONGEST:
            groups.append(group)
    return groups


def _crowded(paragraphs: Sequence[Written]) -> set[Style]:
    """Styles of too many words to be those of headings."""
    weights: Counter[Style] = Counter()
    for paragraph in paragraphs:
        weights[paragraph.style] += len(paragraph.text)
    return {style for style, weight in weights.items() if weight > _CROWDED * weights.total() and weight > 1_000}


def _is_heading(paragraph: Written, body: Style) -> bool:
    text, (size, bold) = paragraph.text, paragraph.style
    letters = sum(character.isalpha() for character in text)
    if paragraph.mono or not 2 <= letters <= _LONGEST or paragraph.lines > 3 or letters < 0.4 * len(text):
        return False
    if _LEADER.search(text) or _NO_HEADING.search(text) or len(text) > _LONGEST:
        return False
    if size >= _LARGER * body[0]:
        return not text.endswith(".") or len(text) < 60
    return bold and not body[1] and size >= 0.95 * body[0] and not text.endswith((".", ":", "!")) and len(text) < 120


def _depths(headings: Sequence[Written]) -> list[int | None]:
    """The level that each heading's section number tells ("4.2" is 2); None without one.

    A number of one part counts when it is called a section, or has subsections, or is set like one that has;
    else it may be a list's.
    """
    numbers = [match.group("number") if (match := _NUMBER.match(heading.text)) else "" for heading in headings]
    parents = {number.partition(".")[0].upper() for number in numbers if "." in number}
    numbered = list(zip(headings, numbers, strict=True))
    styles = {heading.style for heading, number in numbered if number.isdigit() and number in parents}
    depths: list[int | None] = []
    for heading, number in numbered:
        counts = "." in number or number.upper() in parents or (number.isdigit() and heading.style in styles)
        named = bool(number) and _NAMED.match(heading.text)
        depths.append(number.count(".") + 1 if counts or named else None)
    return depths


def _style_levels(styles: Sequence[Style], known: Sequence[int | None]) -> dict[Style, int]:
    """A level for each style: that of its numbered or listed headings, else one below the next larger style."""
    told: dict[Style, Counter[int]] = defaultdict(Counter)
    for style, depth in zip(styles, known, strict=True):
        if depth:
            told[style][depth] += 1
    levels: dict[Style, int] = {}
    above = 0
    for style in sorted(set(styles), reverse=True):
        level = told[style].most_common(1)[0][0] if told[style] else above + 1
        above = levels[style] = min(level, _DEEPEST)
    return levels


def _match_outline(paragraphs: Sequence[Written], outline: Sequence[Bookmark]) -> dict[int, int]:
    """Paragraph → level, for the entries of the outline whose words stand on the page that they lead to."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, paragraph in enumerate(paragraphs):
        if len(paragraph.text) <= 2 * _LONGEST:
            pages[paragraph.page].append(index)
    matched: dict[int, int] = {}
    for entry in outline:
        title = letters_only(entry.title)
        if len(title) < 2:
            continue
        for index in [index for page in (entry.page, entry.page + 1) for index in pages[page]]:
            words = letters_only(paragraphs[index].text)
            if index not in matched and (words == title or (words.endswith(title) and len(words) - len(title) <= 8)):
                matched[index] = entry.level
                break
    return matched


def letters_only(text: str) -> str:
    """Letters and digits in one case: what two writings of a title share."""
    return "".join(character for character in text.casefold() if character.isalnum())
