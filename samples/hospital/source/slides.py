"""The two slide decks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kit import freeze_zip
from pptx import Presentation
from pptx.util import Cm, Pt


@dataclass
class Slide:
    """A slide: a title, bullets or a table, and the speaker's notes."""

    title: str
    bullets: Sequence[str] = ()
    table: Sequence[Sequence[str]] = ()
    notes: str = ""


def deck(path: Path, slides: Sequence[Slide], author: str, title: str, when: str) -> None:
    """Write a deck; the first slide is the title slide."""
    show = Presentation()
    for n, item in enumerate(slides):
        layout = 0 if n == 0 else 5 if item.table else 1
        slide = show.slides.add_slide(show.slide_layouts[layout])
        slide.shapes.title.text = item.title
        if item.table:
            shape = slide.shapes.add_table(len(item.table), len(item.table[0]), Cm(1.5), Cm(4.5), Cm(22), Cm(8))
            for r, row in enumerate(item.table):
                for c, text in enumerate(row):
                    cell = shape.table.cell(r, c)
                    cell.text = text
                    cell.text_frame.paragraphs[0].font.size = Pt(13)
        elif item.bullets:
            frame = slide.placeholders[1].text_frame
            frame.text = item.bullets[0]
            for text in item.bullets[1:]:
                frame.add_paragraph().text = text
        if item.notes:
            slide.notes_slide.notes_text_frame.text = item.notes
    props = show.core_properties
    props.author = props.last_modified_by = author
    props.title = title
    buf = io.BytesIO()
    show.save(buf)
    path.write_bytes(freeze_zip(buf.getvalue(), when))


KPI_PACK = (
    Slide("KPI pack – March 2026", ("Information security and AI · Pádraig Ó Síocháin · 2 April 2026",)),
    Slide(
        "Where we stand",
        table=(
            ("Aim", "Measure", "Goal", "December", "March"),
            ("IS-1", "Phishing: share who clicked", "under 5%", "7.7%", "6.8%"),
            ("IS-2", "Leavers off on the last day", "98%", "94%", "96.1%"),
            ("IS-3", "Critical patches in 14 days", "95%", "89%", "91%"),
            ("IS-4", "Restore tests passed", "4 a year", "2 (2025)", "1"),
            ("AO-1", "Scáthán, pneumothorax found", "92%", "93.0%", "92.6%"),
            ("AO-2", "Tide mean error (beds)", "7 or fewer", "7.7", "9.1"),
            ("AO-3", "Users with a valid module", "90%", "71%", "84%"),
        ),
        notes="Phishing is the March exercise only, each person counted once: 1,912 mails, 130 clicked.",
    ),
    Slide(
        "What went well",
        (
            "Leavers: HR now sends the list at noon",
            "Ninety people did the Scáthán module in Q1",
            "First restore test of the year: EPR back in 5 h 20 min",
        ),
    ),
    Slide(
        "What did not",
        (
            "Tide: above its trigger since February",
            "Patching of radiology consoles: the maker sends fixes late",
            "Public trust (AO-4): we still have no measure",
        ),
        notes="Lorcan said he would ask the university for help with AO-4. No date.",
    ),
    Slide(
        "Asked of the Executive",
        (
            "Say who may take Tide off the wards' e-mail",
            "Nothing else this month",
        ),
    ),
)

RISK_METHOD = (
    Slide("How we rate risk", ("Nine slides for people who mind a risk · Siobhán Hanratty · as of 1 September 2025",)),
    Slide("Why bother", ("So that the worst things get the most attention", "So that somebody has said yes")),
    Slide(
        "Likelihood × impact",
        table=(
            ("", "1", "3", "5"),
            ("Likelihood", "once in ten years", "once a year", "every month"),
            ("Impact", "nobody notices", "care is slowed", "someone is badly hurt or care stops"),
        ),
        notes="2 and 4 are in between. Do not multiply by feeling.",
    ),
    Slide(
        "Who may live with it",
        table=(
            ("Score", "Band", "Who"),
            ("1 to 6", "low", "the manager who minds it"),
            ("8 to 12", "medium", "a director, form RM-7 or memo"),
            ("15 to 25", "high", "the Chief Executive, who tells the Board"),
        ),
    ),
    Slide(
        "Where AI risks come from",
        (
            "The impact assessment, which is done first",
            "Incidents and near misses on Q-Log",
            "Monthly watch and drift figures",
            "A horizon scan by the Panel, every quarter",
        ),
        notes="Each source is read by the Risk Manager and the person answerable together; they agree the score.",
    ),
    Slide(
        "Which first?",
        (
            "Score, highest first",
            "A tie is broken by harm to patients, then by how soon it could happen",
        ),
    ),
    Slide(
        "Living with it",
        (
            "Always with an end date, twelve months at most",
            "Always with a name and a signature",
            "No form, no acceptance",
        ),
    ),
    Slide("When you look again", ("Low: yearly", "Medium: every six months", "High: every quarter")),
    Slide("Ask", ("Siobhán, ext. 4120. The coffee is terrible but I have biscuits.",)),
)
