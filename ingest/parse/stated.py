"""What a document states about itself in a header of keys and values: front matter, or the ``meta`` tags of a page.

Keys are compared in lower case with words parted by ``_``, whatever their separators were. Statements are taken as they
stand; whether they agree with the text is judged elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from evidence.dates import find_dates
from evidence.model import DocumentDate, Metadata, Origin

_TITLES = ("title", "document_title", "name", "dc_title", "dcterms_title", "og_title")
_AUTHORS = ("author", "authors", "creator", "dc_creator", "dcterms_creator", "article_author", "written_by")
_VERSIONS = ("version", "document_version", "revision", "rev", "edition")
_LANGUAGES = ("language", "lang", "locale", "dc_language", "dcterms_language", "content_language", "og_locale")
_DATES: Mapping[str, tuple[str, ...]] = {
    "written": ("date", "created", "written", "creation_date", "date_created", "created_at", "created_on", "dc_date",
                "dcterms_created", "dcterms_date", "document_date", "meeting_date"),
    "approved": ("approved", "approval_date", "date_approved", "approved_on", "approved_at", "approved_date",
                 "adopted", "adopted_on", "date_adopted", "ratified"),
    "effective": ("effective", "effective_date", "date_effective", "effective_from", "valid_from", "in_force",
                  "in_force_from", "dcterms_valid"),
    "issued": ("issued", "issue_date", "date_issued", "published", "publish_date", "date_published", "published_at",
               "published_on", "publication_date", "pubdate", "article_published_time", "dcterms_issued", "released",
               "release_date"),
    "review": ("review", "review_date", "next_review", "next_review_date", "date_of_next_review", "review_by",
               "review_due", "review_due_date", "due_for_review"),
    "modified": ("modified", "updated", "last_updated", "last_modified", "lastmod", "date_modified", "date_updated",
                 "updated_at", "updated_on", "last_update", "article_modified_time", "dcterms_modified",
                 "revision_date", "revised"),
}  # fmt: skip
_KINDS = {key: kind for kind, keys in _DATES.items() for key in keys}
_SEPARATORS = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CLOCK = re.compile(r"[T ](\d{2}):(\d{2})(?::(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Statement:
    """A key with its value. ``text[start:end]`` is the value where it stands in the text, else both are 0."""

    key: str
    value: str
    start: int = 0
    end: int = 0


def normal_key(key: str) -> str:
    """A key as it is compared: ``"Next review-date"`` and ``"nextReviewDate"`` are ``"next_review_date"``."""
    return _SEPARATORS.sub("_", _CAMEL.sub("_", key)).strip("_").lower()


def metadata(statements: Sequence[Statement], properties: Mapping[str, str], language: str = "") -> Metadata:
    """The metadata that ``statements`` make; ``properties`` are kept as they are."""
    by_key: dict[str, str] = {}
    for statement in statements:
        by_key.setdefault(normal_key(statement.key), statement.value.strip())
    return Metadata(
        title=_first(by_key, _TITLES),
        author=_first(by_key, _AUTHORS),
        version=_first(by_key, _VERSIONS),
        language=(language or _first(by_key, _LANGUAGES)).replace("_", "-"),
        created=_moment(by_key, "written"),
        modified=_moment(by_key, "modified"),
        dates=tuple(_dates(statements)),
        properties=dict(properties),
    )


def _first(by_key: Mapping[str, str], keys: Iterable[str]) -> str:
    return next((value for key in keys if (value := by_key.get(key))), "")


def _dates(statements: Iterable[Statement]) -> Iterable[DocumentDate]:
    for statement in statements:
        kind = _KINDS.get(normal_key(statement.key))
        if kind is None:
            continue
        for found in find_dates(statement.value, compact=True)[:1]:
            start, end = statement.start, statement.end
            if end > start:
                start, end = statement.start + found.start, statement.start + found.end
            yield DocumentDate(kind, found.value, Origin.HEADER, start, end, found.precision)


def _moment(by_key: Mapping[str, str], kind: str) -> datetime | None:
    """The first date of a kind with its time of day where one is given; UTC, for want of anything better."""
    for key in _DATES[kind]:
        value = by_key.get(key, "")
        for found in find_dates(value, compact=True)[:1]:
            clock = _CLOCK.match(value, found.end)
            hour, minute, second = (int(number or 0) for number in clock.groups()) if clock else (0, 0, 0)
            if hour < 24 and minute < 60 and second < 60:
                return datetime.combine(found.value, time(hour, minute, second), UTC)
    return None
