"""Build every file under docs/ from the texts and tables under source/."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "source"))

import asked
import asked_plain
import asked_wide
import sheets
import slides
from kit import Look, docx, odt, pdf, rtf, scan

TEXTS = ROOT / "source" / "texts"
DOCS = ROOT / "docs"
AT = "dvht.example"
ACCESS = {
    "default": ["all-staff"],
    "rules": [
        {"path": "restricted/people/**", "groups": ["people-confidential"]},
        {"path": "restricted/legal/**", "groups": ["counsel"]},
    ],
    "default_closed": False,
}
LETTER = (
    "*Radiolux Systems Oy",
    "Hämeenkatu, Tampere, Finland",
    "",
    "                                                                        Tampere, 2 March 2026",
    "",
    "Dr Niamh Kehoe, Clinical Director of Radiology",
    "Dodder Valley Hospitals Trust, Dublin",
    "Copy: Dr Ruairí Lawlor",
    "",
    "*Field safety notice FSN-2026-04",
    "TriageRay adult chest, version 4.2.1",
    "",
    "Dear Dr Kehoe,",
    "",
    "Reports from four hospitals show that version 4.2.1 finds fewer small",
    "pneumothoraces on films from mobile units of the type Corvus M3 than it",
    "does on films from fixed rooms. Your hospitals use eleven such units.",
    "",
    "What you should do now: arrange a second read of films from mobile",
    "units until the correction is installed.",
    "",
    "What we will do: version 4.2.3 corrects the fault. It is free of charge.",
    "We ask you to install it by 30 April 2026. Our engineer, Pekka Salo,",
    "will ring you this week.",
    "",
    "The Health Products Regulatory Authority has been informed.",
    "",
    "Yours sincerely,",
    "",
    "Marguerite Sauvage (signed)",
    "Account Director",
)


def text(slug: str) -> str:
    """The source text with this name."""
    return (TEXTS / slug).read_text(encoding="utf8")


def put(name: str) -> Path:
    """The path of a document, its folder made."""
    path = DOCS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def word(name: str, slug: str, look: Look) -> None:
    """One Word document."""
    docx(put(name), text(slug + ".mk"), look)


def plain(name: str, slug: str) -> None:
    """One document that is its own source."""
    put(name).write_text(text(slug), encoding="utf8")


def mail(name: str, heads: Sequence[tuple[str, str]], body: str, attach: tuple[str, str] | None = None) -> None:
    """One message, with a text attachment or none; the boundary is fixed."""
    lines = [f"{key}: {value}" for key, value in heads] + ["MIME-Version: 1.0"]
    kind = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    if attach is None:
        lines += [*kind, "", body]
    else:
        mark = "dvht-part-0001"
        lines += [f'Content-Type: multipart/mixed; boundary="{mark}"', "", f"--{mark}", *kind, "", body, f"--{mark}"]
        lines += [*kind, f'Content-Disposition: attachment; filename="{attach[0]}"', "", attach[1], f"--{mark}--", ""]
    put(name).write_bytes("\r\n".join("\n".join(lines).splitlines()).encode("utf8") + b"\r\n")


def policies() -> None:
    """Policies, a draft, a standard and a procedure."""
    word(
        "policies/superseded/ISMS-POL-01 Information Security Policy v2.0.docx",
        "pol_infosec_v2",
        Look(
            "D. Kehoe",
            "2024-12-09",
            "Information Security Policy",
            size=10.5,
            numbers=True,
            header="SUPERSEDED by version 3.0 – kept for the record",
            footer="ISMS-POL-01 v2.0",
        ),
    )
    word(
        "policies/ISMS-POL-01 Information Security Policy v3.0.docx",
        "pol_infosec_v3",
        Look(
            "P. Ó Síocháin",
            "2025-11-03",
            "Information Security Policy",
            font="Georgia",
            table="Light Grid Accent 3",
            footer="ISMS-POL-01 v3.0 – the copy on An Líon is the valid one",
            numbers=True,
            colour=(30, 90, 60),
        ),
    )
    pdf(
        put("policies/AI-POL-01 Use of Algorithms and AI v1.1.pdf"),
        text("pol_ai_v11.mk"),
        Look(
            "Eoin Halpin",
            "2025-04-04",
            "Use of Algorithms and AI in Care",
            size=10.5,
            numbers=True,
            header="Dodder Valley Hospitals Trust",
            footer="AI-POL-01 version 1.1 · owner: Medical Director ·",
        ),
    )
    word(
        "policies/drafts/AI-POL-01 v2.0 draft 0.3.docx",
        "pol_ai_draft2",
        Look(
            "A. Scanlon",
            "2026-04-08",
            "AI policy draft",
            font="Arial",
            size=10,
            colour=(120, 40, 40),
            comments=(
                ("Every algorithm has a person", "Lorcan Whyte", "Who is this for Tide on a Sunday? Still thin."),
                ("Event logs are kept", "Eoin Halpin", "About 11,400 euro a year more, by my reckoning."),
            ),
        ),
    )
    plain("policies/access-control-standard.html", "pol_access.html")
    plain("policies/ISMS-POL-07-supplier-security.md", "pol_supplier.md")
    word(
        "policies/procedures/SOP-RAD-17 Working with Scathan rev B.docx",
        "sop_rad17",
        Look(
            "R. Lawlor",
            "2026-03-18",
            "SOP-RAD-17",
            font="Verdana",
            size=9.5,
            table="Light List Accent 1",
            header="SOP-RAD-17 rev B",
            numbers=True,
        ),
    )


def governance() -> None:
    """Minutes of six bodies, in six manners."""
    word(
        "governance/board/Board minutes 24.11.2025.docx",
        "gov_board_nov25",
        Look("R. Tallon", "2026-01-26", font="Times New Roman", size=11.5, footer="An Bord 142"),
    )
    pdf(
        put("governance/board/Board extract 2026-03-23.pdf"),
        text("gov_board_mar26.mk"),
        Look(
            "R. Tallon",
            "2026-03-30",
            "Extract",
            font="serif",
            size=11.5,
            numbers=True,
            header="DVHT Board · meeting of 23 March 2026 · EXTRACT",
        ),
    )
    word("governance/issg/Management review 2024.docx", "gov_issg_feb25", Look("P. Ó Síocháin", "2025-02-20"))
    plain("governance/issg/ISSG_20250916.txt", "gov_issg_sep25.txt")
    word(
        "governance/issg/Management review Jan 2026.docx",
        "gov_mr26",
        Look(
            "P. Ó Síocháin", "2026-02-10", "Management review", size=10, table="Medium Shading 1 Accent 1", numbers=True
        ),
    )
    plain("governance/panel/panel-note-3.md", "gov_aop_jun25.md")
    word(
        "governance/panel/AOP minutes 5 Dec 2025.docx",
        "gov_aop_dec25",
        Look("M. Wójcik", "2025-12-11", font="Arial", size=10),
    )
    pdf(
        put("governance/panel/AOP-17-04-2026.pdf"),
        text("gov_aop_apr26.mk"),
        Look("S. Kilbride", "2026-04-24", "AOP", size=10, font="dejavu", footer="Quality office", numbers=True),
    )
    odt(
        put("governance/panel/AOP terms of reference.odt"),
        text("gov_aop_tor.mk"),
        "Terms of reference",
        "L. Whyte",
        "2025-02-20",
    )
    plain("governance/emt/EMT notes Oct 2025.html", "gov_emt_oct25.html")
    word(
        "governance/arc/ARC 19 Feb 2026.docx",
        "gov_arc_feb26",
        Look("R. Tallon", "2026-03-02", font="Cambria", size=11, colour=(70, 70, 70)),
    )


def risk_and_ai() -> None:
    """Risks, algorithms and how they are watched."""
    sheets.hazard_log(put("risk/DVHT hazard log May 2026.xlsx"))
    word("risk/acceptances/RA-2025-03.docx", "risk_ra_2025_03", Look("T. Rourke", "2025-07-03", font="Arial", size=10))
    pdf(
        put("risk/acceptances/RA-2026-01 portable films.pdf"),
        text("risk_ra_2026_01.mk"),
        Look("L. Whyte", "2026-03-16", "Memo", font="serif", size=11.5),
    )
    slides.deck(put("risk/How we rate risk.pptx"), slides.RISK_METHOD, "S. Hanratty", "How we rate risk", "2025-09-01")
    sheets.register(put("ai/Register of algorithms.xlsx"))
    word(
        "ai/scathan/AIIA-02 Scathan impact assessment.docx",
        "ai_scathan_aiia",
        Look(
            "R. Lawlor", "2025-05-02", "AIIA-02", font="Garamond", size=11.5, table="Light Grid Accent 1", numbers=True
        ),
    )
    pdf(
        put("ai/scathan/RPT-MP-25-06 acceptance test.pdf"),
        text("ai_scathan_test.mk"),
        Look(
            "O. Adeyemi",
            "2025-04-11",
            "RPT-MP-25-06",
            size=10.5,
            numbers=True,
            footer="RPT-MP-25-06",
            header="Medical Physics and Bioengineering, St Gobnait's Hospital",
        ),
    )
    plain("ai/scathan/scathan_monthly_watch.csv", "ai_scathan_monthly.csv")
    plain("ai/tide/MODEL_CARD.md", "ai_tide_card.md")
    plain("ai/tide/tide-watch-2026-q1.html", "ai_tide_q1.html")


def running() -> None:
    """Objectives, figures, money, incident, suppliers, audit, people, mail."""
    sheets.objectives(put("performance/Objectives 2026.xlsx"))
    slides.deck(put("performance/KPI pack March 2026.pptx"), slides.KPI_PACK, "P. Ó Síocháin", "KPI pack", "2026-04-02")
    pdf(
        put("performance/ICT scorecard Q1 2026.pdf"),
        text("perf_scorecard.mk"),
        Look("D. Kehoe", "2026-04-13", "Scorecard", size=10, landscape=True, numbers=True),
    )
    word("finance/Memo 2025-11-06 AI assurance.docx", "fin_memo", Look("D. Quigley", "2025-11-06", size=11))
    word(
        "incidents/INC-2025-041.docx",
        "inc_041",
        Look("R. Lawlor", "2025-09-12", "INC-2025-041", font="Tahoma", size=10, header="Q-Log print", numbers=True),
    )
    pdf(
        put("suppliers/radiolux/DVHT-PROC-2025-031 agreement.pdf"),
        text("sup_radiolux.mk"),
        Look(
            "C. Standish",
            "2025-02-14",
            "Services Agreement",
            font="serif",
            size=12,
            numbers=True,
            footer="Radiolux / DVHT services agreement",
        ),
    )
    scan(put("suppliers/radiolux/scan0047.pdf"), LETTER, "2026-03-04")
    plain("suppliers/clinnote-flyer.html", "sup_clinnote.html")
    word("audit/IA-2025-07 report.docx", "aud_ia07", Look("M. Greaney", "2025-12-01", table="Light List Accent 1"))
    sheets.actions(put("audit/Corrective actions.xlsx"))
    sheets.applicability(put("audit/SoA v1.4.xlsx"))
    rtf(put("audit/Skellig stage 1 letter.rtf"), text("aud_cert_letter.mk"))
    sheets.training(put("people/Training matrix.xlsx"))
    word("restricted/people/Case 2026-02 outcome.docx", "hr_case", Look("O. Fennelly", "2026-03-12"))


def letters() -> None:
    """The three messages."""
    mail(
        "mail/2025-11-10 Fogra - new security policy.eml",
        (
            ("From", f"Fionnuala Devaney <fionnuala.devaney@{AT}>"),
            ("To", f"all-staff@{AT}"),
            ("Date", "Mon, 10 Nov 2025 08:02:00 +0000"),
            ("Message-ID", f"<20251110.0802@{AT}>"),
            ("Subject", "Fogra / Notice: new Information Security Policy"),
        ),
        text("mail_policy_announce.txt"),
    )
    mail(
        "mail/RE Tide - who has it now.eml",
        (
            ("From", f"Bernie Tuohy <bernie.tuohy@{AT}>"),
            ("To", f"Eoin Halpin <eoin.halpin@{AT}>"),
            ("Cc", f"Lorcan Whyte <lorcan.whyte@{AT}>, Magda Wojcik <magda.wojcik@{AT}>"),
            ("Date", "Fri, 30 Jan 2026 07:51:00 +0000"),
            ("Message-ID", f"<20260130.0751@{AT}>"),
            ("Subject", "RE: Tide - who has it now"),
        ),
        text("mail_tide_handover.txt"),
        ("tide_handover_notes.txt", text("mail_tide_handover_att.txt")),
    )
    mail(
        "restricted/legal/Advice INC-2025-041.eml",
        (
            ("From", f"Ciara Standish <ciara.standish@{AT}>"),
            ("To", f"Fionnuala Devaney <fionnuala.devaney@{AT}>"),
            ("Cc", f"Deirdre Quigley <deirdre.quigley@{AT}>"),
            ("Date", "Wed, 11 Mar 2026 17:40:00 +0000"),
            ("Message-ID", f"<20260311.1740@{AT}>"),
            ("Subject", "Privileged: INC-2025-041"),
        ),
        text("mail_legal.txt"),
    )


def main() -> None:
    """Build everything afresh."""
    shutil.rmtree(DOCS, ignore_errors=True)
    for part in (policies, governance, risk_and_ai, running, letters):
        part()
    (DOCS / "access.json").write_text(json.dumps(ACCESS, indent=2) + "\n", encoding="utf8")
    rows = asked.dump([*asked_plain.ROWS, *asked_wide.ROWS])
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (ROOT / "questions.jsonl").write_text(lines, encoding="utf8")
    files = [p for p in DOCS.rglob("*") if p.is_file() and p.name != "access.json"]
    print(len(files), "documents,", sum(p.stat().st_size for p in files) // 1024, "KiB")


if __name__ == "__main__":
    main()
