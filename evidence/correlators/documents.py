"""Document correlator: every policy with its owner, approver, signature and review, checked against other documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from evidence.approvers import approver_of, disagree
from evidence.correlators.lists import rows_listing
from evidence.correlators.registered import registered
from evidence.correlators.unsigned import BLANK, SIGNED, same_place, unsigned_records
from evidence.entities import Actor
from evidence.families import Edition, Family
from evidence.findings import Context, Finding, Side, day_of, finding, side, spoken
from evidence.model import StoredFact, Strength
from evidence.titles import is_deputy, version_in

_GRACE = timedelta(days=30)  # an approval this soon after the due date is a matter of calendars
_RATIFIED = timedelta(days=92)  # a body that decides within a quarter decides about what was published
_NOT_YET = re.compile(r"(?i)\b(?:draft|for comments?|consultation|proposal|will be published|feedback on|planned)\b")


def correlate(context: Context) -> Iterator[Finding]:
    """All findings about documents."""
    for family in context.entities.families.all():
        edition = family.current(context.today)
        if edition is not None:
            yield from _signatures(context, family, edition)
            yield from _answerable(context, family, edition)
            yield from _overdue(context, family, edition)
        elif (undated := _undated(context, family)) is not None:
            yield from _signatures(context, family, undated, begun=False)
        yield from _late(family, context.today)
        yield from _unowned(family, edition, context.today)
        for each in (one for one in family.editions if not one.begins or one.begins <= context.today):
            yield from _approvers(context, family, each)
            yield from _early(context, family, each)
    yield from registered(context)
    yield from unsigned_records(context)
    yield from _listed(context)
    yield from _orphans(context)


def _name(family: Family, edition: Edition | None = None) -> str:
    number = f" ({family.number})" if family.number and family.number not in family.title else ""
    return f"{family.title}{f' {edition.version}' if edition and edition.version else ''}{number}"


# Signatures ----------------------------------------------------------------------------------


def _undated(context: Context, family: Family) -> Edition | None:
    """The newest edition of a work that never says since when it holds, where somebody has signed it already."""
    if any(each.begins for each in family.editions):
        return None
    last = next(
        (each for each in reversed(family.editions) if each.own and not (each.unfinished or each.withdrawn)), None
    )
    signed = [] if last is None else [fact for fact in context.facts("signature") if fact.document in last.documents]
    done = any(fact.get("state") in SIGNED and fact.get("state") != "tampered" for fact in signed)
    return last if done else None


def _signatures(context: Context, family: Family, edition: Edition, *, begun: bool = True) -> Iterator[Finding]:
    facts = [fact for fact in context.facts("signature") if fact.document in edition.documents]
    blank = [fact for fact in facts if fact.get("state") in BLANK]
    changed = [fact for fact in facts if fact.get("state") == "tampered"]
    owner = edition.said("owner")
    if blank and not any(fact.get("state") in SIGNED for fact in facts if same_place(fact, blank)):
        places = ", ".join(dict.fromkeys(fact.get("field") or fact.get("role") or "signature" for fact in blank))
        state = "is in force" if begun else "is signed by some"
        yield finding(
            "missing_signature", (family.key, edition.version),
            f"{_name(family, edition)} {state}, and its place for a signature is blank ({places}).",
            [*(side(fact, "blank") for fact in blank), *_approved_elsewhere(edition)], owner=owner,
        )  # fmt: skip
    for fact in changed:
        yield finding(
            "tampered_signature", (family.key, edition.version),
            f"{_name(family, edition)} was changed after it was signed"
            + (f" by {fact.get('signer')}" if fact.get("signer") else "")
            + (f" on {spoken(day_of(fact, 'signed'))}." if fact.get("signed") else "."),
            [side(fact, "changed after signing")], owner=owner,
        )  # fmt: skip


def _approved_elsewhere(edition: Edition) -> list[Side]:
    """Another document that says the edition was approved, minutes before registers."""
    others = [fact for fact in edition.approvals if fact.document not in edition.documents]
    others.sort(key=lambda fact: (fact.fact.date_origin == "cell", fact.doc_id, fact.ordinal))
    return [side(fact, "approved") for fact in others[:1]]


# Approval ------------------------------------------------------------------------------------


def _approvers(context: Context, family: Family, edition: Edition) -> Iterator[Finding]:
    stated = [fact for fact in edition.approvals if fact.get("decision") in ("", "approved")]
    stated.sort(key=lambda fact: (fact.document not in edition.documents, fact.doc_id, fact.ordinal))
    named = [(fact, actor) for fact in stated if (actor := approver_of(context.entities, fact))]
    for at, (fact, actor) in enumerate(named):
        others = [pair for pair in named[at + 1 :] if pair[0].document != fact.document]
        against = [(other, one) for other, one in others if disagree(context.entities, (fact, actor), (other, one))]
        if against:
            sides = [side(fact, actor.name), *(side(other, one.name) for other, one in against)]
            said = " and ".join(dict.fromkeys([actor.name, *(one.name for _, one in against)]))
            yield finding(
                "approver_mismatch", (family.key, edition.version),
                f"Documents disagree on who approved {_name(family, edition)}: {said}.", sides,
                owner=edition.said("owner"),
            )  # fmt: skip
            return
    yield from _dates(family, edition, named)


def _dates(family: Family, edition: Edition, named: list[tuple[StoredFact, Actor]]) -> Iterator[Finding]:
    dated = [(fact, day) for fact, _ in named if (day := day_of(fact, "approved"))]
    own = next(((fact, day) for fact, day in dated if fact.document in edition.documents), None)
    if own is None:
        return
    against = [(fact, day) for fact, day in dated if fact.document != own[0].document and day != own[1]]
    if against:
        said = " and ".join(dict.fromkeys(spoken(day) for _, day in [own, *against]))
        yield finding(
            "approval_date_mismatch", (family.key, edition.version),
            f"Documents disagree on when {_name(family, edition)} was approved: {said}.",
            [side(fact, spoken(day)) for fact, day in [own, *against]], owner=edition.said("owner"),
        )  # fmt: skip


def _early(context: Context, family: Family, edition: Edition) -> Iterator[Finding]:
    """Announced as published before anybody approved it."""
    days = [day for fact in (*edition.own, *edition.approvals) if (day := day_of(fact, "approved"))]
    if not days:
        return
    for fact in context.facts("communication"):
        sent = day_of(fact, "sent")
        first = min(days)
        if sent is not None and sent >= first:  # a person had agreed; the body that decides had not
            first = min((day for day in _resolved(edition) if day <= sent + _RATIFIED), default=first)
        if sent is None or sent >= first or context.entities.families.key(fact.get("topic")) != family.key:
            continue
        version = version_in(fact.get("topic")) or version_in(context.text(fact.document))
        earlier = any(each.begins and each.begins <= sent for each in family.editions if each is not edition)
        if (version and version != edition.version) or (earlier and not version):
            continue
        if _NOT_YET.search(context.text(fact.document)):
            continue
        approvals = [each for each in (*edition.own, *edition.approvals) if day_of(each, "approved") == first]
        yield finding(
            "published_before_approved", (family.key, edition.version),
            f"{_name(family, edition)} was published on {spoken(sent)}, before its approval on {spoken(first)}.",
            [side(fact, f"published {spoken(sent)}"),
             *(side(each, f"approved {spoken(first)}") for each in approvals[:3])],
            owner=edition.said("owner"),
        )  # fmt: skip
        return


def _resolved(edition: Edition) -> Iterator[date]:
    """The days of approvals by a body, recorded elsewhere, where the document itself names a person of another day."""
    for fact in edition.approvals:
        day = day_of(fact, "approved")
        minuted = fact.document not in edition.documents and fact.fact.strength is Strength.RECORD
        by_body = fact.get("body") and not fact.get("approver") and fact.get("decision") in ("", "approved")
        if day and minuted and by_body:
            yield day


def _paper(edition: Edition, cited: Sequence[StoredFact]) -> list[StoredFact]:
    """The edition's own paper, where none of what is cited stands in it."""
    seen = {fact.document for fact in cited}
    first = edition.own[:1]
    return [fact for fact in first if fact.document not in seen]


# Reviews -------------------------------------------------------------------------------------


def _due(edition: Edition) -> list[StoredFact]:
    """What says by when the edition is to be reviewed, once for each document."""
    stated = [fact for fact in edition.facts if day_of(fact, "review", "due") == edition.due]
    return list({fact.document: fact for fact in reversed(stated)}.values())[::-1]


def _overdue(context: Context, family: Family, edition: Edition) -> Iterator[Finding]:
    due, stated = edition.due, _due(edition)
    if due is None or not stated or due >= context.today:
        return
    days = (context.today - due).days
    drafts = [each for each in family.editions if each.unfinished and each.own]
    sides = [
        *(side(fact, f"due {spoken(due)}") for fact in stated),
        *(side(fact, "the document") for fact in _paper(edition, stated)),
        *(side(each.own[0], f"{each.version} is a draft") for each in drafts),
    ]
    yield finding(
        "overdue_review", (family.key, edition.version),
        f"The review of {_name(family, edition)} was due on {spoken(due)}, {days} days ago; no later edition is "
        f"approved.",
        sides, owner=edition.said("owner"),
    )  # fmt: skip


def _late(family: Family, today: date) -> Iterator[Finding]:
    for edition in family.editions:
        after, due, stated = family.next_of(edition), edition.due, _due(edition)
        approved = after.approved if after else None
        if after is None or due is None or not stated or approved is None or not due + _GRACE < approved <= today:
            continue
        proof = next(each for each in after.facts if day_of(each, "approved") == approved)
        yield finding(
            "late_review", (family.key, after.version),
            f"{_name(family, edition)} was to be reviewed by {spoken(due)}; {after.version or 'the next edition'} was "
            f"approved on {spoken(approved)}, {(approved - due).days} days later.",
            [*(side(fact, f"due {spoken(due)}") for fact in stated), side(proof, f"approved {spoken(approved)}"),
             *(side(fact, "the next edition") for fact in _paper(after, [proof]))],
            owner=after.said("owner"),
        )  # fmt: skip


# Owners --------------------------------------------------------------------------------------


def _answerable(context: Context, family: Family, edition: Edition) -> Iterator[Finding]:
    ended = list(_ended_roles(context, edition))
    if ended:
        role = ended[0][1]
        yield finding(
            "obsolete_role", (family.key, edition.version),
            f"{_name(family, edition)} rests with the {role}, a role that no longer exists.",
            [each for fact, _, proof in ended for each in (side(fact, role), side(proof, "the role ended"))],
        )  # fmt: skip
        return
    for fact in edition.own:
        gone = context.entities.left(fact.get("owner"), context.today, fact.document) if fact.get("owner") else None
        if gone is not None:
            who, proof = gone
            yield finding(
                "owner_left", (family.key, edition.version),
                f"{_name(family, edition)} names {who.name} as owner, who left on {spoken(day_of(proof, 'until'))}.",
                [side(fact, f"owner {who.name}"), side(proof, "left")],
            )  # fmt: skip
            return


def _ended_roles(context: Context, edition: Edition) -> Iterator[tuple[StoredFact, str, StoredFact]]:
    for fact in (*edition.own, *edition.approvals):
        if fact.kind == "approval" and fact.document not in edition.documents:
            continue
        for role in (fact.get("role"), fact.get("owner"), fact.get("approver")):
            proof = context.entities.ended_role(role, context.today) if role and not is_deputy(role) else None
            if proof is not None:
                yield fact, role, proof


def _unowned(family: Family, current: Edition | None, today: date) -> Iterator[Finding]:
    drafts = [
        each
        for each in family.editions
        if each.unfinished and each.own and each.own[0].get("written") <= today.isoformat()
    ]
    edition = current or (drafts[-1] if drafts else None)
    if edition is None or not edition.own or any(each.said("owner") for each in family.editions):
        return
    if not edition.version and not family.number:  # nothing shows that it is kept under control
        return
    yield finding(
        "document_without_owner", (family.key,),
        f"{_name(family, edition)} names no owner.", [side(edition.own[0], "no owner")],
        searched={"document": len(edition.own)},
    )  # fmt: skip


def _orphans(context: Context) -> Iterator[Finding]:
    """Open risks, systems, objectives and suppliers whose owner has left, by their latest register."""
    for kind, name in (("risk", "number"), ("system", "number"), ("objective", "number"), ("supplier", "name")):
        latest: dict[str, StoredFact] = {}
        for fact in sorted(context.facts(kind), key=lambda fact: (fact.get("written"), fact.doc_id, fact.ordinal)):
            if fact.get(name) and fact.get("owner"):
                latest[fact.get(name)] = fact
        for key, fact in sorted(latest.items()):
            gone = context.entities.left(fact.get("owner"), context.today, fact.document)
            written = day_of(fact, "written")
            left = day_of(gone[1], "until") if gone else None
            if gone and left and written and written > left:
                who, proof = gone
                yield finding(
                    "owner_left", (kind, key),
                    f"The owner of {key} is {who.name}, who left on {spoken(left)}.",
                    [side(fact, f"owner {who.name}"), side(proof, "left")],
                )  # fmt: skip


# Lists of documents in force -----------------------------------------------------------------


def _listed(context: Context) -> Iterator[Finding]:
    """Pages and registers that list several works and, after its end, an edition that is no longer in force."""
    families = context.entities.families
    for family in families.all():
        gone = [each for each in family.editions if each.withdrawn and each.own]
        for edition in gone:
            after = family.next_of(edition)
            ended = edition.day("withdrawn") or (after.begins if after else None)
            if ended is None or ended > context.today:
                continue
            pages = list(rows_listing(context, family, edition, ended))
            if pages:
                proof = next((f for f in edition.own if f.get("withdrawn") or f.get("status")), edition.own[0])
                titles = [context.documents[page].title or context.documents[page].doc_id for page, _ in pages]
                yield finding(
                    "superseded_still_linked", (family.key, edition.version),
                    f"{_name(family, edition)} ended on {spoken(ended)} and is still listed: "
                    + ", ".join(f"“{title}”" for title in titles) + ".",
                    [*(Side("still listed", page, line) for page, line in pages),
                     side(proof, f"ended {spoken(ended)}")],
                )  # fmt: skip
