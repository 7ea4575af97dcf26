"""Every type of finding on a small organisation in which it is planted, and on the same organisation in order."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from evidence.finding_types import FINDING_TYPES
from evidence.findings import CORRELATORS, Finding, digest, findings
from evidence.model import StoredFact, Strength
from tests.support.registers import HandRegister

TODAY = date(2026, 3, 1)
Values = Mapping[str, str]
Scenario = Callable[[HandRegister, bool], None]
SCENARIOS: dict[str, Scenario] = {}


def scenario(function: Scenario) -> Scenario:
    SCENARIOS[function.__name__.strip("_")] = function
    return function


def policy(register: HandRegister, version: str = "2", **values: str) -> None:
    """The Fire Safety Policy in a version, approved by the Works Council and owned by Ida Berg."""
    path = f"Fire Safety Policy {version}.txt"
    fields = {"title": "Fire Safety Policy", "number": "FS-1", "version": version, "owner": "Ida Berg"}
    fields |= {"approved": "2025-05-06", "review": "2027-05-06"} | values
    text = f"{path}\nFire Safety Policy (FS-1)\nApproved by the Works Council\n{fields.get('owner')}"
    strength = Strength.SUPERSEDED if "superseded" in fields.get("status", "") else Strength.APPROVED
    register.add(path, text, ("document", "Fire Safety Policy (FS-1)", {k: v for k, v in fields.items() if v}),
                 ("approval", "Approved by the Works Council",
                  {"subject": "Fire Safety Policy", "version": version, "body": "Works Council",
                   "decision": "approved", "approved": fields["approved"]}),
                 written=fields["approved"], strength=strength, title="Fire Safety Policy")  # fmt: skip


def message(register: HandRegister, path: str, sent: str, topic: str, **values: str) -> None:
    fields = {"sender": "Ida Berg", "audience": "all staff", "topic": topic, "sent": sent} | values
    register.add(path, f"{topic}\nDear all", ("communication", topic, fields), written=sent)


def line(register: HandRegister, path: str, kind: str, words: str, written: str = "2026-02-01", **values: str) -> None:
    register.add(path, words, (kind, words, values), written=written)


def meeting(register: HandRegister, body: str, held: str, *present: str, decision: str = "") -> None:
    text = f"{body} {held}\n" + "\n".join(present) + f"\n{decision}"
    facts: list[tuple[str, str, Values]] = [
        ("meeting", f"{body} {held}", {"body": body, "held": held, "state": "held"})
    ]
    facts += [("attendance", who, {"person": who, "body": body, "part": "present", "held": held}) for who in present]
    if decision:
        facts.append(("decision", decision, {"text": decision, "body": body, "outcome": "approved", "held": held}))
    register.add(f"minutes {body} {held}.txt", text, *facts, written=held)


@scenario
def missing_signature(register: HandRegister, planted: bool) -> None:
    policy(register)
    place = {"subject": "Fire Safety Policy", "field": "Director", "state": "empty" if planted else "valid"}
    register.rows.setdefault("signature", []).append(_beside(register, "signature", place))


def _beside(register: HandRegister, kind: str, values: Values) -> StoredFact:
    """A further fact of the last document."""
    last = register.rows["document"][-1]
    return replace(last, id=f"{kind}1", fact=replace(last.fact, kind=kind, fields=dict(values), dates={}))


@scenario
def tampered_signature(register: HandRegister, planted: bool) -> None:
    policy(register)
    place = {"signer": "Ida Berg", "field": "Director", "state": "tampered" if planted else "valid"}
    register.rows.setdefault("signature", []).append(_beside(register, "signature", place))


@scenario
def approver_mismatch(register: HandRegister, planted: bool) -> None:
    policy(register)
    line(register, "minutes.txt", "approval", "adopted the Fire Safety Policy 2", subject="Fire Safety Policy 2",
         version="2", body="Board of Directors" if planted else "the Works Council", decision="approved",
         approved="2025-05-06")  # fmt: skip


@scenario
def approval_date_mismatch(register: HandRegister, planted: bool) -> None:
    policy(register)
    line(register, "list.csv", "approval", "Fire Safety Policy 2 May", subject="Fire Safety Policy", version="2",
         body="Works Council", decision="approved", approved="2025-05-20" if planted else "2025-05-06")  # fmt: skip


@scenario
def published_before_approved(register: HandRegister, planted: bool) -> None:
    policy(register)
    message(register, "post.txt", "2025-04-30" if planted else "2025-05-07", "New: Fire Safety Policy")


@scenario
def overdue_review(register: HandRegister, planted: bool) -> None:
    policy(register, review="2026-02-01" if planted else "2026-04-01")


@scenario
def late_review(register: HandRegister, planted: bool) -> None:
    policy(register, "1", approved="2023-01-01", review="2024-01-01" if planted else "2025-05-01", status="superseded")
    policy(register)


@scenario
def obsolete_role(register: HandRegister, planted: bool) -> None:
    policy(register, owner="Head of Works")
    ended = {"role": "Head of Works" if planted else "Head of Gardens", "until": "2025-12-31"}
    line(register, "news.txt", "role", "The role ended in December.", **ended)


@scenario
def owner_left(register: HandRegister, planted: bool) -> None:
    policy(register)
    line(
        register, "news.txt", "role", "She leaves us.", person="Ida Berg" if planted else "Eva Lund", until="2025-12-31"
    )


@scenario
def superseded_still_linked(register: HandRegister, planted: bool) -> None:
    policy(register, "1", approved="2023-01-01", review="2025-05-01", status="superseded")
    policy(register)
    titles = ["Travel Rules", "Purchase Rules", "Data Handling Rules"]
    for title in titles:
        values = {"title": title, "version": "1", "owner": "Ida Berg", "approved": "2025-01-01"}
        line(register, f"{title}.txt", "document", title, "2025-01-01", **values)
    rows = [f"{title} | 1" for title in titles] + [f"Fire Safety Policy | {'1' if planted else '2'}"]
    register.add("page.html", "Documents in force\n" + "\n".join(rows), written="2026-01-10")


@scenario
def document_without_owner(register: HandRegister, planted: bool) -> None:
    policy(register, owner="" if planted else "Ida Berg")


@scenario
def never_communicated(register: HandRegister, planted: bool) -> None:
    policy(register)
    message(register, "old.txt", "2025-01-07", "A good new year")
    message(register, "new.txt", "2025-05-09", "Canteen closed" if planted else "Fire Safety Policy 2 is in force")


@scenario
def late_communication(register: HandRegister, planted: bool) -> None:
    policy(register)
    message(register, "post.txt", "2025-11-03" if planted else "2025-05-20", "Please read the Fire Safety Policy")


@scenario
def communication_gap(register: HandRegister, planted: bool) -> None:
    days = ["2024-01-10", "2024-04-09", "2024-07-10", "2024-10-08", "2025-01-08", "2025-04-09"]
    for day in (each for each in days if not planted or each != "2024-10-08"):
        message(register, f"{day}.txt", day, "Safety first: a word from me")


@scenario
def meeting_missing(register: HandRegister, planted: bool) -> None:
    days = ["2024-01-10", "2024-04-09", "2024-07-10", "2024-10-08", "2025-01-08", "2025-04-09"]
    for day in (each for each in days if not planted or each != "2024-10-08"):
        meeting(register, "Safety Forum", day, "Ida Berg")


@scenario
def objective_without_kpi(register: HandRegister, planted: bool) -> None:
    first = {"number": "Z1", "text": "fewer fires", "owner": "Ida Berg", "kpi": "fires"}
    second = {"number": "Z2", "text": "less waste", "owner": "Ida Berg", "kpi": "" if planted else "tonnes"}
    register.add(
        "objectives.csv", "Z1 fires\nZ2 waste", ("objective", "Z1 fires", first), ("objective", "Z2 waste", second)
    )


@scenario
def objective_without_owner(register: HandRegister, planted: bool) -> None:
    first = {"number": "Z1", "text": "fewer fires", "kpi": "fires"} | ({} if planted else {"owner": "Ida Berg"})
    second = {"number": "Z2", "text": "more light", "kpi": "lamps", "owner": "Eva Lund"}
    register.add("objectives.csv", "Z1 fewer fires\nZ2 more light", ("objective", "Z1 fewer fires", first),
                 ("objective", "Z2 more light", second), written="2026-02-01")  # fmt: skip


@scenario
def kpi_without_objective(register: HandRegister, planted: bool) -> None:
    line(register, "objectives.csv", "objective", "Z1 fewer fires", number="Z1", text="fewer fires", owner="Ida Berg",
         kpi="Fires in the works")  # fmt: skip
    fires = {"kpi": "Fires in the works", "value": "2", "objective": "Z1", "period": "2026-01"}
    paper = {"kpi": "Paper used", "value": "17", "objective": "" if planted else "Z1", "period": "2026-01"}
    register.add("kpis.csv", "Fires 2\nPaper 17", ("measurement", "Fires 2", fires), ("measurement", "Paper 17", paper))


@scenario
def target_missed_without_decision(register: HandRegister, planted: bool) -> None:
    line(register, "objectives.csv", "objective", "Z1", number="Z1", text="Skilled wardens", owner="Ida Berg",
         kpi="Fire wardens trained", target="at least 90 %")  # fmt: skip
    line(register, "kpis.csv", "measurement", "71 %", kpi="Fire wardens trained", value="71 %", objective="Z1",
         period="2026-01")  # fmt: skip
    if not planted:
        line(register, "minutes.txt", "decision", "Wardens are trained in a second course.", held="2026-02-03",
             text="Fire wardens are trained in a second course", outcome="decided")  # fmt: skip


@scenario
def kpi_conflict(register: HandRegister, planted: bool) -> None:
    for path, value in (("a.csv", "71 %"), ("b.csv", "64" if planted else "0.71")):
        line(
            register, path, "measurement", f"wardens {value}", kpi="Fire wardens trained", value=value, period="2026-01"
        )


@scenario
def acceptance_without_decision(register: HandRegister, planted: bool) -> None:
    _risk(register, treatment="Accept")
    if not planted:
        line(register, "letter.txt", "acceptance", "I accept K-7.", risk="K-7", by="Ida Berg", accepted="2026-01-02")


def _risk(register: HandRegister, **values: str) -> None:
    fields = {"number": "K-7", "text": "Roof leaks", "owner": "Ida Berg"} | values
    line(register, "risks.csv", "risk", "K-7 Roof leaks", **{name: value for name, value in fields.items() if value})


@scenario
def acceptance_expired(register: HandRegister, planted: bool) -> None:
    _risk(register, treatment="Accept")
    until = "2026-01-31" if planted else "2026-12-31"
    line(
        register,
        "letter.txt",
        "acceptance",
        "I accept K-7.",
        risk="K-7",
        by="Ida Berg",
        accepted="2025-01-31",
        until=until,
    )


@scenario
def acceptance_without_authority(register: HandRegister, planted: bool) -> None:
    _risk(register, treatment="Accept", score="16")
    rule = "Only the Works Council may accept a risk scored 15 or more."
    register.add("risk procedure.txt", f"Risk procedure\n{rule}", written="2025-01-01")
    fields = {"body": "Works Council", "held": "2026-01-05", "state": "held", "chair": "Ida Berg"}
    register.add("council.txt", "Works Council", ("meeting", "Works Council", fields), written="2026-01-05")
    line(register, "letter.txt", "acceptance", "I accept K-7.", risk="K-7",
         by="Mona Dahl" if planted else "Works Council", accepted="2026-01-02")  # fmt: skip


@scenario
def spending_without_authority(register: HandRegister, planted: bool) -> None:
    register.add("manual.txt", "Manual\nPurchases above £5,000 go to the Works Council.", written="2025-01-01")
    fields = {"body": "Works Council", "held": "2026-01-05", "state": "held", "chair": "Ida Berg"}
    register.add("council.txt", "Works Council", ("meeting", "Works Council", fields), written="2026-01-05")
    line(register, "mail.txt", "resource", "new roof", amount="9000" if planted else "4000", currency="GBP",
         purpose="new roof", approver="Mona Dahl", written="2026-01-02")  # fmt: skip


@scenario
def treatment_without_owner(register: HandRegister, planted: bool) -> None:
    _risk(register, treatment="Reduce")
    line(register, "plan.csv", "treatment", "new roof", risk="K-7", text="new roof", due="2026-09-01",
         **({} if planted else {"owner": "Ida Berg"}))  # fmt: skip


@scenario
def treatment_overdue(register: HandRegister, planted: bool) -> None:
    line(register, "plan.csv", "treatment", "new roof", risk="K-7", text="new roof", due="2026-01-15", owner="Ida Berg",
         status="open" if planted else "done")  # fmt: skip


@scenario
def risk_without_owner(register: HandRegister, planted: bool) -> None:
    first = {"number": "R-1", "text": "fire", "treatment": "Reduce"} | ({} if planted else {"owner": "Ida Berg"})
    second = {"number": "R-2", "text": "flood", "treatment": "Reduce", "owner": "Eva Lund"}
    register.add("risks.csv", "R-1 fire\nR-2 flood", ("risk", "R-1 fire", first), ("risk", "R-2 flood", second),
                 written="2026-02-01")  # fmt: skip


@scenario
def inquorate_decision(register: HandRegister, planted: bool) -> None:
    register.add("charter.txt", "Safety Forum charter. The quorum is three members.", written="2024-01-01",
                 title="Safety Forum charter")  # fmt: skip
    people = ("Ida Berg", "Eva Lund") if planted else ("Ida Berg", "Eva Lund", "Max Holm")
    meeting(register, "Safety Forum", "2025-06-03", *people, decision="The forum approved the new siren.")


def _system(register: HandRegister, **values: str) -> None:
    register.add("inventory.csv", "M-1 SmokeSpotter\nM-2 DoorWatch",
                 ("system", "M-1 SmokeSpotter", {"number": "M-1", "name": "SmokeSpotter", "stage": "in use"} | values),
                 ("system", "M-2 DoorWatch", {"number": "M-2", "name": "DoorWatch", "stage": "planned"}),
                 written="2026-02-01")  # fmt: skip


@scenario
def assessment_after_use(register: HandRegister, planted: bool) -> None:
    meeting(register, "Safety Forum", "2024-01-10", "Ida Berg")
    _system(register, since="2025-03-03", assessed="2025-05-12" if planted else "2025-02-12")


@scenario
def missing_assessment(register: HandRegister, planted: bool) -> None:
    _system(register)
    subject = "DoorWatch" if planted else "SmokeSpotter (M-1)"
    line(register, "assessment.txt", "assessment", "assessed", subject=subject, type="impact", assessed="2025-01-15")


@scenario
def system_not_in_inventory(register: HandRegister, planted: bool) -> None:
    _system(register)
    name = "LetterBot" if planted else "SmokeSpotter"
    words = {"a": f"we have been using {name} since May, it writes our letters.", "b": f"Your {name} subscription"}
    for path, text in words.items():
        values = {"sender": "Eva Lund", "topic": path, "sent": "2025-06-01"}
        register.add(f"{path}.eml", f"Subject {path}\n{text}", ("communication", f"Subject {path}", values))


@scenario
def agreement_lapsed(register: HandRegister, planted: bool) -> None:
    _system(register, supplier="Smoke & Co Ltd")
    until = "2025-12-31" if planted else "2027-12-31"
    line(register, "agreement.txt", "agreement", "ends", supplier="Smoke & Co", subject="SmokeSpotter", until=until)


@scenario
def certificate_expired(register: HandRegister, planted: bool) -> None:
    line(register, "suppliers.csv", "certificate", "Smoke & Co", holder="Smoke & Co", until="2025-11-30")
    if not planted:
        line(register, "suppliers 2.csv", "certificate", "Smoke & Co", holder="Smoke & Co", until="2027-11-30")


@scenario
def auditor_not_independent(register: HandRegister, planted: bool) -> None:
    audit = {"title": "IA-4 Cranes", "auditor": "Eva Lund (lead), Ida Berg", "from": "2025-10-01", "to": "2025-10-02"}
    found = {"number": "NC-9", "text": "no brake", "owner": "Ida Berg" if planted else "Max Holm", "source": "IA-4"}
    line(register, "programme.csv", "audit", "IA-4 Cranes | Eva Lund (lead), Ida Berg", **audit)
    line(register, "log.csv", "finding", "NC-9 no brake", **found)


@scenario
def monitoring_gap(register: HandRegister, planted: bool) -> None:
    days = ["2025-10-06", "2025-10-13", "2025-10-20", "2025-10-27", "2025-11-03", "2025-11-10", "2025-11-24"]
    days += [] if planted else ["2025-11-17"]
    rows = [("test", day, {"system": "SmokeSpotter", "measure": "missed", "value": "1", "period": day}) for day in days]
    register.add("weekly checks.csv", "\n".join(days), *rows, written="2025-12-01")


@scenario
def audit_not_held(register: HandRegister, planted: bool) -> None:
    later = {"title": "A-2", "planned": "2026-01-31", **({} if planted else {"from": "2026-01-20"})}
    register.add("programme.csv", "A-1\nA-2", ("audit", "A-1", {"title": "A-1", "planned": "2025-11-30", "from": "2025-11-04"}),
                 ("audit", "A-2", later))  # fmt: skip


@scenario
def assessment_overdue(register: HandRegister, planted: bool) -> None:
    line(register, "inventory.csv", "system", "SmokeSpotter in use", name="SmokeSpotter", stage="in use", owner="Ida Berg",
         assessed="2025-08-14", next_assessment="2026-02-14" if planted else "2026-08-14")  # fmt: skip


@scenario
def supplier_not_assessed(register: HandRegister, planted: bool) -> None:
    register.add("suppliers.csv", "Smoke & Co\nDoors Ltd",
                 ("supplier", "Smoke & Co", {"name": "Smoke & Co", "critical": "yes",
                                             **({} if planted else {"assessed": "2025-01-01"})}),
                 ("supplier", "Doors Ltd", {"name": "Doors Ltd", "assessed": "2025-01-01"}))  # fmt: skip


@scenario
def competence_expired(register: HandRegister, planted: bool) -> None:
    line(register, "training.csv", "training", "Eva Lund extinguisher", person="Eva Lund", course="Extinguishers",
         completed="2024-01-01", until="2026-01-01" if planted else "2027-01-01")  # fmt: skip


@scenario
def competence_missing(register: HandRegister, planted: bool) -> None:
    register.add("training.csv", "Ida Berg\nEva Lund",
                 ("training", "Ida Berg", {"person": "Ida Berg", "course": "First aid", "completed": "2025-01-01"}),
                 ("training", "Eva Lund", {"person": "Eva Lund", "course": "First aid",
                                           **({} if planted else {"completed": "2025-01-01"})}))  # fmt: skip


@scenario
def exclusion_unjustified(register: HandRegister, planted: bool) -> None:
    line(register, "soa.csv", "applicability", "A.7.4 no", control="A.7.4", applicable="no",
         justification="" if planted else "no such rooms")  # fmt: skip


@scenario
def control_without_owner(register: HandRegister, planted: bool) -> None:
    rows = [{"control": f"A.7.{n}", "applicable": "yes", "owner": "Ida Berg"} for n in (1, 2)]
    rows.append({"control": "A.7.3", "applicable": "yes"} | ({} if planted else {"owner": "Eva Lund"}))
    text = "\n".join(f"{row['control']} yes" for row in rows)
    register.add("soa.csv", text, *(("applicability", f"{row['control']} yes", row) for row in rows))


@scenario
def decision_reversed(register: HandRegister, planted: bool) -> None:
    for path, body, held, words, outcome in (
        ("panel.txt", "Lock Panel", "2025-06-03", "Night opening of the east sluice was agreed.", "approved"),
        ("council.txt", "Works Council", "2025-09-03", "The east sluice stays shut at night.", "deferred"),
    ):
        same = (
            {"subject": "Night opening, east sluice"} if planted or outcome == "approved" else {"subject": "Crane hire"}
        )
        fact = {"text": words, "body": body, "outcome": outcome, "held": held} | same
        register.add(path, words, ("decision", words, fact), written=held)


@scenario
def nonconformity_repeated(register: HandRegister, planted: bool) -> None:
    text = "Sweep the yard (same as CA-7)" if planted else "Sweep the yard"
    line(register, "log.csv", "corrective_action", f"CA-12 {text}", number="CA-12", text=text, status="open")


@scenario
def closed_without_evidence(register: HandRegister, planted: bool) -> None:
    first = {"number": "CA-1", "status": "closed", "effectiveness": "confirmed in May"}
    second = {"number": "CA-2", "text": "Mend the siren", "status": "closed"}
    second["effectiveness"] = "" if planted else "tested in June"
    register.add("log.csv", "CA-1\nCA-2", ("corrective_action", "CA-1", first), ("corrective_action", "CA-2", second))


@scenario
def action_overdue(register: HandRegister, planted: bool) -> None:
    line(register, "audit.txt", "finding", "NC-3 doors locked", number="NC-3", text="doors locked", due="2026-01-31")
    if not planted:
        line(register, "letter.txt", "finding", "NC-3 is closed.", number="NC-3", status="closed")


def _of(name: str, planted: bool) -> tuple[HandRegister, list[Finding]]:
    register = HandRegister()
    SCENARIOS[name](register, planted)
    return register, [each for each in findings(register, TODAY) if each.type == name]


def test_every_type_has_a_scenario_and_a_correlator() -> None:
    assert set(SCENARIOS) == set(FINDING_TYPES)
    assert {each.severity for each in FINDING_TYPES.values()} <= {"high", "medium", "low"}
    assert len({each.correlator for each in FINDING_TYPES.values()}) == len(CORRELATORS)


@pytest.mark.parametrize("name", sorted(FINDING_TYPES))
def test_what_is_planted_is_found_once_with_its_words(name: str) -> None:
    register, found = _of(name, planted=True)
    assert len(found) == 1
    assert found[0].evidence
    for side in found[0].evidence:
        assert register.text(side.document)[side.span.start : side.span.end].strip()


@pytest.mark.parametrize("name", sorted(FINDING_TYPES))
def test_what_is_in_order_is_not_found(name: str) -> None:
    _, found = _of(name, planted=False)
    assert not found


@pytest.mark.parametrize("name", sorted(FINDING_TYPES))
def test_findings_do_not_depend_on_the_order_of_facts(name: str) -> None:
    register, found = _of(name, planted=True)
    random.Random(7).shuffle(register.held)
    for rows in register.rows.values():
        random.Random(7).shuffle(rows)
    again = [each for each in findings(register, TODAY) if each.type == name]
    assert [each.id for each in again] == [each.id for each in found]


def test_everything_at_once_and_nothing_at_all() -> None:
    assert findings(HandRegister(), TODAY) == ()
    register = HandRegister()
    for each in SCENARIOS.values():
        each(register, True)
    found = findings(register, TODAY)
    assert len({each.id for each in found}) == len(found)
    severities = [each.severity for each in found]
    assert severities == sorted(severities, key=["high", "medium", "low"].index)


def test_a_meeting_held_later_than_planned_is_late() -> None:
    register = HandRegister()
    line(
        register,
        "mail.txt",
        "meeting",
        "The review is moved.",
        body="Management review",
        held="2025-09-17",
        state="postponed",
    )
    meeting(register, "Management review of the works", "2025-10-01", "Ida Berg")
    assert [each.summary for each in findings(register, TODAY) if each.type == "late_review"] == [
        "Management review was planned for 17 September 2025 and held on 1 October 2025, 14 days later."
    ]


def test_findings_hold_as_of_a_day() -> None:
    register = HandRegister()
    acceptance_expired(register, True)
    assert not [each for each in findings(register, date(2026, 1, 31)) if each.type == "acceptance_expired"]


@pytest.mark.parametrize("value", ["", "0000-00-00", "31 February", "9999-12-31", "soon"])
def test_absurd_dates_are_no_findings_of_their_own(value: str) -> None:
    register = HandRegister()
    policy(register, review=value, approved=value or "2025-05-06") if value == "9999-12-31" else policy(
        register, review=value
    )
    line(register, "agreement.txt", "agreement", "ends", supplier="Smoke & Co", until=value)
    line(register, "kpis.csv", "measurement", "71", kpi="Fires", value="71 or 72", period=value, target=value)
    assert not [each for each in findings(register, TODAY) if each.type in ("overdue_review", "agreement_lapsed")]


def test_the_digest_is_of_the_words_and_not_of_the_days_that_pass() -> None:
    register = HandRegister()
    overdue_review(register, True)
    (first,) = (each for each in findings(register, TODAY) if each.type == "overdue_review")
    (later,) = (each for each in findings(register, date(2026, 3, 9)) if each.type == "overdue_review")
    assert first.summary != later.summary
    assert first.id == later.id
    assert digest(first, ["a", "b"]) == digest(later, ["b", "a"]) != digest(first, ["a"])


def test_a_register_whose_owners_cannot_be_read_has_no_ownerless_rows() -> None:
    register = HandRegister()
    for number in ("R-1", "R-2"):
        line(register, f"{number}.csv", "risk", f"{number} fire", number=number, text="fire")
    line(register, "aims.csv", "objective", "Z1 fewer fires", number="Z1", text="fewer fires", kpi="fires")
    assert not [each for each in findings(register, TODAY) if each.type.endswith("without_owner")]


def test_an_auditor_who_mentions_a_policy_does_not_announce_it() -> None:
    register = HandRegister()
    policy(register)
    letter = {
        "sender": "Otto Prang",
        "role": "Lead auditor",
        "channel": "letter",
        "topic": "Visit",
        "sent": "2026-01-09",
    }
    register.add("letter.txt", "Visit\nFire Safety Policy is unsigned", ("communication", "Visit", letter))
    assert not [each for each in findings(register, TODAY) if each.type == "late_communication"]


def test_a_check_that_found_no_announcement_is_believed() -> None:
    register = HandRegister()
    policy(register)
    table = (
        "Document | Agreed | Announced\nFire Safety Policy 2 | 06/05/2025 | none found\nGlove Rules | 2025 | 3 May 2025"
    )
    register.add("check.txt", table, written="2026-01-10")
    found = [each for each in findings(register, TODAY) if each.type == "never_communicated"]
    assert len(found) == 1
    told = [register.text(side.document)[side.span.start : side.span.end] for side in found[0].evidence]
    assert "Fire Safety Policy 2 | 06/05/2025 | none found" in told


def test_what_a_person_signed_and_the_board_decided_later_was_published_too_early() -> None:
    register = HandRegister()
    fields = {"title": "Fire Safety Policy", "number": "FS-1", "version": "2", "owner": "Ida Berg"}
    register.add("policy.txt", "Fire Safety Policy (FS-1)\nApproved by Ida Berg",
                 ("document", "Fire Safety Policy (FS-1)", fields | {"approved": "2025-05-06"}),
                 ("approval", "Approved by Ida Berg", {"subject": "Fire Safety Policy", "version": "2",
                  "approver": "Ida Berg", "decision": "approved", "approved": "2025-05-06"}),
                 strength=Strength.APPROVED, title="Fire Safety Policy", written="2025-05-06")  # fmt: skip
    message(register, "mail.txt", "2025-05-10", "Fire Safety Policy 2")
    decided = {"subject": "Fire Safety Policy", "version": "2", "body": "Works Council", "decision": "approved"}
    register.add("minutes.txt", "The council approved the Fire Safety Policy 2.",
                 ("approval", "The council approved the Fire Safety Policy 2.", decided | {"approved": "2025-05-20"}),
                 strength=Strength.RECORD, written="2025-05-20")  # fmt: skip
    found = [each for each in findings(register, TODAY) if each.type == "published_before_approved"]
    assert len(found) == 1
    assert "20 May 2025" in found[0].summary


def test_a_day_on_which_the_register_says_a_risk_was_accepted_is_a_decision() -> None:
    register = HandRegister()
    for number, said in (("R-1", {"accepted": "2025-11-03"}), ("R-2", {"until": "2026-11-03"})):
        fields = {"number": number, "text": "noise", "treatment": "Live with it", "owner": "Ida Berg"}
        register.add(f"{number}.csv", f"{number} noise", ("risk", f"{number} noise", fields),
                     ("acceptance", f"{number} noise", {"risk": number} | said), written="2026-01-05")  # fmt: skip
    found = [each.subject for each in findings(register, TODAY) if each.type == "acceptance_without_decision"]
    assert found == [("R-2",)]


def test_a_scorecard_is_about_objectives_when_rows_name_them_or_share_their_words() -> None:
    register = HandRegister()
    aims = [("Z-1", "Fires in the works"), ("Z-2", "Days without injury"), ("Z-3", "Burnt gloves found")]
    register.add("aims.csv", "\n".join(number for number, _ in aims),
                 *(("objective", number, {"number": number, "text": "safer", "kpi": kpi, "owner": "Ida Berg"})
                   for number, kpi in aims))  # fmt: skip
    rows = [("Fires in the works", "below 3"), ("Days without injury", "90"), ("Z-3 | Gloves", "5 or fewer"),
            ("Paper used", "under 10 %")]  # fmt: skip
    register.add("card.csv", "\n".join(kpi for kpi, _ in rows),
                 *(("measurement", kpi, {"kpi": kpi.split(" | ")[-1], "value": "7", "objective": goal,
                                         "period": "2026-01"}) for kpi, goal in rows))  # fmt: skip
    found = [each.summary for each in findings(register, TODAY) if each.type == "kpi_without_objective"]
    assert len(found) == 1
    assert "Paper used" in found[0]


def test_a_count_of_those_present_is_no_rule_and_a_rule_may_stand_below_its_heading() -> None:
    register = HandRegister()
    meeting(register, "Safety Forum", "2025-06-03", "Ida Berg", "Eva Lund", decision="The forum approved the siren.")
    register.add("note.txt", "Safety Forum\nQuorum: yes (2 of 5).", written="2025-01-01", title="Safety Forum note")
    assert not [each for each in findings(register, TODAY) if each.type == "inquorate_decision"]
    rules = "Safety Forum rules\nQuorum and votes\n\nThree members, of whom one is a fitter."
    register.add("rules.txt", rules, written="2024-01-01", title="Safety Forum rules")
    (found,) = (each for each in findings(register, TODAY) if each.type == "inquorate_decision")
    assert "2 present; its quorum is 3" in found.summary


def test_a_document_that_tells_of_several_messages_announces_only_what_each_is_about() -> None:
    register = HandRegister()
    policy(register, approved="2025-01-06")
    told = [{"topic": "Travel Rules", "sent": "2025-09-01"}, {"topic": "Glove Rules", "sent": "2025-10-01"}]
    text = "Check of notices\nTravel Rules\nGlove Rules\nFire Safety Policy: none found"
    register.add("check.txt", text, *(("communication", each["topic"], each) for each in told), written="2025-12-01")
    assert not [each for each in findings(register, TODAY) if each.type == "late_communication"]


def test_a_finding_that_a_corrective_action_answers_by_report_and_number_is_told_by_that() -> None:
    for closed in ("", "2026-01-10"):
        register = HandRegister()
        finding = {"number": "NC-1", "text": "no assessment", "due": "2026-01-15"}
        register.add("IA-7 report.txt", "NC-1 no assessment", ("finding", "NC-1", finding), written="2025-12-01")
        action = {"number": "CA-4", "for": "IA-7 NC-1", "text": "assess", "due": "2026-01-15", "closed": closed}
        register.add("tracker.csv", "CA-4 assess", ("corrective_action", "CA-4 assess", action), written="2026-02-01")
        late = [each.subject for each in findings(register, TODAY) if each.type == "action_overdue"]
        assert late == ([] if closed else [("CA-4",)])


def test_a_meeting_that_is_no_review_and_was_put_off_is_no_late_review() -> None:
    register = HandRegister()
    moved = {"body": "Safety Forum", "held": "2025-09-17", "state": "postponed"}
    register.add("mail.txt", "The forum is moved.", ("meeting", "The forum is moved.", moved), written="2025-09-01")
    meeting(register, "Safety Forum", "2025-10-01", "Ida Berg")
    assert not [each for each in findings(register, TODAY) if each.type == "late_review"]


@pytest.mark.parametrize(("prepared", "approved", "count"), [("written", "blank_line", 1), ("written", "written", 0)])
def test_an_edition_without_a_day_that_only_some_have_signed(prepared: str, approved: str, count: int) -> None:
    register = HandRegister()
    fields = {"title": "Crane Procedure", "number": "CP-2", "version": "2", "status": "approved"}
    places = [
        ("signature", "Prepared", {"field": "Eva Lund", "signer": "Eva Lund", "state": prepared}),
        ("signature", "Approved", {"field": "Ida Berg", "state": approved}),
    ]
    text = "Crane Procedure\nPrepared\nApproved"
    register.add("CP-2.txt", text, ("document", "Crane Procedure", fields), *places, title="Crane Procedure")
    assert len([each for each in findings(register, TODAY) if each.type == "missing_signature"]) == count


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"until": "2026-01-31"}, ["agreement_lapsed"]),
        ({"until": "2026-02-15"}, []),  # the list was written before
        ({"until": "2027-01-31"}, []),
        ({"assessed": "2025-01-10", "next_assessment": "2026-01-10"}, ["supplier_not_assessed"]),
        ({"assessed": "2026-01-12", "next_assessment": "2026-01-10"}, []),
        ({"assessed": "2025-01-10", "next_assessment": "2026-05-10"}, []),
    ],
)
def test_a_list_of_suppliers_tells_what_has_ended_and_what_is_due(row: Values, told: list[str]) -> None:
    register = HandRegister()
    line(register, "suppliers.csv", "supplier", "Smoke & Co", name="Smoke & Co", **row)
    found = [each for each in findings(register, TODAY) if each.type in ("agreement_lapsed", "supplier_not_assessed")]
    assert [each.type for each in found] == told


def test_an_agreement_of_its_own_outweighs_the_list() -> None:
    register = HandRegister()
    line(register, "suppliers.csv", "supplier", "Smoke & Co", name="Smoke & Co", until="2026-01-31")
    line(register, "contract.txt", "agreement", "until 2027", supplier="Smoke & Co", until="2027-01-31")
    assert not [each for each in findings(register, TODAY) if each.type == "agreement_lapsed"]


@pytest.mark.parametrize(("status", "told"), [("open", True), ("done", False), ("closed", False)])
def test_the_status_of_a_risk_s_row_is_that_of_its_treatment_where_this_has_none(status: str, told: bool) -> None:
    register = HandRegister()
    risk = {"number": "R-1", "text": "fire", "treatment": "new alarm", "owner": "Ida Berg", "status": status}
    treatment = {"risk": "R-1", "text": "new alarm", "owner": "Ida Berg", "due": "2026-01-15"}
    register.add("risks.csv", "R-1 fire new alarm", ("risk", "R-1 fire", risk), ("treatment", "new alarm", treatment),
                 written="2026-02-01")  # fmt: skip
    late = [each for each in findings(register, TODAY) if each.type == "treatment_overdue"]
    assert bool(late) is told


@pytest.mark.parametrize(("beside", "late"), [("done", ["A-1"]), ("", [])])
def test_a_blank_status_is_open_in_a_list_that_states_others(beside: str, late: list[str]) -> None:
    register = HandRegister()
    first = {"number": "A-1", "text": "buy hoses", "due": "2026-01-15"}
    second = {"number": "A-2", "text": "test pumps", "due": "2026-01-10"} | ({"status": beside} if beside else {})
    register.add("minutes.txt", "A-1 buy hoses\nA-2 test pumps", ("action", "A-1 buy hoses", first),
                 ("action", "A-2 test pumps", second), written="2025-12-01")  # fmt: skip
    assert [each.subject[0] for each in findings(register, TODAY) if each.type == "action_overdue"] == late


def test_what_is_reported_of_earlier_actions_is_no_column_of_the_new_ones() -> None:
    register = HandRegister()
    new = {"number": "A-2", "text": "test pumps", "due": "2026-01-10", "raised": "2025-12-01"}
    told = {"number": "A-1", "text": "A-1 buy hoses: done", "status": "done"}
    register.add("minutes.txt", "A-1 buy hoses: done\nA-2 test pumps", ("action", "A-1 buy hoses: done", told),
                 ("action", "A-2 test pumps", new), written="2025-12-01")  # fmt: skip
    assert not [each for each in findings(register, TODAY) if each.type == "action_overdue"]


@pytest.mark.parametrize(
    ("state", "again", "told"),
    [("blank_line", True, True), ("filled", True, False), ("blank_line", False, False)],
)
def test_minutes_are_to_be_signed_by_the_time_the_body_has_met_again(state: str, again: bool, told: bool) -> None:
    register = HandRegister()
    meeting(register, "Safety Forum", "2025-06-03", "Ida Berg")
    place = {"field": "Chair", "state": state}
    last = register.rows["meeting"][-1]
    chair = replace(last, id="s1", fact=replace(last.fact, kind="signature", fields=place, dates={}))
    register.rows.setdefault("signature", []).append(chair)
    if again:
        meeting(register, "Safety Forum", "2025-09-02", "Ida Berg")
    unsigned = [each for each in findings(register, TODAY) if each.type == "missing_signature"]
    assert [each.severity for each in unsigned] == (["medium"] if told else [])


@pytest.mark.parametrize(
    ("signed", "other", "told"),
    [("2025-11-03", "Approver", True), ("2026-02-26", "Approver", False), ("2025-11-03", "Assessor", False)],
)
def test_a_form_that_one_has_signed_and_another_left_blank(signed: str, other: str, told: bool) -> None:
    register = HandRegister()
    register.add("form.txt", "Assessor: I. Berg\nApprover: ....",
                 ("signature", "Assessor: I. Berg",
                  {"field": "Assessor", "signer": "Ida Berg", "state": "written", "signed": signed}),
                 ("signature", "Approver: ....", {"field": other, "state": "blank_line"}), written=signed)  # fmt: skip
    assert bool([each for each in findings(register, TODAY) if each.type == "missing_signature"]) is told


def _document_register(register: HandRegister, **gas: str) -> None:
    """A register of three documents of which the archive holds none; ``gas`` are the dates and words of the first."""
    works = {"Gas Rules": gas.get("due", "2025-11-30"), "Crane Rules": "2027-01-31", "Yard Rules": "2027-01-31"}
    lines = {name: f"{name} | {gas.get('state', 'in force') if name == 'Gas Rules' else 'in force'}" for name in works}
    rows: list[tuple[str, str, Values]] = []
    for name, due in works.items():
        owner = gas.get("owner", "Ida Berg") if name == "Gas Rules" else "Ida Berg"
        rows += [("review", lines[name], {"subject": name, "due": due, "owner": owner}),
                 ("ownership", lines[name], {"subject": name, "owner": owner})]  # fmt: skip
    register.add("list.csv", "\n".join(lines.values()), *rows, written="2026-02-01")


@pytest.mark.parametrize(
    ("gas", "approved", "told"),
    [
        ({}, "", ["overdue_review"]),
        ({"due": "2027-11-30"}, "", []),
        ({"state": "withdrawn"}, "", []),
        ({}, "2025-12-15", []),
        ({"due": "2027-11-30", "owner": "Lena Voss"}, "", ["owner_left"]),
        ({"due": "2027-11-30", "owner": "Fire Officer"}, "", ["obsolete_role"]),
    ],
)
def test_works_that_only_a_register_lists_are_looked_after_too(
    gas: dict[str, str], approved: str, told: list[str]
) -> None:
    register = HandRegister()
    _document_register(register, **gas)
    left = "Lena Voss left. The post of Fire Officer ended."
    register.add("news.txt", left, ("role", "Lena Voss left.", {"person": "Lena Voss", "until": "2025-05-31"}),
                 ("role", "The post of Fire Officer ended.", {"role": "Fire Officer", "until": "2025-05-31"}),
                 written="2025-06-01")  # fmt: skip
    if approved:
        words = {"subject": "Gas Rules", "decision": "approved", "approved": approved}
        line(register, "mail.txt", "approval", "I approve the Gas Rules.", **words)
    assert [each.type for each in findings(register, TODAY)] == told


def test_a_row_that_names_a_work_in_the_archive_by_its_number_is_judged_by_that_work() -> None:
    register = HandRegister()
    policy(register)
    rows = [(name, f"{number} | {name}") for name, number in (("Fires", "FS-1"), ("Ropes", "RO-1"), ("Tar", "TA-1"))]
    register.add("list.csv", "\n".join(words for _, words in rows),
                 *(("review", words, {"subject": name, "due": "2025-11-30"}) for name, words in rows),
                 written="2026-02-01")  # fmt: skip
    late = [each.subject[0] for each in findings(register, TODAY) if each.type == "overdue_review"]
    assert late == ["ropes", "tar"]


@pytest.mark.parametrize(("title", "told"), [("Applications portfolio", False), ("AI applications portfolio", True)])
def test_a_plain_application_needs_no_impact_assessment(title: str, told: bool) -> None:
    register = HandRegister()
    register.add("list.csv", f"{title}\nLedger in use", ("system", "Ledger in use", {"name": "Ledger", "stage": "in use"}),
                 written="2026-02-01", title=title)  # fmt: skip
    line(
        register, "aia.txt", "assessment", "SmokeSpotter", subject="SmokeSpotter", assessed="2025-01-01", type="impact"
    )
    assert bool([each for each in findings(register, TODAY) if each.type == "missing_assessment"]) is told


def listed(register: HandRegister, row: Mapping[str, str]) -> None:
    """A register of documents that has the Fire Safety Policy and one more, fuller than the policies themselves."""
    both = [{"title": "Fire Safety Policy", "number": "FS-1", "version": "2", "approver": "Works Council", **row},
            {"title": "Travel Rules", "number": "TR-1", "version": "1", "owner": "Eva Lund", "approver": "Ida Berg"}]  # fmt: skip
    rows = [" | ".join(each.values()) for each in both]
    facts = [("document", row, each) for row, each in zip(rows, both, strict=True)]
    register.add("a list.csv", "\n".join(rows), *facts, written="2026-01-05")


def test_what_is_found_about_a_document_quotes_the_document_beside_the_list_that_has_it() -> None:
    register = HandRegister()
    policy(register, review="2026-02-01")
    listed(register, {"owner": "Ida Berg", "review": "2026-02-01"})
    message(register, "news.txt", "2024-01-10", "New: Travel Rules")
    found = {each.type: [side.document for side in each.evidence] for each in findings(register, TODAY)}
    paper, row = (next(f.document for f in register.rows["document"] if f.doc_id == d) for d in
                  ("Fire Safety Policy 2.txt", "a list.csv"))  # fmt: skip
    assert found["overdue_review"] == [paper, row]
    assert paper in found["never_communicated"]


def test_a_paper_counts_for_more_than_the_list_that_has_it() -> None:
    register = HandRegister()
    policy(register, review="2026-04-01")
    listed(register, {"owner": "Ida Berg", "review": "2026-02-01"})
    assert "overdue_review" not in {each.type for each in findings(register, TODAY)}
