"""Whether two mentions may be one person or body: "A. Rahman", "Ms Rahman" and "Amir Rahman"; "the Board", "Board of Directors"."""

from __future__ import annotations

import re
import unicodedata

_TITLE = re.compile(r"^(?:dr|mr|mrs|ms|miss|mx|prof|professor|sir|dame|ir|ing|hon|rev)\.?\s+", re.I)
_NOTE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BODY = re.compile(
    r"\b(?:board|committee|council|forum|panel|group|team|assembly|commission|trustees|directors|meeting|review|department|office|exco|excom|slt|elt)$",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:officer|manager|director|head|lead|owner|counsel|secretary|chair|president|executive|auditor|sponsor|chief|treasurer|coordinator|representative|ceo|cfo|cto|ciso|cro|coo|dpo|cio)\b",
    re.I,
)
_PARTS = re.compile(r"[A-Z][a-z]+")
_CONTRACTED = re.compile(r"(?:[A-Z][a-z]{1,4}){2,4}")
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ß": "s", "æ": "a", "Æ": "A"})
_FULL = re.compile(
    r"(?<=\s)(?!(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Sir|Dame)\b)(?P<given>[A-Z](?:[^\W\d_]+|(?=\.)))\.?\s+(?=(?P<last>[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*))"
)
_MEMBERS = frozenset("directors trustees governors members".split())
_SMALL = frozenset("the of and for our a an on".split())


def plain(mention: str) -> str:
    """A mention without courtesy titles, notes in brackets, and what follows a comma ("Eva Novak, CFO" is "Eva Novak")."""
    words = _NOTE.sub("", mention).split(",")[0]
    return " ".join(_TITLE.sub("", words.strip()).split()).strip(" .;:")


def same(one: str, other: str) -> bool:
    """Whether two mentions may name one person or body. Initials agree with the names they begin, and "ExCo" with the
    executive committee."""
    a, b = _words(one), _words(other)
    if not a or not b:
        return False
    if a == b or _contracts(one, b) or _contracts(other, a):
        return True
    short, long = sorted((a, b), key=len)
    if short[-1] != long[-1]:
        return set(long) - set(short) <= _MEMBERS and set(short) <= set(long)
    given, full = short[:-1], long[:-1]
    return not given or all(any(_begins(x, y) for y in full) for x in given)


def alike(one: str, other: str) -> bool:
    """Whether two mentions do not contradict each other: the same party, or a person and a role that the person may hold."""
    return same(one, other) or {sort(one), sort(other)} == {"person", "role"}


def within(one: str, other: str) -> bool:
    """Whether one name of a firm is part of the other: "Nordcert" and "NORDCERT ApS Certification"."""
    short, long = sorted((_words(one), _words(other)), key=len)
    return bool(short) and set(short) <= set(long)


def sort(mention: str) -> str:
    """Whether a mention reads like a ``person``, a ``role`` or a ``body``."""
    words = plain(mention)
    if _BODY.search(words):
        return "body"
    if _ROLE.search(words) or (words.isupper() and len(words) <= 5):
        return "role"
    return "person"


def named_in(mention: str, text: str) -> bool:
    """Whether ``text`` names who ``mention`` is: by the whole name, or by a part of it that is no common word."""
    said = {fold(word) for word in _WORD.findall(text)}
    words = [word for word in _words(mention) if len(word) > 2]
    if not words or _of_another(mention, text):
        return False
    return words[-1] in said or (len(words) > 1 and words[0] in said)


def _of_another(mention: str, text: str) -> bool:
    """Whether ``text`` gives the last word of a mention behind another given name or initial: Ida Wirth is not Jon Wirth."""
    *given, last = _words(mention) or [""]
    before = [fold(match["given"]) for match in _FULL.finditer(text) if fold(match["last"]) == last]
    return bool(given and before) and not any(_begins(one, other) for one in before for other in given)


def named_whole(mention: str, text: str) -> bool:
    """Whether ``text`` gives every word of ``mention``, of which there are several."""
    words = _words(mention)
    return len(words) > 1 and set(words) <= {fold(word) for word in _WORD.findall(text)}


def _words(mention: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(plain(mention)) if word.lower() not in _SMALL]


def fold(word: str) -> str:
    """A word in small letters without accents ("Sørensen" and "Sorensen" are one)."""
    plain_letters = word.translate(_LETTERS).lower()
    return "".join(c for c in unicodedata.normalize("NFD", plain_letters) if not unicodedata.combining(c))


def _contracts(mention: str, words: list[str]) -> bool:
    """Whether a mention is one word made of the beginnings of ``words``: RemCo, ManCom."""
    bare = plain(mention).removeprefix("the ").removeprefix("The ")
    parts = [fold(part) for part in _PARTS.findall(bare)] if _CONTRACTED.fullmatch(bare) else []
    return len(parts) == len(words) and all(word.startswith(part) for part, word in zip(parts, words, strict=True))


def _begins(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (len(short) == 1 or short == long)


def split(mentions: str) -> list[str]:
    """The members of a list as facts hold it ("Ana Sol; Jo Day")."""
    return [part.strip() for part in re.split(r"\s*[;\n|]\s*", mentions) if part.strip()]
