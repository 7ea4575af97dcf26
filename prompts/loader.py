"""Prompt files: Markdown with front matter, checked when loaded, hashed for the record.

A prompt is ``prompts/<name>.md``: front matter (``purpose``, ``version``, ``variables``) between lines of ``---``, then
the words, with ``{{variable}}`` where a value goes. Used variables and listed variables must be the same.

Tags in the words (``<passage>`` … ``</passage>``) mark off values. A value that holds one of the same tags would end
its own marking early, so it loses the tag's angle bracket when it is put in: what a document says stays data.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent
_FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.S)
_VARIABLE = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")
_TAG = re.compile(r"</?([a-z][a-z_]*)>")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KEYS = ("purpose", "variables", "version")
_DISARMED = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"


class PromptError(ValueError):
    """A prompt file is not as it must be, or is used with other variables than it lists."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt. ``sha256`` is that of the whole file with newlines as LF, so a changed word is another prompt."""

    name: str
    version: int
    purpose: str
    variables: tuple[str, ...]
    body: str
    sha256: str

    def render(self, **values: str) -> str:
        """The words with every variable's value in its place. Raises ``PromptError`` unless exactly those are given.

        Values are put in once and never read as templates; the prompt's own tags inside them are disarmed.
        """
        if values.keys() != set(self.variables):
            missing = sorted(set(self.variables) - values.keys())
            unknown = sorted(values.keys() - set(self.variables))
            raise PromptError(f"prompt {self.name}: " + _difference(missing, unknown))
        tags = _tag_of(frozenset(_TAG.findall(self.body)))
        return _VARIABLE.sub(lambda match: _disarm(values[match[1]], tags), self.body)


@cache
def load(name: str) -> Prompt:
    """The prompt of that name, read once a process. Raises ``PromptError`` for one that is absent or malformed."""
    if not _NAME.fullmatch(name):
        raise PromptError(f"{name!r} is not the name of a prompt")
    try:
        data = (_FOLDER / f"{name}.md").read_bytes()
    except OSError as exc:
        raise PromptError(f"there is no prompt {name}: {', '.join(names())}") from exc
    return parse(name, data)


def names() -> tuple[str, ...]:
    """The names of all prompts, sorted."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.md")))


def parse(name: str, data: bytes) -> Prompt:
    """A prompt from a file's bytes. Raises ``PromptError`` naming what is wrong."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as exc:
        raise PromptError(f"prompt {name}: not UTF-8") from exc
    match = _FRONT.fullmatch(text)
    if match is None:
        raise PromptError(f"prompt {name}: no front matter between lines of ---")
    version, purpose, variables = _front(name, match[1])
    body = match[2].strip() + "\n"
    used = set(_VARIABLE.findall(body))
    if used != set(variables):
        raise PromptError(
            f"prompt {name}: " + _difference(sorted(used - set(variables)), sorted(set(variables) - used))
        )
    stray = _VARIABLE.sub("", body)
    if "{{" in stray or "}}" in stray:
        raise PromptError(f"prompt {name}: {{{{ or }}}} that is no variable")
    return Prompt(name, version, purpose, variables, body, hashlib.sha256(text.encode()).hexdigest())


def _front(name: str, text: str) -> tuple[int, str, tuple[str, ...]]:
    """Version, purpose and variables of a front matter."""
    try:
        front: Any = yaml.safe_load(text)
    except yaml.YAMLError as exc:
        raise PromptError(f"prompt {name}: the front matter is not YAML") from exc
    if not isinstance(front, Mapping) or sorted(map(str, front)) != list(_KEYS):
        raise PromptError(f"prompt {name}: the front matter's keys must be {', '.join(_KEYS)}")
    version, purpose, variables = front["version"], front["purpose"], front["variables"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise PromptError(f"prompt {name}: version must be a number from 1")
    if not isinstance(purpose, str) or not purpose.strip():
        raise PromptError(f"prompt {name}: purpose must be a sentence")
    if not isinstance(variables, list) or not all(isinstance(each, str) for each in variables):
        raise PromptError(f"prompt {name}: variables must be a list of names")
    if len(set(variables)) != len(variables):
        raise PromptError(f"prompt {name}: a variable is listed twice")
    return version, purpose.strip(), tuple(variables)


def _difference(missing: list[str], unknown: list[str]) -> str:
    parts = [f"missing {', '.join(missing)}"] * bool(missing) + [f"unused {', '.join(unknown)}"] * bool(unknown)
    return "variables do not agree: " + "; ".join(parts)


@cache
def _tag_of(tags: frozenset[str]) -> re.Pattern[str] | None:
    """What in a value could be read as one of ``tags``, however it is spaced or cased."""
    if not tags:
        return None
    return re.compile(rf"<(?=[\s/]*(?:{'|'.join(sorted(tags))})\b)", re.I)


def _disarm(value: str, tags: re.Pattern[str] | None) -> str:
    return value if tags is None else tags.sub(_DISARMED, value)
