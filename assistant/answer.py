"""The answer: claims, each resting on verbatim citations. Its JSON form is a contract (docs/contracts.md)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

AnswerStatus = Literal["answered", "partial", "conflict", "not_found", "error"]
ValueType = Literal["yesno", "count", "date", "amount", "name", "list", "text"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(_Frozen):
    """The exact words: ``quote == document.text[start:end]`` of the version with ``sha256``."""

    doc_id: str
    title: str
    page: int | None = None
    section: str | None = None
    sheet: str | None = None
    cell: str | None = None
    origin: str = "text"
    start: int
    end: int
    quote: str
    sha256: str
    strength: str = "unknown"
    passage_id: str


class Derivation(_Frozen):
    """How a computed or absence claim follows from its inputs."""

    rule: str
    inputs: tuple[str, ...] = ()
    searched: dict[str, int] = Field(default_factory=dict)


class Claim(_Frozen):
    """One sentence shown, with the words it rests on."""

    text: str
    verdict: Literal["supported", "partial"] = "supported"
    basis: Literal["quote", "computed", "absence"] = "quote"
    derivation: Derivation | None = None
    citations: tuple[Citation, ...] = ()


class Side(_Frozen):
    """One side of a conflict: the value and the index of the claim that states it."""

    value: str
    claim: int


class Conflict(_Frozen):
    """Documents that disagree about one attribute."""

    subject: str
    attribute: str
    sides: tuple[Side, ...]


class Value(_Frozen):
    """What was asked for, by itself: a date as ISO, a count as digits, yes or no."""

    type: ValueType
    value: str


class Searched(_Frozen):
    """What the view holds and was searched; counts are those of the asker's view."""

    documents: int = 0
    passages: int = 0
    facts: int = 0


class Nearest(_Frozen):
    """A near miss: shown with ``not_found`` so that a person can judge it. ``quote`` stays out of the JSON form."""

    doc_id: str
    title: str
    start: int
    end: int
    quote: str = Field("", exclude=True)


class Interpretation(_Frozen):
    """How the question was read."""

    kind: str
    subject: str
    period: str | None = None


class Answer(_Frozen):
    """The answer to one question, as printed by ``vouch ask --json``."""

    id: str
    question: str
    status: AnswerStatus
    text: str
    value: Value | None = None
    as_of: str
    interpretation: Interpretation
    claims: tuple[Claim, ...] = ()
    withheld: int = 0
    conflicts: tuple[Conflict, ...] = ()
    searched: Searched = Searched()
    nearest: tuple[Nearest, ...] = ()
    expected_evidence: str = ""
    mode: Literal["register", "extractive", "llm"] = "extractive"
    model: str | None = None
    prompt_sha256: str | None = None
    timings_ms: dict[str, float] = Field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The contract's JSON object."""
        return self.model_dump(mode="json")
