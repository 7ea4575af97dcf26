"""Registers and forms whose columns and labels are plain words, and documents that name themselves at their edges."""

from __future__ import annotations

from evidence.model import Fact
from ingest.facts import extract
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse


def facts(text: str, path: str) -> list[Fact]:
    return list(extract(describe(parse(text.encode(), path.rsplit("/", 1)[-1], Limits()), path), path))


def rows(text: str, path: str, kind: str) -> list[dict[str, str]]:
    return [{**fact.fields, **fact.dates} for fact in facts(text, path) if fact.kind == kind]


_RISKS = """Ref,What might happen,Who keeps an eye on it,L,S,Today,What we are doing,By when,Treat / tolerate,"Tolerated by, on, until"
H-1,Crane fails,B Lund,3,5,15,spare motor,30/09/26,Treat,
H-2,Fog,M Dorn,2,4,8,radar,ongoing,Tolerate,"R Thorne, 10/03/26, 10/03/27"
H-3,Ice,B Lund,4,3,12,salt,done 28/04/26,Treat,
"""


def test_a_risk_register_in_plain_words() -> None:
    found = rows(_RISKS, "registers/harbour risks.csv", "risk")
    assert [(each["owner"], each["score"]) for each in found] == [("B Lund", "15"), ("M Dorn", "8"), ("B Lund", "12")]
    treated = {each["risk"]: each for each in rows(_RISKS, "registers/harbour risks.csv", "treatment")}
    assert treated["H-1"]["due"] == "2026-09-30"
    assert treated["H-2"]["status"] == "ongoing"
    assert treated["H-3"]["closed"] == "2026-04-28" and "due" not in treated["H-3"]
    (accepted,) = rows(_RISKS, "registers/harbour risks.csv", "acceptance")
    assert (accepted["by"], accepted["accepted"], accepted["until"]) == ("R Thorne", "2026-03-10", "2027-03-10")


def test_an_owner_is_no_reference() -> None:
    text = "No.,What we want,Watched by,Figure by end of 2026,Whose\nG-1,Less oil,K7,5 t or less,B Lund\nG-2,Fewer scratches,K9,12 or fewer,M Dorn\n"
    first, second = rows(text, "registers/objectives 2026.csv", "objective")
    assert (first["owner"], first["kpi"], first["target"]) == ("B Lund", "K7", "5 t or less")
    assert second["owner"] == "M Dorn"


def test_a_log_of_nonconformities_follows_the_action_too() -> None:
    text = (
        "NC,Raised,Came from,What is wrong,Why,What we did,Owner,Target,Closed,Did it work?\n"
        "NC-4,14/10/25,audit,hooks without tag,tags rust,brass tags,B Lund,31/12/25,12/12/25,yes - M Dorn 10/03/26\n"
        "NC-5,16/10/25,audit,no log,new clerk,,M Dorn,31/01/26,,\n"
    )
    (action,) = rows(text, "registers/nonconformities.csv", "corrective_action")
    assert (action["for"], action["owner"], action["closed"], action["checked"]) == (
        "NC-4",
        "B Lund",
        "2025-12-12",
        "2026-03-10",
    )


def test_suppliers_and_until_when_they_are_certified() -> None:
    text = "Supplier,What we buy,Class,Last looked at,Points,Certificate runs out\nHook Ltd,hooks,A,12/05/25,88,31/12/26\nRope & Co,rope,B,20/01/26,71,none seen\n"
    first, second = rows(text, "registers/approved suppliers.csv", "supplier")
    assert (first["service"], first["assessed"], second["assessed"]) == ("hooks", "2025-05-12", "2026-01-20")
    (certificate,) = rows(text, "registers/approved suppliers.csv", "certificate")
    assert (certificate["holder"], certificate["until"]) == ("Hook Ltd", "2026-12-31")


def test_a_matrix_whose_columns_say_until() -> None:
    text = "Name,Dept,Crane until,Diving until,Safety talk 2026\nB Lund,Quay,30/11/26,,14/01/26\nM Dorn,Boats,,09/05/26,15/01/26\n"
    found = {(each["person"], each["course"]): each for each in rows(text, "registers/training matrix.csv", "training")}
    assert found["M Dorn", "Diving"]["until"] == "2026-05-09"
    assert found["B Lund", "Safety talk 2026"]["completed"] == "2026-01-14"


def test_one_reported_month_beside_its_target() -> None:
    text = "# Key figures – March 2026\n\n| No | Measure | Target | Mar | What we are doing |\n|---|---|---|---|---|\n| K1 | Scratches | 12 | 15 | new fenders |\n| K2 | Oil, t | 5 | 4 | - |\n"
    first, second = rows(text, "kpi/key figures March 2026.md", "measurement")
    assert (first["value"], first["period"], first["action"]) == ("15", "2026-03", "new fenders")
    assert "action" not in second


def test_a_signature_dated_under_a_label_of_its_own() -> None:
    text = "# Diving policy\n\nNo one dives alone.\n\n| | |\n|---|---|\n| Signed | B. Lund |\n| Position | Harbour Master |\n| Date | 12/01/26 |\n| Next look | 14/01/27 |\n"
    (signed,) = rows(text, "policies/DP-2 diving policy.md", "signature")
    assert (signed["signer"], signed["role"], signed["signed"]) == ("B. Lund", "Harbour Master", "2026-01-12")
    (document,) = rows(text, "policies/DP-2 diving policy.md", "document")
    assert (document["number"], document["review"]) == ("DP-2", "2027-01-14")


def test_labels_that_a_page_runs_together() -> None:
    text = "DP-2 Diving policy\n\nIssue 4 Approved: B Lund, Harbour Master, 13/06/24 Next review due: 13/06/26\n\nNo one dives alone.\n"
    (document,) = rows(text, "policies/diving.txt", "document")
    assert (document["approver"], document["approved"], document["review"]) == ("B Lund", "2024-06-13", "2026-06-13")


def test_a_chart_in_yaml() -> None:
    text = "managing_director:\n  name: Berit Lund\n  reports:\n    - {job: Quay Manager, name: Magnus Dorn}\n    - {job: Dive Lead, name: Rolf Thorne}\n"
    found = [
        (each["person"], each["role"], each.get("reports_to", "")) for each in rows(text, "org/chart.yaml", "role")
    ]
    assert found == [
        ("Berit Lund", "Managing Director", ""),
        ("Magnus Dorn", "Quay Manager", "Berit Lund"),
        ("Rolf Thorne", "Dive Lead", "Berit Lund"),
    ]


def test_a_last_day() -> None:
    text = "From: Ida Berg <i@quay.example>\nTo: All\nDate: Mon, 19 Jan 2026 11:20:00 +0000\nSubject: Magnus\n\nAfter ten years Magnus Dorn is leaving us. His last day as Quay Manager is Friday 30 January.\n"
    found = rows(text, "mail/magnus.eml", "role")
    assert {(each["person"], each.get("role", ""), each["until"]) for each in found} == {
        ("Magnus Dorn", "Quay Manager", "2026-01-30"),
        ("Magnus Dorn", "", "2026-01-30"),
    }
