"""What an office file states about itself outside its text: core, extended and custom properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from evidence.errors import Corrupt
from evidence.model import Metadata
from ingest.parse.package import Node, Package, local, moment, words
from ingest.parse.stated import Statement, metadata

_LONGEST = 500  # characters kept of one property
_CORE = {
    "subject": "subject",
    "keywords": "keywords",
    "description": "description",
    "category": "category",
    "contentStatus": "status",
    "revision": "revision",
    "lastModifiedBy": "last modified by",
    "identifier": "identifier",
}
_TEMPLATE = date(2013, 12, 23)  # of the template of python-docx
_EXTENDED = {"Company": "company", "Manager": "manager"}


def office_metadata(package: Package) -> Metadata:
    """The metadata of an Office Open XML file; custom properties ("Approval date") may state dates.

    ``revision`` counts how often the file was saved, so it is a property and never the version.
    """
    core = _fields(package, "core-properties", "docProps/core.xml")
    extended = _fields(package, "extended-properties", "docProps/app.xml")
    custom = _custom(package)
    properties = {label: core[name] for name, label in _CORE.items() if core.get(name)}
    properties |= {label: extended[name] for name, label in _EXTENDED.items() if extended.get(name)}
    properties |= {name: value for name, value in custom.items() if name not in properties}
    stated = metadata([Statement(name, value) for name, value in custom.items()], properties)
    return replace(
        stated,
        title=core.get("title") or stated.title,
        author=core.get("creator") or stated.author,
        version=core.get("version") or stated.version,
        language=core.get("language") or stated.language,
        created=_own(core, "created") or stated.created,
        modified=_own(core, "modified") or stated.modified,
    )


def _own(core: dict[str, str], name: str) -> datetime | None:
    """A moment of the file's own: that of a template which libraries begin files with says nothing of them."""
    found = moment(core.get(name))
    return None if found and found.date() == _TEMPLATE else found


def _fields(package: Package, kind: str, usual: str) -> dict[str, str]:
    root = _part(package, kind, usual)
    found = {} if root is None else {local(node): words(node)[:_LONGEST] for node in root if len(node) == 0}
    return {name: value for name, value in found.items() if value}


def _custom(package: Package) -> dict[str, str]:
    root = _part(package, "custom-properties", "docProps/custom.xml")
    found = {} if root is None else {str(node.get("name") or ""): words(node)[:_LONGEST] for node in root}
    # Programs keep settings of their own there, under names that no person writes
    return {name: value for name, value in found.items() if name and value and not name.startswith(("_", "MSIP_"))}


def _part(package: Package, kind: str, usual: str) -> Node | None:
    """A part of properties; a damaged one must not cost the document."""
    try:
        return package.xml(next(iter(package.related("", kind)), usual))
    except Corrupt:
        return None
