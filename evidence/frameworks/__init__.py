"""Standards that evidence is held against: ``load`` one of ours, or a CISO Assistant library.

Standard texts are copyrighted. Our files hold numbers, titles, one line of explanation in our own words, and what is
usually shown as evidence: ``iso*.csv`` the requirements, ``topics.csv`` the subjects that they share across standards,
``expectations.csv`` the facts expected of a subject.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from evidence.errors import SettingsError
from evidence.frameworks.model import Condition, Expectation, Framework, Requirement, Topic, normal_ref

__all__ = [
    "BUNDLED",
    "Condition",
    "Expectation",
    "Framework",
    "Requirement",
    "Topic",
    "bundled",
    "load",
    "normal_ref",
    "topics",
]

_AI = (
    "ai",
    "artificial intelligence",
    "aims",
    "machine learning",
    "algorithm",
    "model",
    "generative",
    "llm",
    "chatbot",
    "42001",
)
_SECURITY = ("information security", "security", "isms", "cyber", "27001", "confidential", "access control")
_QUALITY = ("quality", "qms", "customer satisfaction", "9001")
_ENVIRONMENT = ("environment", "ems", "sustainab", "emission", "waste", "energy", "14001", "climate")

BUNDLED = {
    "iso42001": ("ISO/IEC 42001:2023", "iso42001-2023.csv", ("42001", "iso42001", "aims", "ai management system"), _AI),
    "iso27001": (
        "ISO/IEC 27001:2022",
        "iso27001-2022.csv",
        ("27001", "iso27001", "isms", "information security management system"),
        _SECURITY,
    ),
    "iso9001": ("ISO 9001:2015", "iso9001-2015.csv", ("9001", "iso9001", "qms", "quality management system"), _QUALITY),
    "iso14001": (
        "ISO 14001:2015",
        "iso14001-2015.csv",
        ("14001", "iso14001", "ems", "environmental management system"),
        _ENVIRONMENT,
    ),
}
"""Our own: name, file, what it is called by, and the words of its field."""


def load(ref: str) -> Framework:
    """A framework by what a person calls it ("iso27001", "ISO/IEC 42001:2023", "9001") or by a library file's path.

    Raises ``SettingsError`` for what is neither.
    """
    if ref.lower().endswith((".yaml", ".yml")):
        from evidence.frameworks.library import read_library

        return read_library(Path(ref))
    digits = "".join(character for character in ref.partition(":")[0] if character.isdigit())
    for identity in BUNDLED:
        if ref.lower() == identity or (digits and digits == identity.removeprefix("iso")):
            return _bundled(identity)
    known = ", ".join(BUNDLED)
    raise SettingsError(f"there is no framework {ref}", remedy=f"Use one of {known}, or the path of a YAML library.")


def bundled() -> tuple[Framework, ...]:
    """Our own frameworks."""
    return tuple(_bundled(identity) for identity in BUNDLED)


@cache
def topics() -> dict[str, Topic]:
    """The subjects that requirements share, by id."""
    expects: dict[str, list[Expectation]] = defaultdict(list)
    for row in _rows("expectations.csv"):
        expects[row["topic"]].append(
            Expectation(
                kind=row["kind"],
                what=row["what"],
                required=row["required"] == "yes",
                where=tuple(map(_condition, _split(row["where"], ";"))),
                about=_split(row["about"], "|"),
            )
        )
    return {
        row["topic"]: Topic(
            row["topic"], row["title"], row["domain"], _split(row["documents"], ";"), tuple(expects[row["topic"]])
        )
        for row in _rows("topics.csv")
    }


@cache
def _bundled(identity: str) -> Framework:
    name, file, aliases, field = BUNDLED[identity]
    requirements, known = [], topics()
    for row in _rows(file):
        requirements.append(
            Requirement(
                ref=row["ref"],
                title=row["title"],
                kind=row["kind"],
                assessable=row["assessable"] == "yes",
                explanation=row["explanation"],
                topics=tuple(known[topic] for topic in _split(row["topics"], ";")),
                documents=_split(row["documents"], ";"),
                parent=row["ref"].rpartition(".")[0],
            )
        )
    return Framework(identity, name, tuple(requirements), aliases, field, source=file)


def _condition(text: str) -> Condition:
    """Read ``field=a|b``, ``field!=a|b`` or ``field~a`` (the same as ``=``); ``=*`` asks for any value."""
    negative = "!=" in text
    name, _, said = text.replace("!=", "=").replace("~", "=").partition("=")
    return Condition(name.strip(), () if said.strip() == "*" else _split(said, "|"), negative)


def _split(text: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def _rows(file: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files("evidence.frameworks").joinpath(file).read_text("utf-8").splitlines())
