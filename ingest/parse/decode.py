"""Bytes to text: the encoding found, newlines normalised, control characters made harmless.

The text that comes out is what offsets refer to from then on, so everything that changes its
length happens here, once. ``tidy`` never changes a length.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from evidence.errors import Corrupt

_MARKS = (  # longest first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536  # bytes looked at to recognise an encoding
_CONTROLS = "\0\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f" + "".join(map(chr, range(0x10, 0x20))) + "\x7f"
_BINARY = 0.1  # share of control characters above which a "text" is something else
_FLAWED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_REPLACEMENT = {ord("\v"): "\n", ord("\f"): "\n", 0xFEFF: "\u200b", 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
_REPLACEMENT |= {ord(character): "\ufffd" for character in _CONTROLS}
_REPLACEMENT |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_REPLACEMENT[0x1B] = _REPLACEMENT[0x7F] = " "


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text, the encoding it was read with, and a warning when that was a guess."""

    text: str
    encoding: str
    warning: str = ""


def tidy(text: str) -> str:
    """``text`` with characters that cannot be stored or shown replaced, one for one.

    Vertical tabs and form feeds become line feeds; other control characters, lone surrogates and
    non-characters become U+FFFD; a byte order mark inside the text becomes a zero-width space.
    """
    return text.translate(_REPLACEMENT) if _FLAWED.search(text) else text


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of ``data``, with ``\\n`` newlines.

    Tried in turn: a byte order mark, UTF-8, UTF-16 or UTF-32 recognised by their zero bytes, the
    ``declared`` encoding (of an HTML or mail header), statistics, Windows-1252. Raises
    ``Corrupt`` when the bytes are no text in any of them.
    """
    text, encoding, warning = _read(data, declared)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    sample = text[:_SAMPLE]
    controls = sum(sample.count(character) for character in _CONTROLS)
    if controls > max(8, _BINARY * len(sample)):
        raise Corrupt(f"it holds binary data, not text: {controls:,} control characters in its first part")
    flaws = sum(1 for _ in _FLAWED.finditer(text))
    tidied = tidy(text)
    if flaws and not warning:
        warning = f"{flaws:,} control characters were replaced"
    return Decoded(tidied, encoding, warning)


def _read(data: bytes, declared: str | None) -> tuple[str, str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    wide = _wide(data[:_SAMPLE])
    if wide:
        text = data.decode(wide, "replace")
        return text, wide, f"no byte order mark; read as {wide.upper()} from its zero bytes"
    try:
        return data.decode("utf-8"), "utf-8", ""
    except UnicodeDecodeError as error:
        flaw = error
    if declared and (found := _declared(data, declared)) is not None:
        return found, declared.lower(), ""
    if _nearly_utf8(data, flaw):
        return data.decode("utf-8", "replace"), "utf-8", "some bytes are not UTF-8; each was replaced"
    return _guessed(data)


def _marked(data: bytes, encoding: str) -> tuple[str, str, str]:
    try:
        return data.decode(encoding), encoding, ""
    except UnicodeDecodeError:
        return data.decode(encoding, "replace"), encoding, f"some bytes are not {encoding.upper()}; each was replaced"


def _wide(sample: bytes) -> str:
    """The UTF-16 or UTF-32 form whose zero bytes ``sample`` shows, or "".

    Western text in UTF-16 has a zero in nearly every high byte and in no low byte.
    """
    if len(sample) < 4 or 0 not in sample:
        return ""
    lanes = [sample[offset::4].count(0) / max(1, len(sample[offset::4])) for offset in range(4)]
    low, high = (lanes[0] + lanes[2]) / 2, (lanes[1] + lanes[3]) / 2
    if len(sample) >= 8 and min(lanes[2:]) > 0.9 and lanes[0] < 0.1:
        return "utf-32-le"
    if len(sample) >= 8 and min(lanes[:2]) > 0.9 and lanes[3] < 0.1:
        return "utf-32-be"
    if high > 0.6 and low < 0.1:
        return "utf-16-le"
    if low > 0.6 and high < 0.1:
        return "utf-16-be"
    return _wide_script(sample, low, high)


def _wide_script(sample: bytes, low: float, high: float) -> str:
    """UTF-16 of a script other than Latin: only its blanks and newlines have zero bytes, all in one lane."""
    plain = sum(0x20 <= byte < 0x7F or byte in b"\t\n\r" for byte in sample)
    if plain > 0.8 * len(sample) or min(low, high) > 0.1 * max(low, high):
        return ""
    encoding = "utf-16-le" if high > low else "utf-16-be"
    text = sample[: len(sample) // 2 * 2].decode(encoding, "ignore")
    shown = sum(character.isprintable() or character in "\t\n\r" for character in text)
    return encoding if shown >= 0.97 * len(sample) / 2 else ""


def _declared(data: bytes, declared: str) -> str | None:
    """``data`` in the encoding its own header names; ``None`` when that is unknown or wrong."""
    try:
        codec = codecs.lookup(declared.strip())
        name = "cp1252" if codec.name in ("ascii", "iso8859-1") else codec.name  # as browsers do
        return data.decode(name, "replace" if name == "cp1252" else "strict")
    except (LookupError, UnicodeError, ValueError):
        return None


def _nearly_utf8(data: bytes, flaw: UnicodeDecodeError) -> bool:
    """Whether a few broken bytes stand in a text that is otherwise non-ASCII UTF-8."""
    if len(data) - flaw.start <= 3 and not data[: flaw.start].isascii():
        return True  # cut inside its last character
    text = data[:1_000_000].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken < 0.2 * sum(character > "\x7f" for character in text)


def _guessed(data: bytes) -> tuple[str, str, str]:
    """Legacy 8-bit or CJK text: statistics where they are sure, else Windows-1252."""
    encoding = _statistical(data[:_SAMPLE])
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        encoding = "cp1252"
        text = data.decode(encoding, "replace")
    return text, encoding, f"not UTF-8; read as {encoding.upper()}, which is a guess"


def _statistical(sample: bytes) -> str:
    # Western one-byte texts are mostly ASCII, where statistics choose among look-alikes at random
    high = sum(byte > 0x7F for byte in sample)
    if high < (0.25 if high > 10 else 0.6) * len(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"
