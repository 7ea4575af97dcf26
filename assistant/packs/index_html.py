"""The index of a pack as one page without script, font or picture from elsewhere; it prints well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote as percent

from assistant.packs.matter import LEAD, Matter
from assistant.packs.sources import Source
from assistant.reports.forms.sources import plain, subtitle
from assistant.reports.report import Bar, Report, Row, Section
from evidence.citing import Words

_POLICY = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_TONES = frozenset({"good", "warn", "bad"})
_STYLE = """
:root{color-scheme:light dark;--ink:#1d2433;--soft:#556072;--paper:#fff;--card:#f6f8fb;--line:#d9dee8;--link:#1f5fae;
--good:#1a7f4b;--warn:#8a5800;--bad:#b3261e;--mark:#fff3bf}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9f0;--soft:#a4adbd;--paper:#14171d;--card:#1c2129;--line:#343a46;
--link:#8ab8f2;--good:#5cc98d;--warn:#e0a94a;--bad:#f2877f;--mark:#4a4210}}
*{box-sizing:border-box}
body{font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;max-width:62rem;
padding:2.5rem 1.25rem 4rem}
header{border-bottom:3px solid var(--ink);padding-bottom:1rem;margin-bottom:2rem}
.over{font-size:.8rem;letter-spacing:.08em;text-transform:uppercase;color:var(--soft);margin:0}
h1{font-size:1.75rem;line-height:1.25;margin:.3rem 0}
h2{font-size:1.3rem;margin:2.5rem 0 .4rem;line-height:1.3}
h3{font-size:1rem;margin:1.4rem 0 .3rem}
.sub{color:var(--soft);margin:0}
a{color:var(--link)}
ul.said{list-style:none;padding:0;margin:.8rem 0}
ul.said li{padding:.45rem 0 .45rem .9rem;border-left:3px solid var(--line);margin:.3rem 0}
ul.said li.cited{border-color:var(--link)}
ul.said li.lead{font-weight:600;font-size:1.1rem;border-color:var(--ink)}
td.bar{width:60%}
td.bar svg{display:block;width:100%;height:.9rem}
td.bar rect{fill:var(--link)}
.rule{display:block;font-size:.82rem;color:var(--soft)}
sup{line-height:0;white-space:nowrap}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.88rem}
th,td{border-bottom:1px solid var(--line);padding:.4rem .55rem;text-align:left;vertical-align:top}
th{background:var(--card)}
td:first-child{border-left:4px solid transparent}
.good td:first-child{border-left-color:var(--good)}
.warn td:first-child{border-left-color:var(--warn)}
.bad td:first-child{border-left-color:var(--bad)}
.notes{color:var(--soft);font-size:.88rem;margin:.8rem 0}
.notes p{margin:.15rem 0;overflow-wrap:anywhere}
.source{border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem;margin:1rem 0;background:var(--card);
break-inside:avoid-page}
.source h3{margin:0}
.source h3 b{display:inline-block;min-width:2rem;color:var(--link)}
.place{color:var(--soft);font-size:.9rem;margin:.1rem 0 .6rem;overflow-wrap:anywhere}
blockquote{margin:.4rem 0;padding:.5rem .8rem;background:var(--mark);border-radius:6px;white-space:pre-wrap;
overflow-wrap:anywhere}
.files{font-size:.88rem;margin:.5rem 0 0;overflow-wrap:anywhere}
.sha{font:12px/1.4 ui-monospace,monospace;color:var(--soft);overflow-wrap:anywhere;margin:.3rem 0 0}
figure{margin:.8rem 0 0}
figure img{max-width:min(100%,44rem);height:auto;border:1px solid var(--line);background:#fff}
figcaption{font-size:.85rem;color:var(--soft)}
code{font:.88em ui-monospace,monospace;background:var(--card);padding:.1em .3em;border-radius:4px}
@media print{:root{--ink:#000;--paper:#fff;--card:#fff;--soft:#444;--link:#000;--mark:#fff3bf}
body{max-width:none;padding:0;font-size:10.5pt}
h2,h3{break-after:avoid}
tr,figure{break-inside:avoid}
figure img{max-height:20cm}
}
"""


def index_html(matter: Matter, sources: Sequence[Source], key_id: str) -> bytes:
    """The page: chapters with their sentences and tables, each linked to its sources, and how to check the pack."""
    numbers = {source.words: source.number for source in sources}
    body = "".join(_chapter(chapter, matter, numbers) for chapter in matter.chapters)
    notes = "".join(f"<p>{_text(note)}</p>" for note in matter.notes)
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_text(matter.title)}</title>'
        f"<style>{_STYLE}</style></head><body><header><p class=over>Evidence pack · {_text(matter.kind)}</p>"
        f"<h1>{_text(matter.title)}</h1><p class=sub>As of {matter.as_of.isoformat()} · {_count(sources)}</p></header>"
        f"<main>{f'<div class=notes>{notes}</div>' if notes else ''}{body}{_listed(sources)}{_checking(key_id)}</main>"
        "</body></html>\n"
    )
    return page.encode("utf-8", "replace")


def _count(sources: Sequence[Source]) -> str:
    documents = len({source.words.doc_id for source in sources})
    return f"{len(sources)} cited {'passage' if len(sources) == 1 else 'passages'} from {documents} " + (
        "document" if documents == 1 else "documents"
    )


def _chapter(chapter: Report, matter: Matter, numbers: Mapping[Words, int]) -> str:
    head = ""
    if chapter.title != matter.title or len(matter.chapters) > 1:
        head = f"<h2>{_text(chapter.title)}</h2><p class=sub>{_text(subtitle(chapter))}</p>"
    notes = "".join(f"<p>{_text(note)}</p>" for note in chapter.notes)
    parts = "".join(_section(section, numbers) for section in chapter.sections)
    return f"<section>{head}{parts}{f'<div class=notes>{notes}</div>' if notes else ''}</section>"


def _section(section: Section, numbers: Mapping[Words, int]) -> str:
    head = f"<h3>{_text(section.title)}</h3>" if section.title else ""
    said = "".join(
        f"<li{_classes(each.text, bool(each.citations))}>{_text(each.text)}{_marks(each.citations, numbers)}"
        f"{f'<span class=rule>{_text(each.rule)}</span>' if each.rule else ''}</li>"
        for each in section.sentences
    )
    return head + (f"<ul class=said>{said}</ul>" if said else "") + _bars(section.bars) + _table(section, numbers)


def _classes(text: str, cited: bool) -> str:
    names = [name for name, holds in (("cited", cited), ("lead", text.startswith(LEAD) and not cited)) if holds]
    return f' class="{" ".join(names)}"' if names else ""


def _bars(bars: Sequence[Bar]) -> str:
    most = max((bar.value for bar in bars), default=0) or 1
    rows = "".join(
        f"<tr><th scope=row>{_text(bar.label)}</th><td class=bar><svg viewBox='0 0 100 1' preserveAspectRatio=none"
        f" aria-hidden=true><rect width='{100 * max(bar.value, 0) / most:.2f}' height=1 /></svg></td>"
        f"<td>{_text(bar.note or f'{bar.value:g}')}</td></tr>"
        for bar in bars
    )
    return f"<div class=wide><table>{rows}</table></div>" if rows else ""


def _table(section: Section, numbers: Mapping[Words, int]) -> str:
    if not section.columns:
        return ""
    head = "".join(f"<th scope=col>{_text(column)}</th>" for column in section.columns)
    rows = "".join(_row(row, numbers) for row in section.rows)
    return f"<div class=wide><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"


def _row(row: Row, numbers: Mapping[Words, int]) -> str:
    cells = [f"<td>{_text(cell)}" for cell in row.cells]
    if cells:
        cells[-1] += _marks(row.citations, numbers)
    tone = f" class={row.tone}" if row.tone in _TONES else ""
    return f"<tr{tone}>{'</td>'.join(cells)}</td></tr>"


def _marks(citations: Sequence[Words], numbers: Mapping[Words, int]) -> str:
    found = dict.fromkeys(numbers[each] for each in citations if each in numbers)
    return "".join(f' <sup><a href="#s{number}">[{number}]</a></sup>' for number in found)


def _listed(sources: Sequence[Source]) -> str:
    if not sources:
        return ""
    shown: set[str] = set()
    return "<h2>Sources</h2>" + "".join(_source(source, shown) for source in sources)


def _source(source: Source, shown: set[str]) -> str:
    words = source.words
    files = [f'<a href="{_link(source.original)}">original file</a>'] if source.original else []
    inside = f" (in it: {_text(source.inside)})" if source.inside else ""
    files.append(f'<a href="{_link(source.text)}">text as it was read</a>, characters {words.start} to {words.end}')
    missing = f"<p class=files>The original is not in this pack: {_text(source.missing)}.</p>" if source.missing else ""
    return (
        f'<article class=source id="s{source.number}"><h3><b>[{source.number}]</b> {_text(words.title)}</h3>'
        f"<p class=place>{_text(place_of(words))}</p><blockquote>{_text(words.quote)}</blockquote>"
        f"<p class=files>{inside.join([files[0], '']) if source.original else files[0]}"
        f"{' · ' + files[1] if source.original else ''}</p>{missing}"
        f"<p class=sha>SHA-256 of the document: {_text(words.sha256)}</p>{_figures(source, shown)}</article>"
    )


def _figures(source: Source, shown: set[str]) -> str:
    """Each page once; a later source that stands on it links to the picture."""
    drawn = ""
    for shot in source.pages:
        note = f" {_text(shot.note)}" if shot.note else ""
        if not shot.path:
            drawn += f"<p class=files>{note}</p>"
        elif shot.path in shown:
            link = f'<a href="{_link(shot.path)}">Picture of page {shot.number}</a>'
            drawn += f"<p class=files>{link} (shown above).{note}</p>"
        else:
            shown.add(shot.path)
            name = f"Page {shot.number} of {_text(source.words.title)}"
            drawn += (
                f'<figure><a href="{_link(shot.path)}"><img src="{_link(shot.path)}" alt="{name}, the words cited'
                f' highlighted" loading=lazy></a><figcaption>{name}.{note}</figcaption></figure>'
            )
    return drawn


def place_of(words: Words) -> str:
    """Where cited words stand: document, page, sheet and cell, section, kind of text and strength."""
    parts = [words.doc_id]
    parts += [f"page {words.page}"] if words.page else []
    parts += [f"sheet {words.sheet}{f', {words.cell}' if words.cell else ''}"] if words.sheet else []
    parts += [f"§ {words.section}"] if words.section and not words.sheet else []
    parts += [f"from {words.origin}"] if words.origin not in ("text", "cell") else []
    parts += [words.strength.replace("_", " ")] if words.strength != "unknown" else []
    return " · ".join(parts)


def _checking(key_id: str) -> str:
    return (
        "<h2>How to check this pack</h2><p>Every file is listed in <a href=manifest.json>manifest.json</a> with its"
        " SHA-256, and the list is signed (Ed25519, key <code>"
        + _text(key_id)
        + "</code>). On any computer with Python,"
        " without a network:</p><p><code>python verify.py PACK.zip</code> or, with the program,"
        " <code>vouch pack verify PACK.zip --key signing.pub</code></p><p>Take <code>verify.py</code> and the public"
        " key from the organisation rather than from the pack when it matters who made it. The evidence texts are what"
        " the program read from the originals; every quote stands in them at the place given."
        " <a href=ledger.json>ledger.json</a> holds the ledger's entries with what is needed to compute their digests"
        " again, <a href=answers.json>answers.json</a> the answers as data.</p>"
    )


def _link(path: str) -> str:
    return escape(percent(path))


def _text(text: str) -> str:
    return escape(plain(text), quote=True)
