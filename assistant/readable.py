"""Words of a document as a person reads them: those of a file in Markdown without its marks.

Only for what is shown: a quote stays ``text[start:end]``, and nothing that this returns is searched for or compared.
Where the document's annotations are at hand ``evidence.clean`` is the better way; this one needs the words alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_LANGUAGE = re.compile(r"\A[\w+-]*\n")  # named where a block of code begins
_TAGS = (
    "a|abbr|b|big|blockquote|br|center|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|figcaption|figure|font|"
    "h[1-6]|hr|i|iframe|ins|kbd|li|mark|ol|p|picture|pre|q|s|samp|section|small|source|span|strike|strong|sub|"
    "summary|sup|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video|wbr"
)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_LABEL = r"((?:\\.|\[(?:\\.|[^\[\]\\])*\]|[^\[\]\\])*)"
_AIM = r"\((?:<[^>\n]*>|(?:\\.|\([^()\s]*\)|[^()\s\\])*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.I)
_LINES_GONE = (
    (re.compile(r"\{%-?[^%{}]{0,500}-?%\}|\{\{[^{}]{0,500}\}\}"), ""),
    (re.compile(r"[ \t]*\{[#:.][^{}\n]{0,200}\}[ \t]*$", re.M), ""),
    (re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|```.*|~~~.*|\[[^\]\n]+\]:\s*\S+.*)\s*$", re.M), ""),
)
"""Directives, and lines that are nothing but a mark; taken out before tables, images and links."""
_MARKS_GONE = (
    (re.compile(r"^[ \t]*(?:>[ \t]?)*(?:#{1,6}[ \t]+|>[ \t]?)", re.M), ""),
    (re.compile(r"<br\s*/?>", re.I), " "),
    (_TAG, ""),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[\w.+-]+@[\w.-]+)>"), r"\1"),
)
_PICTURE = r"""<img(?:\s+[\w-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))?)*\s*/?>"""  # others are shown: they may play tricks
_IMAGE = re.compile(rf"!\[{_LABEL}\](?:{_AIM}|\[[^\]\n]*\])|{_PICTURE}", re.I)
_LINK = re.compile(rf"(?<!\\)\[{_LABEL}\](?:{_AIM}|\[[^\]\n]*\])")
_TORN = re.compile(r"(?<!\\)\[([^\[\]\n]+)\]\([^()\s]*$")  # a link that the end of the quote cuts
_STRONG = re.compile(r"(?<!\\)(\*\*\*|\*\*|~~)(?=\S)(.{1,1000}?)(?<=[^\s\\])\1", re.S)
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s\\])\*(?![\w*])")
_UNDERLINED = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^\n]{0,1000}?[^\s\\_])\1(?!\w)")
_LONE = re.compile(r"(?<!\\)\*\*")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ROW = re.compile(r"^[ \t]*\|(.*?)\|?[ \t]*$", re.M)
_RULED = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|[ \t:-]*$", re.M)
_BLANKS = re.compile(r"(?<=\S)[ \t]{2,}")
_SPECIAL = re.compile(r"[\\`*_~<>&{|#]|[-*_]{3}|\]")
_ITEM = re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)", re.M)
_LINES = re.compile(r"\n\s*\n\s*\n+")


def in_markdown(doc_id: str) -> bool:
    """Whether a document is a file in Markdown, so that marks in its words are no words."""
    return doc_id.lower().endswith(_MARKDOWN)


def readable(words: str, *doc_ids: str) -> str:
    """``words`` of the documents ``doc_ids`` without marks of Markdown, if any of them is written in it.

    A link keeps its words, and an image its description where it stands alone. Line ends stay, and so do comments,
    which would else read as part of the text.
    """
    if not _SPECIAL.search(words) or not any(map(in_markdown, doc_ids)):
        return words
    return _without_marks(words) or words


def on_a_line(words: str, *doc_ids: str) -> str:
    """As ``readable``, on one line; one item of a list is parted from the next by a bullet."""
    told = readable(words, *doc_ids)
    if any(map(in_markdown, doc_ids)):
        first, *items = _ITEM.split(told)
        told = " ".join([first, " • ".join(items)])
    return " ".join(told.split())


def _without_marks(words: str) -> str:
    pieces: list[str] = []
    position = 0
    for code in _CODE.finditer(words):
        pieces += [words[position : code.start()], _LANGUAGE.sub("", code[2]).strip()]
        position = code.end()
    pieces.append(words[position:])
    held = pieces[1::2]
    joined = "".join(f"{each}\0" for each in pieces[0::2])[:-1]
    told = _unmarked(joined)
    kept = iter(held)
    return "".join(next(kept, "") if character == "\0" else character for character in told)


def _unmarked(text: str) -> str:
    """``text`` without marks; where code stood there is a character that no text holds."""
    for pattern, instead in _LINES_GONE:
        text = pattern.sub(instead, text)
    text = _pictured(_RULED.sub("", text))
    text = _TORN.sub(r"\1", _LINK.sub(r"\1", _LINK.sub(r"\1", text)))
    for pattern, instead in _MARKS_GONE:
        text = pattern.sub(instead, text)
    for _ in range(2):
        text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))
    text = _UNDERLINED.sub(r"\2", text)
    text = html.unescape(_ESCAPE.sub(r"\1", _LONE.sub("", text)))
    text = _BLANKS.sub(" ", _ROW.sub(_cells, text))
    return _LINES.sub("\n\n", text).strip()


def _pictured(text: str) -> str:
    """Images as nothing where other words stand in ``text``, else as their descriptions."""
    without = _IMAGE.sub("", text)
    return without if re.search(r"\w", _TAG.sub("", _LINK.sub(r"\1", without))) else _IMAGE.sub(_described, text)


def _described(image: re.Match[str]) -> str:
    if image[1] is not None:
        return image[1]
    alt = _ALT.search(image[0])
    return (alt[1] or alt[2] or "") if alt else ""


def _cells(row: re.Match[str]) -> str:
    """A table's row by its cells that hold anything."""
    cells: Iterable[str] = (cell.strip() for cell in re.split(r"(?<!\\)\|", row[1]))
    return " | ".join(filter(None, cells))
