"""Reports as one HTML page that needs nothing else: no script, no font, no picture from elsewhere; prints well."""

from __future__ import annotations

from html import escape

from assistant.reports.forms.sources import Sources, place, plain, quote, subtitle
from assistant.reports.report import Bar, Report, Row, Section, Sentence
from evidence.citing import Words

_STYLE = """
:root{color-scheme:light dark; --ink:#1d2433; --paper:#fff; --line:#d9dee8; --soft:#f5f7fa; --good:#1a7f4b;
  --warn:#9a6200; --bad:#b3261e; --bar:#3b6fb6}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9f0; --paper:#14171d; --line:#343a46; --soft:#1c2129;
  --good:#5cc98d; --warn:#e0a94a; --bad:#f2877f; --bar:#7aa7e6}
}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:2rem auto;
  max-width:76rem;padding:0 1rem}
h1{font-size:1.6rem;margin:0}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
.sub{opacity:.75;margin:.2rem 0 1rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{border-bottom:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}
th{background:var(--soft);position:sticky;top:0}
td:first-child{border-left:4px solid transparent}
.good td:first-child{border-left-color:var(--good)}
.warn td:first-child{border-left-color:var(--warn)}
.bad td:first-child{border-left-color:var(--bad)}
sup a{text-decoration:none;color:var(--bar)}
.notes{background:var(--soft);padding:.6rem 1rem;border-radius:6px;margin-top:1.5rem}
.sources li{margin:.2rem 0;font-size:.88rem}
.sources q{font-style:italic}
text{fill:currentColor;font:13px system-ui,sans-serif}
@media print{body{margin:0;max-width:none}
th{position:static}
tr{break-inside:avoid}
}
"""
_LABEL, _BARS, _STEP = 260, 420, 26
_TONES = {"good": "var(--good)", "warn": "var(--warn)", "bad": "var(--bad)"}


def as_html(report: Report) -> bytes:
    """The report as a page, its sources at the end, each linked from where it is cited."""
    sources = Sources()
    body = "".join(_section(section, sources) for section in report.sections)
    notes = "".join(f"<p>{_text(note)}</p>" for note in report.notes)
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_text(report.title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
        f'<h1>{_text(report.title)}</h1><p class="sub">{_text(subtitle(report))}</p>{body}'
        f"{f'<div class=notes>{notes}</div>' if notes else ''}{_listed(sources)}</body></html>\n"
    )
    return page.encode("utf-8", "replace")


def _section(section: Section, sources: Sources) -> str:
    heading = f"<h2>{_text(section.title)}</h2>" if section.title else ""
    told = "".join(f"<li>{_sentence(each, sources)}</li>" for each in section.sentences)
    return heading + (f"<ul>{told}</ul>" if told else "") + _chart(section.bars) + _table(section, sources)


def _sentence(sentence: Sentence, sources: Sources) -> str:
    rule = f' title="{_text(sentence.rule)}"' if sentence.rule else ""
    return f"<span{rule}>{_text(sentence.text)}</span>{_marks(sentence.citations, sources)}"


def _table(section: Section, sources: Sources) -> str:
    if not section.columns:
        return ""
    head = "".join(f'<th scope="col">{_text(column)}</th>' for column in section.columns)
    rows = "".join(_row(row, sources) for row in section.rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(row: Row, sources: Sources) -> str:
    cells = [f"<td>{_text(cell)}" for cell in row.cells]
    if cells:
        cells[-1] += _marks(row.citations, sources)
    tone = f' class="{row.tone}"' if row.tone in _TONES else ""
    return f"<tr{tone}>{'</td>'.join(cells)}</td></tr>"


def _chart(bars: tuple[Bar, ...]) -> str:
    if not bars:
        return ""
    most = max(bar.value for bar in bars) or 1
    drawn = []
    for place_, bar in enumerate(bars):
        y, width = place_ * _STEP, max(1, _BARS * max(bar.value, 0) / most)
        fill = _TONES.get(bar.tone, "var(--bar)")
        drawn.append(
            f'<text x="{_LABEL - 8}" y="{y + 17}" text-anchor="end">{_text(bar.label[:38])}</text>'
            f'<rect x="{_LABEL}" y="{y + 4}" width="{width:.0f}" height="{_STEP - 9}" rx="3" fill="{fill}"/>'
            f'<text x="{_LABEL + width + 6:.0f}" y="{y + 17}">{_text(bar.note)}</text>'
        )
    said = "; ".join(f"{bar.label}: {bar.note}" for bar in bars)
    size = (
        f'viewBox="0 0 {_LABEL + _BARS + 80} {len(bars) * _STEP}" width="{_LABEL + _BARS + 80}" style="max-width:100%"'
    )
    return f'<svg role="img" aria-label="{_text(said)}" {size}>{"".join(drawn)}</svg>'


def _marks(citations: tuple[Words, ...], sources: Sources) -> str:
    numbers = sources.numbers(citations)
    return "".join(f'<sup><a href="#s{number}">[{number}]</a></sup>' for number in numbers)


def _listed(sources: Sources) -> str:
    if not sources.words:
        return ""
    items = "".join(
        f'<li id="s{number}">{_text(words.title)} · {_text(place(words))} <q>{_text(quote(words))}</q></li>'
        for number, words in enumerate(sources.words, 1)
    )
    return f'<h2>Sources</h2><ol class="sources">{items}</ol>'


def _text(text: str) -> str:
    return escape(plain(text), quote=True)
