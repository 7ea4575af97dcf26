"""Who may read what: ``access.json`` to labels.

::

    {"default": ["staff"],
     "rules": [{"path": "restricted/**", "groups": ["legal"]}],
     "default_closed": false}

A label is the name of a group that may read a document; a reader sees a document that carries one of
the reader's groups. ``default`` is what a reader without groups has, and labels every file that no rule
matches; with ``default_closed`` such a file is readable by nobody but the operator. Without an
``access.json`` everything is labelled ``public``.

*Patterns* are those of ``.gitignore`` and case-sensitive: ``*`` and ``?`` stay within one name, ``**``
crosses folders, ``[...]`` is a set of characters; a pattern without a slash matches a name at any depth;
a pattern that matches a folder covers all that is in it.

*The most specific rule wins*: the one with more literal names before its first wildcard, then the one
with more literal characters. Rules that are equally specific are all applied: the strictest label holds.

*Narrowing* (front matter, attachments, identical copies) never lets anybody in who was out: see ``narrow``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence.errors import SettingsError

ACCESS_FILE = "access.json"
PUBLIC = "public"
CLOSED = "!nobody"  # no group may begin with "!", so nobody holds it: the operator's view only

_KEYS = frozenset({"default", "rules", "default_closed"})
_RULE_KEYS = frozenset({"path", "groups"})
_WILDCARDS = re.compile(r"[*?\[]")
_REMEDY = "Correct the access file; nothing is ingested until it can be read."

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: files that ``pattern`` matches may be read by ``groups`` (empty: by nobody)."""

    path: str
    groups: Labels
    pattern: re.Pattern[str] = field(repr=False, compare=False)

    @property
    def specificity(self) -> tuple[int, int]:
        """Literal names before the first wildcard, then literal characters."""
        names = self.path.split("/")
        leading = next((i for i, name in enumerate(names) if _WILDCARDS.search(name)), len(names))
        return leading, len(re.sub(r"\[[^\]]*\]|[*?]", "", self.path))


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """Labels for the files of one source. ``file`` is where it was read, for messages.

    ``prefix`` is for a source inside the folder that the file speaks of: paths are looked up below it.
    """

    default: Labels = (PUBLIC,)
    rules: tuple[Rule, ...] = ()
    default_closed: bool = False
    file: str = ""
    prefix: str = ""

    def labels(self, path: str) -> Labels:
        """The labels of the file at ``path`` (POSIX, relative to the source's root), sorted, never empty."""
        matching = self.matching(path)
        if not matching:
            return (CLOSED,) if self.default_closed else _labels(self.default)
        best = max(rule.specificity for rule in matching)
        return self.strictest(_labels(rule.groups) for rule in matching if rule.specificity == best)

    def matching(self, path: str) -> list[Rule]:
        """The rules whose pattern covers ``path``."""
        return [rule for rule in self.rules if rule.pattern.fullmatch(self.prefix + path)]

    def narrow(self, labels: Labels, wanted: Collection[str]) -> Labels:
        """``labels`` narrowed to the groups ``wanted``; it never admits anybody who was out.

        A label that holds a default group is open to every reader, so ``wanted`` may name any group.
        Otherwise only groups that are in both remain, and with none in both nobody may read it.
        """
        everyone = {PUBLIC, *self.default}
        kept = set(labels) & set(wanted)
        if everyone & set(labels):
            if not everyone & set(wanted):
                return _labels(wanted)
            return _labels(kept) if kept else labels
        return labels if everyone & set(wanted) else _labels(kept)

    def strictest(self, several: Iterable[Labels]) -> Labels:
        """The strictest of several labels, whatever their order: readable only by who may read each."""
        ordered = sorted(set(several))
        strict = [set(labels) for labels in ordered if not {PUBLIC, *self.default} & set(labels)]
        return _labels(set.intersection(*(strict or [set(labels) for labels in ordered])))

    @property
    def digest(self) -> str:
        """Changes when any file's label may have changed."""
        rules = sorted((rule.path, rule.groups) for rule in self.rules)
        return hashlib.sha256(repr((self.default, rules, self.default_closed, self.prefix)).encode()).hexdigest()[:16]

    def unused(self, paths: Collection[str]) -> list[str]:
        """Warnings for rules that match none of ``paths``: most often a misspelt folder."""
        return [
            f"{self.file}: the rule for {rule.path!r} matches no file"
            for rule in self.rules
            if not self.prefix and not any(rule.pattern.fullmatch(path) for path in paths)
        ]


def load_access(file: Path) -> AccessPolicy:
    """Read an access file. Anything that is not exactly understood is a ``SettingsError`` that names it."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=_no_duplicates)
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}", remedy=_REMEDY) from error
    except json.JSONDecodeError as error:
        raise _bad(file, f"line {error.lineno}, column {error.colno}: {error.msg}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise _bad(file, "it is not JSON in UTF-8") from error
    except _Duplicate as error:
        raise _bad(file, f"the key {error} stands twice") from error
    return parse_access(value, file)


def parse_access(value: Any, file: Path = Path(ACCESS_FILE)) -> AccessPolicy:
    """The policy that the JSON ``value`` of ``file`` states; raises ``SettingsError`` naming the field."""
    if not isinstance(value, dict):
        raise _bad(file, "it must hold one object")
    _known(file, "", value, _KEYS)
    default = _groups(file, "default", value.get("default", [PUBLIC]))
    closed = value.get("default_closed", False)
    if not isinstance(closed, bool):
        raise _bad(file, "default_closed must be true or false")
    rules = value.get("rules", [])
    if not isinstance(rules, list):
        raise _bad(file, "rules must be a list")
    return AccessPolicy(default, tuple(_rule(file, i, rule) for i, rule in enumerate(rules)), closed, str(file))


def wishes(properties: Mapping[str, str]) -> tuple[Labels, ...]:
    """The groups that a document asks for in its own metadata (``access:`` and ``groups:``)."""
    found = []
    for key, value in properties.items():
        if key.strip().lower() in {"access", "groups"} and value.strip():
            names = re.split(r"[,;\n]", value.strip().strip("[]()"))
            found.append(tuple(sorted({name.strip().strip("'\"-").strip() for name in names} - {""})))
    return tuple(found)


def _rule(file: Path, index: int, value: Any) -> Rule:
    where = f"rules[{index}]"
    if not isinstance(value, dict):
        raise _bad(file, f"{where} must be an object")
    _known(file, f"{where}.", value, _RULE_KEYS)
    missing = sorted(_RULE_KEYS - value.keys())
    if missing:
        raise _bad(file, f"{where}.{missing[0]} is missing")
    path = value["path"]
    if not isinstance(path, str) or not path.strip("/. "):
        raise _bad(file, f"{where}.path must be a pattern such as 'restricted/**'")
    path = path.removeprefix("./")
    if ".." in path.split("/") or "\\" in path:
        raise _bad(file, f"{where}.path must stay inside the folder and use '/': {path!r}")
    try:
        return Rule(path.strip("/"), _groups(file, f"{where}.groups", value["groups"]), _compile(path))
    except re.error as error:
        raise _bad(file, f"{where}.path is no pattern: {error}") from error


def _groups(file: Path, where: str, value: Any) -> Labels:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise _bad(file, f"{where} must be a list of group names")
    for name in value:
        if not name.strip() or name != name.strip() or name.startswith("!") or not name.isprintable():
            raise _bad(file, f"{where} holds {name!r}, which cannot name a group")
    return tuple(sorted(set(value)))


def _compile(path: str) -> re.Pattern[str]:
    """A ``.gitignore`` pattern as a regular expression over whole relative paths."""
    anchored = "/" in path.rstrip("/")
    names = path.strip("/").split("/")
    parts: list[str] = [] if anchored else ["(?:[^/]+/)*"]
    for i, name in enumerate(names):
        last = i == len(names) - 1
        if name == "**":
            parts.append(".+" if last else "(?:[^/]+/)*")
        else:
            parts.append(_name(name) + ("" if last else "/"))
    return re.compile("".join(parts) + "(?:/.*)?", re.DOTALL)


def _name(name: str) -> str:
    """One name of a pattern as a regular expression."""
    pieces = re.findall(r"\[!?\]?[^\]]*\]|\*+|\?|.", name, re.DOTALL)
    made = []
    for piece in pieces:
        if piece.startswith("*"):
            made.append("[^/]*")
        elif piece == "?":
            made.append("[^/]")
        elif len(piece) > 2:
            negated = piece[1] == "!"
            inner = piece[2 if negated else 1 : -1].replace("[", r"\[").replace("]", r"\]").replace("^", r"\^")
            made.append(f"(?!/)[{'^' if negated else ''}{inner}]")
        else:
            made.append(re.escape(piece))
    return "".join(made)


def _labels(groups: Collection[str]) -> Labels:
    return tuple(sorted(set(groups))) or (CLOSED,)


class _Duplicate(ValueError):
    """A key that stands twice: which of the two holds would be a guess."""


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _Duplicate(repr(key))
        seen[key] = value
    return seen


def _known(file: Path, where: str, value: dict[str, Any], keys: frozenset[str]) -> None:
    unknown = sorted(value.keys() - keys)
    if unknown:
        raise _bad(file, f"{where}{unknown[0]} is not known; known are {', '.join(sorted(keys))}")


def _bad(file: Path, what: str) -> SettingsError:
    return SettingsError(f"{file}: {what}", remedy=_REMEDY)
