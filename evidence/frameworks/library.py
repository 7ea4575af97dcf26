"""CISO Assistant's YAML libraries, read as frameworks, so that any catalogue published in that form works.

The form (its public documentation, "library format"): a mapping with ``objects`` that holds a ``framework`` (or a list
``frameworks``) with ``ref_id``, ``name`` and ``requirement_nodes``, each with ``urn``, ``assessable``, ``ref_id``,
``name``, ``description``, ``parent_urn``, ``depth``. Texts in the file stay the file's: they are shown, never stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evidence.errors import SettingsError
from evidence.frameworks.model import Framework, Requirement, Topic

_BYTES = 20_000_000
_NODES = 20_000
_REMEDY = "Give the YAML file of a CISO Assistant library that holds a framework."


def read_library(path: Path) -> Framework:
    """The framework of a library file. Raises ``SettingsError`` when there is none that can be read."""
    return parse_library(_read(path), path.stem)


def parse_library(text: str, stem: str = "library") -> Framework:
    """As ``read_library``, from the file's text."""
    import yaml

    try:
        whole = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise SettingsError(f"{stem} is not YAML", remedy=_REMEDY) from error
    found = _framework(whole)
    if found is None:
        raise SettingsError(f"{stem} holds no framework", remedy=_REMEDY)
    nodes = [node for node in found.get("requirement_nodes") or () if isinstance(node, dict)][:_NODES]
    requirements = _requirements(nodes)
    if not requirements:
        raise SettingsError(f"the framework of {stem} has no requirements", remedy=_REMEDY)
    name = _said(found, "name") or _said(found, "ref_id") or stem
    identity = _said(found, "ref_id") or stem
    aliases = tuple(dict.fromkeys(word.lower() for word in (identity, name) if word))
    return Framework(identity, name, requirements, aliases, source=stem)


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _BYTES:
            raise SettingsError(f"{path.name} is larger than {_BYTES // 1_000_000} MB", remedy=_REMEDY)
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read", remedy=_REMEDY) from error


def _framework(whole: Any) -> Mapping[str, Any] | None:
    objects = whole.get("objects") if isinstance(whole, dict) else None
    if not isinstance(objects, dict):
        return None
    one = objects.get("framework")
    several = objects.get("frameworks")
    candidates = [one, *(several if isinstance(several, list) else [])]
    return next((each for each in candidates if isinstance(each, dict)), None)


def _requirements(nodes: Sequence[Mapping[str, Any]]) -> tuple[Requirement, ...]:
    refs = {_said(node, "urn"): _ref(node) for node in nodes}
    made: dict[str, Requirement] = {}
    for node in nodes:
        ref = _ref(node)
        if not ref or ref in made:
            continue
        title = _said(node, "name") or _said(node, "description")
        made[ref] = Requirement(
            ref=ref,
            title=" ".join(title.split())[:160],
            kind="control",
            assessable=node.get("assessable") is True,
            explanation=" ".join(_said(node, "description").split())[:400],
            topics=_topics(title),
            parent=refs.get(_said(node, "parent_urn"), ""),
        )
    return tuple(made.values())


def _ref(node: Mapping[str, Any]) -> str:
    return _said(node, "ref_id") or _said(node, "urn").rpartition(":")[2]


def _said(node: Mapping[str, Any], key: str) -> str:
    value = node.get(key)
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _topics(title: str) -> tuple[Topic, ...]:
    """The subjects that a title speaks of: by the subject's own name, or one of its telling words."""
    from evidence.frameworks import topics
    from evidence.frameworks.words import says

    return tuple(
        topic
        for topic in topics().values()
        if topic.title.lower() in title.lower() or (topic.domain != "strict" and says(title, topic.documents))
    )[:3]
