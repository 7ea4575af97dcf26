"""Front matter: the block of keys and values, in YAML or TOML, that opens many Markdown files.

Values are taken as the characters that stand there (``version: 1.10`` is "1.10", ``no`` is "no"). YAML aliases are
refused: they let a few lines expand without bound.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evidence.model import Annotation, Mark
from ingest.parse.stated import Statement

_BLOCK = re.compile(
    r"\A(?P<open>---|\+\+\+)[ \t]*\n(?P<body>.*?)^(?P<close>---|\.\.\.|\+\+\+)[ \t]*(?:\n|\Z)", re.S | re.M
)
_LONGEST = 100_000
_KEY_VALUE = re.compile(r"^([\w][\w .-]{0,60}?)[ \t]*[:=][ \t]+(\S.*?)[ \t]*$", re.M)
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """``text[:end]`` is the block with its fences. ``properties`` are flat ("owner.name"), lists joined by ", "."""

    end: int
    properties: dict[str, str]
    statements: tuple[Statement, ...]
    annotations: tuple[Annotation, ...]
    warning: str = ""


def read_front_matter(text: str) -> FrontMatter | None:
    """The front matter that opens ``text``; ``None`` when a rule or a table opens it, or nothing of the kind."""
    match = _BLOCK.match(text[:_LONGEST])
    if match is None or (match["open"] == "+++") != (match["close"] == "+++"):
        return None
    body, start = match["body"], match.start("body")
    warning = ""
    try:
        loaded = _toml(body) if match["open"] == "+++" else _yaml(body)
    except ValueError as error:
        loaded = {key: value.strip("\"'") for key, value in _KEY_VALUE.findall(body)}
        warning = f"its front matter is broken, its plain lines were read: {error}"
    if not isinstance(loaded, dict) or not (loaded or not body.strip()):
        return None
    properties = dict(_flat(loaded))
    close = match.start("close")
    return FrontMatter(
        end=match.end(),
        properties=properties,
        statements=tuple(_stated(body, start, properties)),
        annotations=(
            Annotation(0, match.end(), Mark.FRONT_MATTER, "front matter"),
            Annotation(0, start, Mark.MARKUP),
            Annotation(close, match.end(), Mark.MARKUP),
        ),
        warning=warning,
    )


def _toml(body: str) -> Any:
    try:
        return tomllib.loads(body)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _yaml(body: str) -> Any:
    import yaml

    try:
        for event in yaml.parse(body, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                raise ValueError("it uses an alias (*name), which is not read")
        return yaml.load(body, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        problem = getattr(error, "problem", None) or type(error).__name__
        mark = getattr(error, "problem_mark", None)
        raise ValueError(f"{problem}{f' in line {mark.line + 2}' if mark else ''}") from error


def _flat(loaded: Mapping[Any, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in loaded.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and depth < _DEPTH:
            yield from _flat(value, f"{name}.", depth + 1)
        elif isinstance(value, list):
            yield name, ", ".join(_scalar(item) for item in value)
        else:
            yield name, _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_scalar(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(_scalar, value))
    return "" if value is None else str(value)


def _stated(body: str, start: int, properties: Mapping[str, str]) -> Iterator[Statement]:
    """The properties with the offsets of their values, where a value stands in one line after its key."""
    for name, value in properties.items():
        key = re.escape(name.rsplit(".", 1)[-1])
        line = re.search(rf"^[ \t]*[\"']?{key}[\"']?[ \t]*[:=][ \t]*(.*)$", body, re.M)
        at = line[1].find(value) if line and value else -1
        if line is None or at < 0:
            yield Statement(name, value)
        else:
            begin = start + line.start(1) + at
            yield Statement(name, value, begin, begin + len(value))
