"""Findings against the anomalies that a labelled set's key says were planted in its documents.

    python -m benchmarks.findings_key [samples/foundry] [--home HOME] [--others]

The set's documents are ingested into a folder of their own unless ``--home`` names an archive of them; findings are
those of the day that the key names. A planted anomaly is found when a finding of a type that means the same cites one
of its documents and, where several would do, shares most words with it; every finding serves one anomaly, and further
ones that cite the same documents and name what the anomaly names belong to it. The denominator is all that was planted,
also what no type of finding covers. What remains is not in the key: whether it is true has to be read (``--others``).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
_MEANS: Mapping[str, str] = {
    "acceptance expired": "acceptance_expired",
    "acceptance review missed": "overdue_review",
    "acceptance without record": "acceptance_without_decision",
    "accepted without authority": "acceptance_without_authority",
    "approver conflict": "approver_mismatch",
    "audit not held": "audit_not_held",
    "assessed after live": "assessment_after_use",
    "auditor not independent": "auditor_not_independent",
    "cadence gap": "monitoring_gap meeting_missing communication_gap",
    "closed without effectiveness check": "closed_without_evidence",
    "conflicting figures": "kpi_conflict",
    "high risk without decision": "acceptance_without_decision",
    "impact assessment missing": "missing_assessment assessment_after_use",
    "kpi missed without action": "target_missed_without_decision",
    "lapsed agreement": "agreement_lapsed",
    "missed target without decision": "target_missed_without_decision",
    "never announced": "never_communicated",
    "no date": "treatment_without_owner",
    "no impact assessment": "missing_assessment assessment_after_use",
    "no owner": "risk_without_owner",
    "published before approval": "published_before_approved",
    "recurring": "nonconformity_repeated",
    "review held late": "late_review",
    "review overdue": "overdue_review",
    "soa without owner": "control_without_owner",
    "supplier certificate expired": "certificate_expired",
    "supplier re-evaluation overdue": "supplier_not_assessed",
    "supplier assessment overdue": "supplier_not_assessed",
    "system without assessment": "missing_assessment assessment_after_use",
    "threshold missed without decision": "target_missed_without_decision",
    "training expired": "competence_expired",
    "training gap": "competence_expired competence_missing",
    "unsigned policy": "missing_signature",
    "untrained person": "competence_missing competence_expired",
}
"""What the keys call an anomaly, where it is not the name of a type of finding."""
_NAME = 3  # words of a name, of which one may stand for it
_SMALL = frozenset("a an and are as at by for from has have in is it its no not of on or the to was were with".split())


@dataclass(frozen=True)
class Score:
    """The planted anomalies that were found, those that were not, and the findings that belong to none."""

    found: tuple[Row, ...]
    missed: tuple[Row, ...]
    others: tuple[Row, ...]


def score(planted: Sequence[Row], findings: Sequence[Row]) -> Score:
    """``planted``: rows of a key; ``findings``: rows of ``vouch report findings --json``."""
    pairs = sorted(
        ((_shared(row, each), -at, -to) for at, row in enumerate(planted) for to, each in enumerate(findings)),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for shared, at, to in pairs:
        if shared > 0 and -at not in taken.values() and -to not in taken:
            taken[-to] = -at
    served = set(taken.values())
    for shared, at, to in pairs:
        if shared > 0 and -to not in taken and -at in served and _named(planted[-at], findings[-to]):
            taken[-to] = -at
    return Score(
        tuple(row for at, row in enumerate(planted) if at in served),
        tuple(row for at, row in enumerate(planted) if at not in served),
        tuple(each for to, each in enumerate(findings) if to not in taken),
    )


def _shared(row: Row, finding: Row) -> float:
    """How well a finding fits an anomaly: 0 unless the type and a document agree, then by the words both use."""
    kind = " ".join(str(row["type"]).replace("_", " ").casefold().split())
    if finding["type"] not in _MEANS.get(kind, kind.replace(" ", "_")).split():
        return 0.0
    cited = {str(each["doc_id"]) for each in finding["evidence"]}
    if not cited & set(_documents(row)):
        return 0.0
    wanted, said = _words(_text(row)), _words(str(finding["summary"]))
    return 1 + len(cited & set(_documents(row))) + 10 * len(wanted & said) / max(1, len(wanted))


def _named(row: Row, finding: Row) -> bool:
    """Whether an anomaly names what a finding is about: most words of a key of its subject, or its reference."""
    said = _words(_text(row))
    keys = (_words(str(key)) for key in finding["subject"] if not re.fullmatch(r"[\d.-]*", str(key)))
    return any((key and len(key & said) > len(key) / 2) or _reference(key, said) for key in keys)


def _reference(key: set[str], said: set[str]) -> bool:
    return any(word in said and any(map(str.isdigit, word)) for word in key) or bool(key & said and len(key) <= _NAME)


def _documents(row: Row) -> Iterable[str]:
    listed: list[str] = row.get("documents") or row.get("docs") or []
    return listed


def _text(row: Row) -> str:
    return " ".join(str(row.get(name) or "") for name in ("subject", "summary", "what"))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[\w./-]*\w", text.casefold()) if word not in _SMALL}


def _findings(folder: Path, home: Path, today: str) -> list[Row]:
    run = [sys.executable, "-m", "vouch"]
    quiet = {**os.environ, "VOUCH_LOG__LEVEL": "error", "VOUCH_TODAY": today}
    if not home.exists():
        ingest = [*run, "ingest", str(folder / "docs"), "--home", str(home)]
        subprocess.run(ingest, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=quiet)
    asked = [*run, "report", "findings", "--format", "json", "--home", str(home)]
    shown = subprocess.run(asked, check=True, capture_output=True, text=True, env=quiet).stdout
    rows: list[Row] = json.loads(shown)
    return rows


def main() -> int:
    """Print how many planted anomalies are found, those that are not, and how many findings are not in the key."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", nargs="?", type=Path, default=Path("samples/foundry"))
    parser.add_argument("--home", type=Path, help="an archive of the set's documents")
    parser.add_argument("--others", action="store_true", help="list the findings that are not in the key")
    options = parser.parse_args()
    key = json.loads((options.set / "key.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        findings = _findings(options.set, options.home or Path(scratch) / "home", key["today"])
    outcome = score(key["anomalies"], findings)
    print(
        f"{options.set.name}: {len(outcome.found)} of {len(key['anomalies'])} planted found; {len(findings)} findings, "
        f"{len(outcome.others)} of them not in the key"
    )
    for row in outcome.missed:
        print(f"missed  {row['type']}: {_text(row).strip()[:150]}")
    for each in outcome.others if options.others else ():
        print(f"other   {each['type']}: {each['summary'][:180]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
