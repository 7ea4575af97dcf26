"""Requirements of a standard, and the evidence that each is usually shown by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Condition:
    """What a fact's field must say. ``field`` may be ``*`` for any; no ``phrases`` asks that it says something."""

    field: str
    phrases: tuple[str, ...]
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Expectation:
    """One piece of evidence that shows a requirement is met: facts of a kind, about something.

    ``about``: one of these must be said by the fact or by its document's title; ``@phrase`` by the title (or path)
    alone. ``required``: without it the requirement has a gap, else it only strengthens. ``what`` names it in words.
    """

    kind: str
    what: str
    required: bool
    where: tuple[Condition, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that requirements of several standards share.

    ``domain``: ``strict`` (evidence must be about the standard's own field), ``shared`` (evidence of another field
    counts for less) or ``own`` (the topic says itself what it is about). ``documents`` are words of telling titles.
    """

    id: str
    title: str
    domain: str
    documents: tuple[str, ...]
    expects: tuple[Expectation, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """One clause or control. ``explanation`` is in our own words; ``ref`` as printed ("9.3.2", "A.6.2.4")."""

    ref: str
    title: str
    kind: str = "clause"
    assessable: bool = True
    explanation: str = ""
    topics: tuple[Topic, ...] = ()
    documents: tuple[str, ...] = ()
    parent: str = ""

    @property
    def expects(self) -> tuple[Expectation, ...]:
        """What its topics expect, each kind and wording once."""
        return tuple(dict.fromkeys(expectation for topic in self.topics for expectation in topic.expects))

    def domain_of_evidence(self, expectation: Expectation | None) -> str:
        """As ``domain_of``; for a document's title, strict when the first topic is."""
        if expectation is not None:
            return self.domain_of(expectation)
        return self.topics[0].domain if self.topics else "shared"

    def domain_of(self, expectation: Expectation) -> str:
        """The domain rule of the topic that expects it."""
        return next((topic.domain for topic in self.topics if expectation in topic.expects), "shared")


@dataclass(frozen=True)
class Framework:
    """A standard or catalogue: its requirements in printed order.

    ``id`` names it in commands (``iso42001``); ``name`` in sentences ("ISO/IEC 42001:2023"); ``aliases`` are lower-case
    words that mean it in a question or document; ``field`` are words that tell that something is about its subject.
    """

    id: str
    name: str
    requirements: tuple[Requirement, ...]
    aliases: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    source: str = ""

    @cached_property
    def by_ref(self) -> dict[str, Requirement]:
        """Requirements by ``ref`` in upper case."""
        return {requirement.ref.upper(): requirement for requirement in self.requirements}

    def get(self, ref: str) -> Requirement | None:
        """The requirement of that reference; "A5.2", "a.5.2" and "Annex A 5.2" are the same."""
        return self.by_ref.get(normal_ref(ref))

    def below(self, ref: str) -> tuple[Requirement, ...]:
        """The assessable requirements at or below a reference: those of 9.3 are 9.3.1, 9.3.2 and 9.3.3."""
        root = normal_ref(ref)
        return tuple(
            each
            for each in self.requirements
            if each.assessable and (each.ref.upper() == root or each.ref.upper().startswith(f"{root}."))
        )

    @property
    def assessable(self) -> tuple[Requirement, ...]:
        """The requirements that evidence is asked for."""
        return tuple(each for each in self.requirements if each.assessable)


def normal_ref(ref: str) -> str:
    """A reference as it is compared: upper case, without spaces, with the point after an annex letter."""
    plain = re.sub(r"(?i)\bannex\b|\bclause\b|\bcontrol\b|\s", "", ref).upper().strip(".")
    return re.sub(r"^([A-Z])\.?(?=\d)", r"\1.", plain)
