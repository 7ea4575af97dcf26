"""The tables at the head of an RTF file: fonts and their code pages, colours, styles, document properties."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from ingest.parse.rtf_tokens import Group, Word

_CODE_PAGES = {  # \fcharset -> code page
    0: "cp1252", 1: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOL_CHARSET = 2
_ANSI = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_HEADING = re.compile(r"heading ?([1-9])$", re.I)
_NAMED_LEVELS = {"title": 1, "subtitle": 2}
INFO_TEXTS = {"title", "subject", "author", "manager", "company", "operator", "category", "keywords", "doccomm"}
_TIMES = {"creatim": "created", "revtim": "modified"}


@dataclass(slots=True)
class RtfHeader:
    """What control words of the text refer to by number."""

    code_page: str = "cp1252"
    default_font: int = 0
    fonts: dict[int, tuple[str, int | None]] = field(default_factory=dict)  # name, charset
    colours: list[str] = field(default_factory=list)  # "" for automatic
    levels: dict[int, int] = field(default_factory=dict)  # heading level by style
    info: dict[str, str] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)
    custom: dict[str, str] = field(default_factory=dict)

    def font_code_page(self, font: int) -> str:
        """The code page of bytes set in a font."""
        charset = self.fonts.get(font, ("", None))[1]
        if charset in (None, 0, 1):
            return self.code_page
        return _CODE_PAGES.get(charset or 0, self.code_page)

    def colour(self, number: int | None) -> str:
        """A colour of the table; "" for the automatic one and for one that is not there."""
        return self.colours[number] if number is not None and 0 <= number < len(self.colours) else ""


def read_header(document: Group) -> RtfHeader:
    """The header of the outermost group."""
    header = RtfHeader()
    readers = {"fonttbl": _fonts, "colortbl": _colours, "stylesheet": _styles, "info": _info, "*userprops": _custom}
    for item in document.items:
        if isinstance(item, Group):
            read = readers.get(item.destination())
            if read is not None:
                read(item, header)
        elif isinstance(item, Word):
            if item.name == "ansicpg" and item.number:
                header.code_page = _known(f"cp{item.number}", header.code_page)
            elif item.name in _ANSI:
                header.code_page = _ANSI[item.name]
            elif item.name == "deff":
                header.default_font = item.number or 0
    return header


def plain_text(group: Group, code_page: str) -> str:
    """The characters of a group without formatting, nested groups that may be ignored left out."""
    raw = bytearray()
    text = ""
    skip = 0
    for item in group.items:
        if isinstance(item, bytes):
            kept = item[skip:] if len(item) > skip else b""
            skip = max(0, skip - len(item))
            raw += kept
        elif isinstance(item, Group):
            text, raw = text + decoded(bytes(raw), code_page), bytearray()
            text += "" if item.destination().startswith("*") else plain_text(item, code_page)
        elif item.name == "u" and item.number is not None:
            text, raw = text + decoded(bytes(raw), code_page) + unicode_character(item.number), bytearray()
            skip = 1
    return whole(text + decoded(bytes(raw), code_page)).strip()


def decoded(raw: bytes, code_page: str) -> str:
    """Bytes in a code page; what is none of its characters becomes U+FFFD."""
    return raw.decode(code_page, "replace") if raw else ""


def unicode_character(number: int) -> str:
    """The character of ``\\uN``, which is written as a signed 16-bit number."""
    return chr(number & 0xFFFF) if number < 0x10000 else chr(min(number, 0x10FFFF))


def whole(text: str) -> str:
    """``text`` with surrogate pairs, which RTF writes one by one, made the characters that they stand for."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _known(code_page: str, otherwise: str) -> str:
    if code_page == "cp65001":
        return "utf-8"
    try:
        "".encode(code_page)
    except LookupError:
        return otherwise
    return code_page


def _fonts(group: Group, header: RtfHeader) -> None:
    entries = [item for item in group.items if isinstance(item, Group)] or [group]
    for entry in entries:
        numbers = {item.name: item.number for item in entry.items if isinstance(item, Word)}
        if numbers.get("f") is not None:
            name = plain_text(entry, "cp1252").rstrip(";").strip()
            header.fonts[numbers["f"] or 0] = (name, numbers.get("fcharset"))


def _colours(group: Group, header: RtfHeader) -> None:
    current: dict[str, int] = {}
    for item in group.items:
        if isinstance(item, Word) and item.name in ("red", "green", "blue"):
            current[item.name] = (item.number or 0) & 0xFF
        elif isinstance(item, bytes):
            for _ in range(item.count(b";")):
                named = [current.get(name, 0) for name in ("red", "green", "blue")]
                header.colours.append("".join(f"{channel:02X}" for channel in named) if current else "")
                current = {}


def _styles(group: Group, header: RtfHeader) -> None:
    for entry in (item for item in group.items if isinstance(item, Group)):
        numbers = {item.name: item.number for item in entry.items if isinstance(item, Word)}
        if "cs" in numbers or "ds" in numbers:
            continue  # a style of characters or sections
        name = plain_text(entry, header.code_page).rstrip(";").strip().lower()
        level, style = numbers.get("outlinelevel"), numbers.get("s") or 0
        match = _HEADING.match(name)
        if level is not None and 0 <= level < 9:
            header.levels[style] = level + 1
        elif match or name in _NAMED_LEVELS:
            header.levels[style] = int(match.group(1)) if match else _NAMED_LEVELS[name]


def _info(group: Group, header: RtfHeader) -> None:
    for entry in (item for item in group.items if isinstance(item, Group)):
        name = entry.destination()
        if name in INFO_TEXTS:
            header.info[name] = plain_text(entry, header.code_page)[:500]
        elif name in _TIMES and (found := _time(entry)) is not None:
            header.times[_TIMES[name]] = found


def _time(group: Group) -> datetime | None:
    numbers = {item.name: item.number or 0 for item in group.items if isinstance(item, Word)}
    try:
        return datetime(*(numbers.get(name, 0) for name in ("yr", "mo", "dy", "hr", "min")))  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None


def _custom(group: Group, header: RtfHeader) -> None:
    name = ""
    for entry in (item for item in group.items if isinstance(item, Group)):
        text = plain_text(entry, header.code_page)[:500]
        if entry.destination() == "propname":
            name = text
        elif entry.destination() == "staticval" and name and text:
            header.custom[name] = text
