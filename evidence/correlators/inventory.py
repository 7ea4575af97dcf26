"""Systems that are used and stand in no inventory: described in other documents, or spoken of in mail and invoices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from evidence.findings import Context, Finding, Side, finding, side
from evidence.model import Span, StoredFact
from evidence.people import fold

_NAME = (
    r"(?!(?:Your|Our|The|My|This|That|These|An?|For|We|It|New)\b)"
    r"(?P<name>[A-Z][a-z]+(?:[A-Z][\w]*)+|[A-Z][\w]{2,}(?:\s[A-Z][\w]+)?)"
)
_USE = re.compile(
    rf"\b(?:using|use|uses|used|try|trying|tried|tested|testing|trial of|trial with|pilot of|piloting|bought|ordered|"
    rf"subscribed to|signed up (?:for|to)|switched to|working with|work with)\s+(?:the\s+|an?\s+)?{_NAME}"
    rf"(?=[\s,.;:!?)])(?:\s+(?:from|by|of)\s+(?P<maker>[A-Z]\w+))?"
)
_BOUGHT = re.compile(
    rf"\b{_NAME}\s+(?:\w+\s+)?(?:subscription|licen[cs]es?|seats?|packs?|accounts?|plan|Team|Pro|Enterprise)\b"
)
_ARTIFICIAL = re.compile(
    r"\b(?:AI|GPT|LLM|[Cc]hat\w*|[Bb]ots?|[Cc]opilot|[Aa]ssistant|artificial intelligence|machine learning|"
    r"language model|generat\w+|summari[sz]\w+|transcri\w+|predict\w*|(?:writes?|drafts?) (?:our|my|the|your|all)|"
    r"scor(?:e|es|ing)|classif\w+)"
)
_ORDINARY = frozenset(
    "word excel outlook teams sharepoint onedrive powerpoint windows office zoom slack jira confluence sap google "
    "chrome safari firefox acrobat adobe linux android iphone whatsapp linkedin github gitlab docker python java "
    "oracle azure aws salesforce".split()
)  # fmt: skip
_NEAR = 250
_FEW = 2  # systems that make a list of them an inventory


def unlisted(context: Context) -> Iterator[Finding]:
    """Systems in use that no inventory lists. Nothing is said where there is no inventory."""
    counts: dict[int, int] = defaultdict(int)
    for fact in context.facts("system"):
        counts[fact.document] += 1
    inventories = {document for document, count in counts.items() if count >= _FEW}
    if not inventories:
        return
    listed = {key for fact in context.facts("system") if fact.document in inventories for key in _keys(fact)}
    yield from _described(context, inventories, listed)
    yield from _spoken_of(context, listed)


def _keys(fact: StoredFact) -> set[str]:
    return {fold(fact.get(name)) for name in ("name", "number") if fact.get(name)}


def _described(context: Context, inventories: set[int], listed: set[str]) -> Iterator[Finding]:
    """A model card or an assessment of a system that the inventories leave out."""
    for fact in context.facts("system"):
        name = fold(fact.get("name"))
        unused = re.search(r"(?i)\b(?:planned|retired|not in use|decommissioned)\b", fact.get("stage"))
        if fact.document in inventories or not name or unused or any(key in name or name in key for key in listed):
            continue
        yield finding(
            "system_not_in_inventory", (name,),
            f"{fact.get('name')} is described as a system and stands in no inventory.",
            [side(fact, "described")], owner=fact.get("owner"), searched={"system": len(context.facts("system"))},
        )  # fmt: skip


def _spoken_of(context: Context, listed: set[str]) -> Iterator[Finding]:
    """A product that mail says is used and that is paid for, or used by the word of two documents, and does AI work."""
    used: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    paid: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    names: dict[str, str] = {}
    for document in _letters(context):
        text = context.text(document)
        for pattern, found in ((_USE, used), (_BOUGHT, paid)):
            for match in pattern.finditer(text):
                key = fold(match["name"])
                near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
                if _is_product(context, key, match["name"], listed) and (found is paid or _ARTIFICIAL.search(near)):
                    names.setdefault(key, match["name"])
                    found[key].append((document, Span(match.start(), match.end())))
    for key in sorted(used):
        documents = {document for document, _ in (*used[key], *paid[key])}
        if len(documents) < 2:
            continue
        sides = [Side("used", document, span) for document, span in used[key]]
        sides += [Side("paid for", document, span) for document, span in paid[key]]
        yield finding(
            "system_not_in_inventory", (key,), f"{names[key]} is in use and stands in no inventory of systems.",
            sides, searched={"system": len(context.facts("system"))},
        )  # fmt: skip


def _letters(context: Context) -> list[int]:
    """Mail and what is attached to it."""
    sent = {fact.document for fact in context.facts("communication")}
    files = {context.documents[document].doc_id.partition("#")[0] for document in sent}
    attached = [
        document
        for document, each in context.documents.items()
        if document not in sent and "#" in each.doc_id and each.doc_id.partition("#")[0] in files
    ]
    return sorted((*sent, *attached), key=lambda document: context.documents[document].doc_id)


def _is_product(context: Context, key: str, name: str, listed: set[str]) -> bool:
    words = key.split()
    if key in _ORDINARY or words[0] in _ORDINARY or any(known in key or key in known for known in listed):
        return False
    if context.entities.people.resolve(name).person is not None or context.entities.families.key(name):
        return False
    bodies = context.entities.bodies
    if bodies.key(name) in {bodies.key(fact.get("body")) for fact in context.facts("meeting")}:
        return False
    return bool(re.search(r"[a-z][A-Z]|AI|Bot|GPT", name)) or len(words) == 1
