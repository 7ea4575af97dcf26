"""Names of attachments and messages: safe as the fragment of a document's id, and unique in their file."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from pathlib import PurePosixPath

_LONGEST = 120
_LONGEST_SUFFIX = 12
_BLANKS = re.compile(r"\s+")


def safe_name(name: str) -> str:
    """``name`` as one visible line: no folders, no control or direction characters, no ``#``; "" for nothing left."""
    visible = "".join(" " if character.isspace() else character for character in name if _is_visible(character))
    visible = _BLANKS.sub(" ", visible.replace("#", "_")).strip()
    last = re.split(r"[/\\]", visible)[-1].strip(" .")
    if len(last) <= _LONGEST:
        return last
    suffix = PurePosixPath(last).suffix
    suffix = suffix if len(suffix) <= _LONGEST_SUFFIX else ""
    return last[: _LONGEST - len(suffix)].rstrip() + suffix


def with_extension(name: str, media_type: str) -> str:
    """``name`` with the usual extension of ``media_type`` when it has none."""
    if PurePosixPath(name).suffix:
        return name
    known = {"message/rfc822": ".eml", "text/plain": ".txt", "text/html": ".html", "text/calendar": ".ics"}
    return name + (known.get(media_type) or mimetypes.guess_extension(media_type) or "")


class UniqueNames:
    """Gives every name once: a repeated one, whatever its case, gets a number before its extension."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def take(self, name: str, *, extension: bool = True) -> str:
        """``name`` if it is free, else ``name-2`` and so on; ``extension=False`` when a dot means nothing in it."""
        path = PurePosixPath(name)
        suffix = path.suffix if extension else ""
        stem = name.removesuffix(suffix)
        number = self._last.get(name.casefold(), 1)
        candidate = name
        while candidate.casefold() in self._taken:
            number += 1
            candidate = f"{stem}-{number}{suffix}"
        self._last[name.casefold()] = number
        self._taken.add(candidate.casefold())
        return candidate


def _is_visible(character: str) -> bool:
    category = unicodedata.category(character)
    return character.isspace() or category not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
