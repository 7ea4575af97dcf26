"""Who holds which post, in organisation charts that are kept as YAML: mappings with a name beside a job, nested as they report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.model import Span
from ingest.facts.parties import is_person, is_role
from ingest.facts.reading import Reading

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

_LARGEST = 200_000  # characters of a chart
_PERSON = frozenset({"name", "person", "holder", "who", "full name", "employee", "post holder"})
_ROLE = frozenset({"job", "role", "title", "post", "position", "function", "job title"})


@dataclass(frozen=True, slots=True)
class Post:
    """One person in one post; ``reports_to`` is the name or the post above, or ""."""

    person: str
    role: str
    reports_to: str
    span: Span


def posts(reading: Reading) -> Iterator[Post]:
    """The posts of a YAML chart, in reading order; nothing for other files and for what is no YAML."""
    if not reading.path.lower().endswith((".yaml", ".yml")) or len(reading.text) > _LARGEST:
        return
    import yaml

    try:
        root = yaml.compose(reading.text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return
    if root is not None:
        yield from _walk(reading, root, "", "", set())


def _walk(reading: Reading, node: Node, key: str, above: str, seen: set[int]) -> Iterator[Post]:
    from yaml.nodes import MappingNode, SequenceNode

    if id(node) in seen:
        return  # an alias
    seen.add(id(node))
    if isinstance(node, SequenceNode):
        for each in node.value:
            yield from _walk(reading, each, key, above, seen)
    elif isinstance(node, MappingNode):
        person, role = _held(node, key)
        if person:
            span = reading.trimmed(Span(node.start_mark.index, _own_end(node)))
            if reading.visible(span):
                yield Post(person, role, above, span)
        higher = person or (key if is_role(key) else above)
        for name, value in node.value:
            yield from _walk(reading, value, _words(name), higher, seen)


def _held(node: MappingNode, key: str) -> tuple[str, str]:
    """The name and the post of a mapping; the post may be the key that it stands under."""
    values = {_words(name).casefold(): _words(value) for name, value in node.value}
    person = next((values[name] for name in _PERSON if is_person(values.get(name, ""))), "")
    role = next((values[name] for name in _ROLE if values.get(name)), "") or (key.title() if is_role(key) else "")
    return (person, role) if person and role else ("", "")


def _own_end(node: MappingNode) -> int:
    """Where a mapping ends, what is nested in it left out."""
    from yaml.nodes import ScalarNode

    ends = [value.end_mark.index for _, value in node.value if isinstance(value, ScalarNode)]
    return max(ends, default=int(node.end_mark.index))


def _words(node: Node) -> str:
    value = node.value
    return " ".join(value.replace("_", " ").split()) if isinstance(value, str) else ""
