"""Risks, their treatments and their acceptance: registers, treatment plans, acceptance forms, letters and decisions.

Acceptances in sentences are found by ``accepted``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evidence.model import Fact, Span
from evidence.states import state
from ingest.facts import risk_lines
from ingest.facts.accepted import risk_of, risk_text, said
from ingest.facts.carded import Card, cards, record
from ingest.facts.cells import identifier, plain, references, split_reference
from ingest.facts.parties import party
from ingest.facts.reading import Reading
from ingest.facts.registers import Line, forms, header, lines
from ingest.facts.shapes import WHEN_RATED

NAME = "risks/1"

_ACCEPT = re.compile(
    r"accept|tolerat|retain|\blive[sd]? with\b|^(?:take|taken|carry|carried)(?: on| it)*$|akzeptier|tragen", re.I
)
_UNTIL = re.compile(r",?\s+(?:until|till|up to)\s+", re.I)
_ACCEPTED_BY = re.compile(r"(?:risk )?(?:accepted|tolerated|retained) by (?P<who>.{2,80})", re.I)
_ACCEPTOR = re.compile(r"(?:residual )?(?:risk )?(?:accepted|tolerated|retained|taken on|carried) by", re.I)
_PENDING = re.compile(
    r"\b(?:pending|to follow|proposed|planned|requested|awaiting|under discussion|to be|not yet|not accepted|propos|no longer|until decided)\b",
    re.I,
)
_CALCULATION = re.compile(r"(\d{1,2})\s*[x×*]\s*(\d{1,2})\s*=\s*(\d{1,4})")
_ONLY_ACCEPTED = re.compile(
    r"(?:to )?(?:accept|tolerat|retain|live with|carr(?:y|ied))\w*(?: (?:it|this|(?:the )?risk|as (?:it )?is|for now|for the time being|(?:until|till) [\w /.-]{2,40}))*\W*",
    re.I,
)
_CHOSEN = re.compile(
    r"\W*(?:(?:risk|to|be|the|and|or|with|is|it)\b\W*|(?:treat|toler|accept|tak|transfer|shar|terminat|avoid|mitigat|reduc|retain|insur|live)\w*\W*)+",
    re.I,
)  # the choice itself, and no deed
_PROGRESS = re.compile(
    r"(?:how far|progress|(?:(?:treatment|measure|action|mitigation)s? )?(?:progress|implementation)(?: status)?|(?:treatment|measure|action|mitigation)s? (?:status|state)|(?:state|status) of (?:the )?(?:treatment|measure|action|mitigation)s?|done\??|implemented\??)(?: (?:at|on|as of|by) .{2,20})?",
    re.I,
)
_FIGURE = re.compile(r"\d[\d.,]*\s*%?")
_FACTOR = re.compile(r"\d{1,2}")
_STEP = re.compile(
    r"(?P<first>\d{1,2})\s*[(:–—-]\s*[A-Za-z][A-Za-z ]{2,24}\)?|[A-Za-z][A-Za-z ]{2,24}[(:–—-]\s*(?P<last>\d{1,2})\)?"
)
_RISK = re.compile(r"\brisks?\b|\bhazards?\b|\bRAID\b|\bassurance framework\b", re.I)
_SCORE = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
_LEVEL = re.compile(
    r"\b(very low|very high|low|medium|moderate|high|critical|severe|extreme|negligible|minor|major)\b", re.I
)
_PAPER = re.compile(
    r"^(?:(?:signed )?(?:letter|memo(?:randum)?|note|form|e-?mail|mail|decision|minutes|resolution|statement)\b(?:\s+(?:of|from|by))?)\s+",
    re.I,
)
_CLOSED = re.compile(
    r"\b(?:closed|retired|former|archived|withdrawn|resolved|gone(?! (?:through|over|into))|no longer live|off the (?:live )?list)\b",
    re.I,
)


def facts(reading: Reading) -> Iterator[Fact]:
    """Kinds ``risk``, ``treatment`` and ``acceptance``."""
    every = list(_every(reading))
    yield from every
    if not any(fact.kind == "risk" for fact in every):
        yield from risk_lines.facts(reading)


def _every(reading: Reading) -> Iterator[Fact]:
    carded = [line for card in cards(reading) if (line := _on_card(reading, card))]
    for line in (*lines(reading, "risk"), *carded):
        yield from _of_register(reading, line)
    for line in lines(reading, "treatment"):
        yield from _treatment(reading, line)
    accepted = False
    for line in lines(reading, "acceptance"):
        for fact in _form(reading, line, listed=True):
            accepted = True
            yield fact
    for line in forms(reading, "acceptance"):
        for fact in _form(reading, line):
            accepted = True
            yield fact
    for line in () if accepted or carded else forms(reading, "risk"):
        if line.text("likelihood", "impact", "score", "level", "treatment"):
            yield from _of_register(reading, line)
    if not accepted and reading.kind not in ("policy", "agenda"):
        yield from said(reading)


def _on_card(reading: Reading, card: Card) -> Line | None:
    """The risk that a heading names and labels below it rate; nothing where no rating tells that it is one."""
    told = record(reading, card, "risk")
    rated = told.text("likelihood", "impact", "score", "level")
    named = card.kind in ("", "risk", "hazard") and (_RISK.search(f"{card.kind} {reading.title} {reading.path}"))
    return (
        told if rated and named and told.text("text") and told.text("owner", "treatment", "measure", "status") else None
    )


def _of_register(reading: Reading, line: Line) -> Iterator[Fact]:
    number, text = _named(line)
    if not number and not text:
        return
    status, spans = line.standing(), list(line.spans)
    if not status and line.table is not None and (closed := _closed_list(reading, line)):
        status = "closed"
        spans.append(closed)
    if not text and len(line.values) == 1 and "text" in line.columns:
        return  # a number that waits for its risk
    fields = {
        "number": number,
        "text": text,
        "owner": line.text("owner"),
        "likelihood": _figure(line.text("likelihood")),
        "impact": _figure(line.text("impact")),
        "treatment": line.text("treatment") or line.text("measure"),
        "status": status,
        **_rating(line),
    }
    fields |= _before(line, fields)
    if (not line.text("score") or _when_rated(reading, line)) and (product := _multiplied(reading, line)):
        fields["score"] = product
    dates = {"closed": line.closed("closed"), "raised": line.day("raised"), "due": line.day("due")}
    yield reading.fact("risk", fields, spans, extractor=NAME, dates=dates, origin="cell")
    yield from _accepted_row(reading, line, number, text)
    yield from _treated_row(reading, line, number or text)


def _named(line: Line) -> tuple[str, str]:
    """A risk's number and words, also where one column holds both."""
    number, text = line.number("number"), line.text("text")
    if number and text:
        return number, text
    lead, rest = split_reference(number or text)
    if lead and not rest and not number and not identifier(lead):
        return "", text
    return (line.number("number") if number and not rest else lead), rest


def _figure(words: str) -> str:
    """The figure of a cell that names the step of the scale as well: "4 (Likely)", "Likely - 4"."""
    match = _STEP.fullmatch(words)
    return (match["first"] or match["last"]) if match else words


def _rating(line: Line) -> dict[str, str]:
    """Score and level, which one column may hold together ("3 x 4 = 12 (high)")."""
    score, level = line.text("score"), line.text("level")
    words = f"{score} {level}"
    found: dict[str, str] = {}
    if calculation := _CALCULATION.search(words):
        found["score"] = calculation[3]
        found.setdefault("likelihood", line.text("likelihood") or calculation[1])
        found.setdefault("impact", line.text("impact") or calculation[2])
    elif number := _SCORE.search(score) or _SCORE.match(level):
        found["score"] = number[0]
    if named := _LEVEL.search(words):
        found["level"] = named[0]
    elif level and level != found.get("score"):
        found["level"] = level
    if score and not found:
        found["score"] = score
    return found


def _when_rated(reading: Reading, line: Line) -> bool:
    """Whether the score's column only tells when it was given, so that a product of likelihood and impact goes before it."""
    names = header(reading, line.table) if line.table is not None else ()
    column = line.columns.get("score", len(names))
    return column < len(names) and WHEN_RATED.fullmatch(plain(names[column])) is not None


def _before(line: Line, fields: Mapping[str, str]) -> dict[str, str]:
    """The rating before the treatment, beside the one that counts; the score again where likelihood and impact give it."""
    before = line.text("inherent")
    if not before or line.columns.get("inherent") in (line.columns.get("score"), line.columns.get("level")):
        return {}
    factors = (fields.get("likelihood", ""), fields.get("impact", ""))
    if all(_FACTOR.fullmatch(each) for each in factors) and before == str(int(factors[0]) * int(factors[1])):
        return {"inherent": before, "score": before}
    return {"inherent": before}


def _multiplied(reading: Reading, line: Line) -> str:
    """The score in a column that no name tells: the product of likelihood and impact of its row."""
    likelihood, impact = line.text("likelihood"), line.text("impact")
    if line.row is None or not (_FACTOR.fullmatch(likelihood) and _FACTOR.fullmatch(impact)):
        return ""
    product = str(int(likelihood) * int(impact))
    free = (cell for cell in line.row.cells if cell.column not in line.columns.values())
    return next((product for cell in free if reading.text[cell.start : cell.end].strip() == product), "")


def _closed_list(reading: Reading, line: Line) -> Span | None:
    """The words of a caption that say that a table lists closed risks."""
    table = line.table
    if table is None or not _CLOSED.search(table.caption):
        return None
    top = max(table.header_end, table.start) + 1
    at = reading.text.rfind(table.caption, max(0, top - 2_000), top)
    return Span(at, at + len(table.caption)) if at >= 0 else None


def _accepted_row(reading: Reading, line: Line, number: str, text: str) -> Iterator[Fact]:
    treatment = line.text("treatment")
    said = treatment or line.text("status") or line.text("measure")
    if not _ACCEPT.search(said) and line.day("by") and line.table is not None:
        said = header(reading, line.table)[line.columns["by"]]  # "Live with it: who, when, until"
    if not _ACCEPT.search(said) and not _PENDING.search(said) and _named_acceptor(reading, line):
        said = header(reading, line.table)[line.columns["by"]] if line.table is not None else said
    if not _ACCEPT.search(said) and not (line.table is None and line.text("until")):
        return
    if _PENDING.search(said) or re.search(r"\bnot\b", said, re.I):
        return
    (by, day), ends = decided_by(reading, line.text("by")), ""
    if not by and (told := _ACCEPTED_BY.match(said)):  # "Accepted by the COO on 12 January 2026" as the treatment
        whom, *until = _UNTIL.split(told["who"], maxsplit=1)
        by, day = decided_by(reading, whom)
        ends = reading.day_of(until[0]) if until else ""
    days = [each.value.isoformat() for each in reading.dates_of(line.text("by")) if each.precision == "day"]
    last = days[-1] if len(days) > 1 and days[-1] > days[0] else ""  # "Accepted by, on, until" in one column
    dates = {"accepted": line.day("accepted") or day, "until": line.day("until") or last or ends}
    if by or any(dates.values()):
        fields = {"risk": number or text, "text": text, "by": by, "reason": line.text("reason")}
        yield reading.fact("acceptance", fields, line.spans, extractor=NAME, dates=dates, origin="cell")


def _named_acceptor(reading: Reading, line: Line) -> bool:
    """Whether a column "Accepted by" names somebody for this risk, whatever is done about it beside."""
    by = line.text("by")
    if line.table is None or not by or _NOBODY.match(by) or _PENDING.search(f"{by} {line.text('status')}"):
        return False
    return bool(_ACCEPTOR.fullmatch(header(reading, line.table)[line.columns["by"]].strip())) and not by[:1].islower()


def decided_by(reading: Reading, words: str) -> tuple[str, str]:
    """Who decided and on which day: "Letter of M. Ellison, 12 Jan 2026" -> ("M. Ellison", "2026-01-12")."""
    if not words:
        return "", ""
    day = reading.day_of(words)
    spans = reading.dates_of(words)
    named = words
    if spans:
        first = min(spans, key=lambda each: each.start)
        named = words[: first.start] if words[: first.start].strip(" ,;()-–") else words[spans[-1].end :]
    named = _PAPER.sub("", named.strip(" ,;:()-–—"))
    named = re.sub(r"\s+(?:on|of|in|at|dated|meeting of|minutes of)$", "", named, flags=re.I).strip(" ,;:(-–—")
    who = party(named)
    if who is not None and not who.person and any(map(str.isdigit, named)):
        return "", day  # a remark in which a role is named, and nobody who decided
    if who is not None or (named and len(named.split()) <= 5 and not any(map(str.isdigit, named))):
        return named, day
    return "", day


def _treated_row(reading: Reading, line: Line, risk: str) -> Iterator[Fact]:
    """A treatment of its own where the register gives it a day or somebody who carries it out."""
    text = line.text("measure")
    due, owner = line.day("due"), line.text("measure_owner")
    if "measure" not in line.columns and line.columns.keys() & {"measure_owner", "due"}:
        chosen = line.text("treatment")  # the choice's column says what somebody sees to, or what is due
        text = "" if _CHOSEN.fullmatch(chosen) or _ACCEPT.match(chosen) else chosen
    planned = "due" in line.columns or "measure_owner" in line.columns  # a blank says that there is none
    planned = planned or bool(line.text("treatment"))  # beside the choice, and not the choice itself
    if text and (due or owner or planned) and not _ACCEPT.fullmatch(text) and not _ONLY_ACCEPTED.fullmatch(text):
        said = line.text("due")
        done = due if state(said) == "done" else ""
        status = said if done else ("" if due else said) or _how_far(reading, line)
        fields = {"risk": risk, "text": text, "owner": owner, "status": status}
        dates = {"due": "" if done else due, "closed": done}
        yield reading.fact("treatment", fields, line.spans, extractor=NAME, dates=dates, origin="cell")


def _how_far(reading: Reading, line: Line) -> str:
    """How far the treatment is, where the column of states is named so that it can mean nothing else."""
    if line.table is None or "status" not in line.columns:
        return ""
    return (
        line.text("status") if _PROGRESS.fullmatch(header(reading, line.table)[line.columns["status"]].strip()) else ""
    )


def _treatment(reading: Reading, line: Line) -> Iterator[Fact]:
    risk, text = line.number("risk"), line.text("text")
    if not text or not risk:
        return
    progress = line.text("progress")
    shown = f"{progress.rstrip('% ')} %" if _FIGURE.fullmatch(progress) else progress
    status = line.text("status") or shown or line.standing()
    closed = line.closed("closed") or (reading.day_of(status) if state(status) == "done" else "")
    fields = {
        "number": line.number("number"),
        "risk": risk,
        "text": text,
        "owner": line.text("owner"),
        "status": status,
        "progress": progress,
        "budget": line.text("budget"),
        "currency": _currency(line) if line.text("budget") else "",
    }
    dates = {"due": line.day("due"), "closed": closed}
    yield reading.fact("treatment", fields, line.spans, extractor=NAME, dates=dates, origin="cell")


_CHOICE = re.compile(r"[\[(](?P<tick>[ xX✓✔_]?)[\])][ \t]*(?P<words>[^\W\d_][^\[\](\n]{2,40})")
_NOBODY = re.compile(r"(?:not|nobody|no one|none|refused|rejected|declined|pending|open|tb[cd])\b", re.I)
_REFUSED = re.compile(r"\b(?:request|reject|refus|declin|pending|draft|propos|await|submitted|under review|not )", re.I)
_CURRENCY = re.compile(r"\b(?:EUR|USD|GBP|CHF|DKK|SEK|NOK|PLN|CZK|JPY|AUD|CAD|INR|ZAR)\b|[€$£]")


def _currency(line: Line) -> str:
    """The currency that the column's name gives ("Budget (EUR)") where the cell gives none."""
    if line.table is None or _CURRENCY.search(line.text("budget")):
        return ""
    column = line.columns.get("budget", -1)
    name = line.table.header[column] if 0 <= column < len(line.table.header) else ""
    match = _CURRENCY.search(name)
    return match[0] if match else ""


def _left_open(reading: Reading) -> bool:
    """Whether a form offers to accept the risk among other choices, and that one is not ticked."""
    boxes = list(_CHOICE.finditer(reading.text))
    accept = [box for box in boxes if re.match(r"(?:accept|tolerat|retain)", box["words"], re.I)]
    return len(boxes) > 1 and bool(accept) and not any(box["tick"].strip(" _") for box in accept)


def _form(reading: Reading, line: Line, *, listed: bool = False) -> Iterator[Fact]:
    """A filled-in acceptance form, or one of a list. What nobody accepted (no name, no day) is no acceptance.

    The words around a list name no risk of its rows.
    """
    by, day = decided_by(reading, line.text("by"))
    if _NOBODY.match(by) or _REFUSED.search(line.text("status")) or (line.table is None and _left_open(reading)):
        return
    number, text = split_reference(line.text("risk"))
    text = (line.text("text") or text) if number else (text or line.text("text"))
    number = number or line.number("number")
    if not number:
        number = next(iter(references(line.text("text"))), "")
    if not number and not listed:
        number, headed = risk_of(reading)
        text = text or headed
        number = number or next(iter(references(reading.title)), "")
    text = text or ("" if listed else risk_text(reading))
    day = line.day("accepted") or day
    if not (number or text) or not (by or day):
        return
    fields = {
        "risk": number or text,
        "text": text,
        "by": by,
        "owner": line.text("owner"),
        "reason": line.text("reason"),
        "conditions": line.text("conditions"),
    }
    dates = {"accepted": day, "until": line.day("until")}
    yield reading.fact("acceptance", fields, line.spans, extractor=NAME, dates=dates)
