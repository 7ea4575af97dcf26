"""The row of a question, and short names for the documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TODAY = "2026-05-22"
DOC = {
    "V2": "policies/superseded/ISMS-POL-01 Information Security Policy v2.0.docx",
    "V3": "policies/ISMS-POL-01 Information Security Policy v3.0.docx",
    "AIP": "policies/AI-POL-01 Use of Algorithms and AI v1.1.pdf",
    "DRAFT": "policies/drafts/AI-POL-01 v2.0 draft 0.3.docx",
    "ACC": "policies/access-control-standard.html",
    "SUP": "policies/ISMS-POL-07-supplier-security.md",
    "SOP": "policies/procedures/SOP-RAD-17 Working with Scathan rev B.docx",
    "B1": "governance/board/Board minutes 24.11.2025.docx",
    "B2": "governance/board/Board extract 2026-03-23.pdf",
    "MR24": "governance/issg/Management review 2024.docx",
    "ISSG": "governance/issg/ISSG_20250916.txt",
    "MR": "governance/issg/Management review Jan 2026.docx",
    "P3": "governance/panel/panel-note-3.md",
    "P5": "governance/panel/AOP minutes 5 Dec 2025.docx",
    "P6": "governance/panel/AOP-17-04-2026.pdf",
    "TOR": "governance/panel/AOP terms of reference.odt",
    "EMT": "governance/emt/EMT notes Oct 2025.html",
    "ARC": "governance/arc/ARC 19 Feb 2026.docx",
    "HAZ": "risk/DVHT hazard log May 2026.xlsx",
    "RA1": "risk/acceptances/RA-2025-03.docx",
    "RA2": "risk/acceptances/RA-2026-01 portable films.pdf",
    "METH": "risk/How we rate risk.pptx",
    "REG": "ai/Register of algorithms.xlsx",
    "AIIA": "ai/scathan/AIIA-02 Scathan impact assessment.docx",
    "TEST": "ai/scathan/RPT-MP-25-06 acceptance test.pdf",
    "CSV": "ai/scathan/scathan_monthly_watch.csv",
    "CARD": "ai/tide/MODEL_CARD.md",
    "WATCH": "ai/tide/tide-watch-2026-q1.html",
    "OBJ": "performance/Objectives 2026.xlsx",
    "KPI": "performance/KPI pack March 2026.pptx",
    "SCORE": "performance/ICT scorecard Q1 2026.pdf",
    "MEMO": "finance/Memo 2025-11-06 AI assurance.docx",
    "INC": "incidents/INC-2025-041.docx",
    "CON": "suppliers/radiolux/DVHT-PROC-2025-031 agreement.pdf",
    "SCAN": "suppliers/radiolux/scan0047.pdf",
    "CLIN": "suppliers/clinnote-flyer.html",
    "IA": "audit/IA-2025-07 report.docx",
    "CA": "audit/Corrective actions.xlsx",
    "SOA": "audit/SoA v1.4.xlsx",
    "LET": "audit/Skellig stage 1 letter.rtf",
    "TRAIN": "people/Training matrix.xlsx",
    "HR": "restricted/people/Case 2026-02 outcome.docx",
    "ANN": "mail/2025-11-10 Fogra - new security policy.eml",
    "TIDE": "mail/RE Tide - who has it now.eml",
    "TIDEA": "mail/RE Tide - who has it now.eml#tide_handover_notes.txt",
    "LEG": "restricted/legal/Advice INC-2025-041.eml",
}
Gold = tuple[str, str] | tuple[str, str, int]


@dataclass
class Asked:
    """One question; `key` names it for follow-ups, `now` sets as_of to the organisation's today."""

    kind: str
    question: str
    answer: str
    facts: list[str] = field(default_factory=list)
    gold: list[Gold] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    key: str = ""
    follows: str = ""
    groups: list[str] = field(default_factory=list)
    as_of: str = ""
    now: bool = False

    def row(self, number: int, ids: dict[str, str]) -> dict[str, Any]:
        """The row as it stands in questions.jsonl."""
        out: dict[str, Any] = {
            "id": f"T{number:03d}",
            "question": self.question,
            "kind": self.kind,
            "answerable": bool(self.gold),
            "answer": self.answer,
            "answer_facts": self.facts,
            "split": "dev",
        }
        if self.groups:
            out["groups"] = self.groups
        if self.as_of or self.now:
            out["as_of"] = self.as_of or TODAY
        if self.follows:
            out["follow_up_of"] = ids[self.follows]
        out["gold"] = []
        for item in self.gold:
            entry: dict[str, Any] = {"doc_id": DOC[item[0]], "quote": item[1]}
            if len(item) == 3:
                entry["page"] = item[2]
            out["gold"].append(entry)
        if self.also:
            out["also"] = [{"doc_id": DOC[name]} for name in self.also]
        return out


def dump(questions: list[Asked]) -> list[dict[str, Any]]:
    """All rows, numbered, with follow-ups resolved."""
    ids = {item.key: f"T{n:03d}" for n, item in enumerate(questions, 1) if item.key}
    return [item.row(n, ids) for n, item in enumerate(questions, 1)]
