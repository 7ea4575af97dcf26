"""Who and what mentions mean, against a hand-made key: for any labelled set that has an ``entities.json``.

    python -m benchmarks.entities_key [samples/foundry] [--errors]

The key says of every distinct mention (its words, in one document) that the extracted facts hold in a field that names
somebody or something, what it means: ``kind: name``, ``kind: name + name`` for two at once, ``kind: ambiguous (name |
name)`` or ``kind: nobody``. The kinds are person, body, role, document and system, by the form of the mention: a title
in the place of a person is a role, and means who held it that day; in the place of a role it means the post itself.

Nothing is compared by how it is spelt. The resolver gives each mention an entity of its own naming; every name of the
key is paired with the one entity that most of its mentions have, every entity with one name only. So what was torn in
two is right in its greater part only, and of two that were taken for one the smaller is wrong. *Unresolved* is what the
resolver leaves as words, and where of several who are named it does not tell all.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evidence.entities import Entities
from evidence.families import as_day
from evidence.kinds import KINDS
from evidence.model import DocumentKey, StoredDocument, StoredFact, fact_id
from ingest.facts import extract
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse

_ACTORS = {(kind.name, name) for kind in KINDS.values() for name in kind.people} | {("communication", "audience")}
_BODIES = {(kind.name, name) for kind in KINDS.values() for name in kind.bodies}
_POSTS = "approval signature ownership attendance communication training role"  # not a system's or a document's role
_FIELDS: Mapping[str, set[tuple[str, str]]] = {
    "who": _ACTORS | _BODIES,
    "role": {(kind, "role") for kind in _POSTS.split()},
    "organisation": {
        ("supplier", "name"), ("system", "supplier"), ("agreement", "supplier"), ("certificate", "holder"),
    },
    "document": {
        ("document", "title"), ("document", "number"), ("approval", "subject"), ("review", "subject"),
        ("ownership", "subject"), ("signature", "subject"), ("communication", "topic"),
    },
    "system": {
        ("system", "name"), ("system", "number"), ("test", "system"), ("validation", "system"), ("incident", "system"),
        ("measurement", "system"), ("event_log", "system"), ("assessment", "subject"), ("supplier", "service"),
    },
}  # fmt: skip
"""The fields that hold mentions, by what they ask for."""
_LISTS = ("who", "role")  # these fields name several, with semicolons between
_MEANING = re.compile(r"(?P<kind>\w+): (?:ambiguous \((?P<several>.+)\)|(?P<name>.+))")
_AMBIGUOUS = "?"
_KINDS = ("person", "body", "role", "document", "system")
_VERDICTS = ("right", "wrong", "unresolved", "ambiguous")


@dataclass(frozen=True)
class Mention:
    """The words of one mention in one document, what kind of field asks for it, and the fact that was met first."""

    group: str
    words: str
    place: str
    fact: StoredFact


@dataclass
class Shelf:
    """The facts of a set's documents, as the entities read them."""

    held: list[StoredDocument] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    rows: dict[str, list[StoredFact]] = field(default_factory=dict)

    def add(self, file: Path, path: str) -> None:
        """Read one document and extract its facts."""
        document = describe(parse(file.read_bytes(), file.name, Limits()), path)
        number, key = len(self.held), DocumentKey("set", path)
        title, size = document.metadata.title or path, len(document.text)
        self.held.append(
            StoredDocument(path, key, title, "", document.parser, size, 0, document.metadata, (), None, number)
        )
        self.texts.append(document.text)
        for ordinal, fact in enumerate(extract(document, path)):
            self.rows.setdefault(fact.kind, []).append(StoredFact(fact_id(key, fact), path, number, ordinal, fact))

    def facts(self, kind: str) -> tuple[StoredFact, ...]:
        """Every fact of one kind."""
        return tuple(self.rows.get(kind, ()))

    def documents(self) -> list[StoredDocument]:
        """Every document."""
        return list(self.held)

    def text(self, document: int) -> str:
        """A document's text, by rowid."""
        return self.texts[document]


def read(folder: Path) -> Shelf:
    """The facts of every document of a set."""
    shelf = Shelf()
    for file in sorted((folder / "docs").rglob("*")):
        if file.is_file() and file.name != "access.json":
            shelf.add(file, file.relative_to(folder / "docs").as_posix())
    return shelf


def mentions(facts: Iterable[StoredFact]) -> list[Mention]:
    """Every distinct mention: its words once a document and kind of field."""
    found: dict[tuple[str, str, str], Mention] = {}
    for fact in facts:
        for group, place, words in _named(fact):
            found.setdefault((fact.doc_id, group, words), Mention(group, words, place, fact))
    return list(found.values())


def _named(fact: StoredFact) -> Iterator[tuple[str, str, str]]:
    for place, value in fact.fact.fields.items():
        for group, fields in _FIELDS.items():
            if (fact.kind, place) in fields:
                words = value.split(";") if group in _LISTS else [value]
                yield from ((group, place, each.strip()) for each in words if each.strip())


# What the resolver says ------------------------------------------------------------------------


def resolved(entities: Entities, mention: Mention) -> frozenset[str]:
    """The entities that the resolver says a mention means; none where it leaves it as words; "?" for ambiguity."""
    words, fact = mention.words, mention.fact
    if mention.group == "who":
        return _who(entities, mention)
    if mention.group == "role":
        key = entities.roles.key(words)
    elif mention.group == "organisation":
        key = f"body: {entities.bodies.key(words)}"
    elif mention.group == "document":
        own = fact.get("number") if (fact.kind, mention.place) == ("document", "title") else ""
        key = entities.families.key(words, own)
    else:
        system = entities.system(words)
        key = system.key if system else ""
    return frozenset([key]) if key else frozenset()


def _who(entities: Entities, mention: Mention) -> frozenset[str]:
    place, words = (mention.fact.kind, mention.place), mention.words
    if len(several := entities.people_in(words)) > 1:
        return frozenset(f"person: {each.key}" for each in several)
    person, body = words if place in _ACTORS else "", words if place in _BODIES else ""
    actor = entities.actor(person, body=body, day=day_of(mention.fact), document=mention.fact.document)
    if actor is not None and actor.kind != "role" and not actor.key.startswith("?"):
        return frozenset([f"{actor.kind}: {actor.key}"])
    return frozenset([_AMBIGUOUS]) if entities.resolve(words).candidates else frozenset()


def day_of(fact: StoredFact) -> date | None:
    """The day of which a fact speaks: when it begins to hold, else when it was written."""
    named = (as_day(fact.get(name)) for name in (*KINDS[fact.kind].begins, "written"))
    return next((day for day in named if day), None)


# Against the key -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Meaning:
    """What the key says of a mention: whom it names (none: nobody), or between whom it cannot be decided."""

    kind: str
    names: frozenset[str] = frozenset()
    ambiguous: bool = False


def meaning(words: str) -> Meaning:
    """The key's words for a meaning, read. Raises ``ValueError`` for another form."""
    match = _MEANING.fullmatch(words)
    if match is None or match["kind"] not in _KINDS:
        raise ValueError(f"{words!r} is not of the form 'kind: name'")
    if match["several"]:
        return Meaning(match["kind"], frozenset(match["several"].split(" | ")), ambiguous=True)
    return Meaning(match["kind"], frozenset() if match["name"] == "nobody" else frozenset(match["name"].split(" + ")))


Pair = tuple[str, Meaning, frozenset[str]]
"""The kind of field that holds a mention, what the key says of it, and what the resolver does."""


def judge(pairs: Iterable[Pair]) -> list[str]:
    """A verdict for each: right, wrong (another, or one where there is none), unresolved, ambiguous (needlessly)."""
    listed = list(pairs)
    paired = _paired(listed)
    return [
        _verdict(known, {paired.get((_space(group), name), "") for name in known.names}, said)
        for group, known, said in listed
    ]


def _space(group: str) -> str:
    """Names are told apart by what the field asks for: a supplier may act, but a post is not who holds it."""
    return "who" if group == "organisation" else group


def _paired(pairs: Iterable[Pair]) -> dict[tuple[str, str], str]:
    """Name -> entity, each used once, by how many mentions have both; last what is left over where two are named."""
    listed = list(pairs)
    votes: Counter[tuple[str, str, str]] = Counter()
    for group, known, said in listed:
        if len(known.names) == 1 == len(said) and _AMBIGUOUS not in said:
            votes[_space(group), next(iter(known.names)), next(iter(said))] += 1
    names: dict[tuple[str, str], str] = {}
    taken: set[tuple[str, str]] = set()
    for (space, name, entity), _ in sorted(votes.items(), key=lambda each: (-each[1], each[0])):
        if (space, name) not in names and (space, entity) not in taken:
            names[space, name] = entity
            taken.add((space, entity))
    for group, known, said in listed:
        space = _space(group)
        new = [name for name in known.names if (space, name) not in names]
        free = [entity for entity in said if (space, entity) not in taken]
        if len(known.names) > 1 and len(new) == 1 == len(free):
            names[space, new[0]] = free[0]
            taken.add((space, free[0]))
    return names


def _verdict(known: Meaning, wanted: set[str], said: frozenset[str]) -> str:
    if _AMBIGUOUS in said:
        return "right" if known.ambiguous else "ambiguous"
    if known.ambiguous:
        return "wrong" if said else "unresolved"
    if said == wanted:
        return "right"
    return "unresolved" if said < wanted else "wrong"


def score(folder: Path) -> tuple[dict[str, Counter[str]], list[str]]:
    """Kind -> how many mentions have each verdict; and a line for each that is not right.

    Raises ``ValueError`` where facts hold mentions that the key does not have, with them: a key is of all.
    """
    key = json.loads((folder / "entities.json").read_text("utf-8"))["mentions"]
    shelf = read(folder)
    entities = Entities(shelf)
    found = mentions(fact for facts in shelf.rows.values() for fact in facts)
    said = [key.get(each.fact.doc_id, {}).get(each.group, {}).get(each.words, "") for each in found]
    if missing := [
        f"{one.fact.doc_id}: {one.group} {one.words!r}" for one, words in zip(found, said, strict=True) if not words
    ]:
        raise ValueError("not in the key:\n" + "\n".join(missing))
    pairs = [(each.group, meaning(words), resolved(entities, each)) for each, words in zip(found, said, strict=True)]
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in _KINDS}
    errors: list[str] = []
    for each, words, pair, verdict in zip(found, said, pairs, judge(pairs), strict=True):
        counts[pair[1].kind][verdict] += 1
        if verdict != "right":
            told = " + ".join(sorted(pair[2])) or "nobody"
            errors.append(f"{verdict:10} {each.fact.doc_id}: {each.words!r} is {words}, resolved to {told!r}")
    return counts, errors


def table(counts: Mapping[str, Counter[str]]) -> str:
    """The counts as a table; the share is of all mentions."""
    total: Counter[str] = sum(counts.values(), Counter())
    lines = [f"{'kind':10} {'mentions':>8} {'right':>6} {'wrong':>6} {'unresolved':>10} {'ambiguous':>9} {'share':>6}"]
    for name, one in {**counts, "all": total}.items():
        right, wrong, unresolved, ambiguous = (one[verdict] for verdict in _VERDICTS)
        whole = right + wrong + unresolved + ambiguous
        share = right / max(1, whole)
        lines.append(f"{name:10} {whole:8} {right:6} {wrong:6} {unresolved:10} {ambiguous:9} {share:6.3f}")
    return "\n".join(lines)


def main() -> int:
    """Print the table of a set, and with ``--errors`` every mention that is not right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", nargs="?", type=Path, default=Path("samples/foundry"))
    parser.add_argument("--errors", action="store_true", help="list every mention that is not right")
    options = parser.parse_args()
    counts, errors = score(options.set)
    print(table(counts))
    for line in sorted(errors) if options.errors else ():
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
