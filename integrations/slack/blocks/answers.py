"""An answer as messages: claims with numbered sources, strength and conflicts, or where it looked in vain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.folding import MOST, folded, names_again
from assistant.readable import readable
from integrations.slack.blocks.places import evidence_link, place, strength
from integrations.slack.blocks.rich import (
    Json,
    Message,
    actions,
    bullets,
    button,
    context,
    emoji,
    line,
    link,
    pack,
    quoted,
    rich,
    short,
    text,
)

_MARK = {"partial": "large_orange_circle", "conflict": "warning", "not_found": "mag"}
_QUOTE = 420  # characters of a quotation shown; the link shows the whole
_MOST = 8  # messages of one answer


class Sources:
    """Citations, each numbered once."""

    def __init__(self) -> None:
        self.cited: list[Mapping[str, Any]] = []
        self._numbers: dict[tuple[Any, ...], int] = {}

    def number(self, cited: Mapping[str, Any]) -> int:
        """The number of a citation, from 1."""
        key = (cited["doc_id"], cited["start"], cited["end"], cited.get("sha256"))
        if key not in self._numbers:
            self.cited.append(cited)
            self._numbers[key] = len(self.cited)
        return self._numbers[key]

    def marks(self, citations: Sequence[Mapping[str, Any]], public_url: str) -> list[Json]:
        """The numbers of citations as links."""
        made: list[Json] = []
        for cited in citations:
            made += [text(" "), link(evidence_link(public_url, cited), f"[{self.number(cited)}]")]
        return made


def answer_messages(answer: Mapping[str, Any], key: str, public_url: str, *, shared: bool) -> list[Message]:
    """The messages of an answer (its contract's JSON). ``shared``: others read it besides the asker."""
    sources = Sources()
    status = str(answer["status"])
    blocks = _not_found(answer, public_url, shared) if status == "not_found" else _found(answer, sources, public_url)
    if answer.get("withheld"):
        blocks += context(text(f"{answer['withheld']} statements did not verify and are not shown."))
    blocks += _sources(sources, public_url)
    blocks.append(feedback_buttons(key, colleague=status in ("not_found", "partial")))
    return _capped(pack(blocks, fallback(answer)))


def fallback(answer: Mapping[str, Any]) -> str:
    """What notifications and screen readers get: the answer's own words, no title and no link."""
    return short(str(answer["text"]), 1_500) or "An answer."


def feedback_buttons(key: str, *, colleague: bool) -> Json:
    """The row below every answer."""
    buttons = [
        button("Helpful", "feedback_helpful", key),
        button("Wrong", "feedback_wrong", key),
        button("Missing evidence", "feedback_missing", key),
    ]
    return actions(*buttons, *([button("Ask a colleague", "ask_colleague", key)] if colleague else []))


def _found(answer: Mapping[str, Any], sources: Sources, public_url: str) -> list[Json]:
    claims = list(answer["claims"])
    opening = _opening(answer, claims)
    mark = _MARK.get(str(answer["status"]))
    top = [emoji(mark), text(" ")] if mark else []
    top += [text(opening, bold=True)] if opening else []
    lines, left = _lines(answer, claims, sources, public_url)
    if len(lines) == 1 and names_again(opening, folded([_said(claim) for claim in claims])):
        opening, top = "", top[:2] if mark else []
    if len(lines) == 1 and not opening:
        parts = [line(*top, *lines[0]["elements"])]
    elif opening:
        parts = [line(*top), bullets(lines)] if lines else [line(*top)]
    else:
        parts = [line(*top, text("What the documents say:", bold=True)), bullets(lines)]
    blocks = rich(*parts)
    if left:
        blocks += context(text(f"and {left} more: the web page and the command line show them all."))
    if answer["status"] == "partial":
        blocks += context(text("These words are near the question and may not answer all of it."))
    told = "disagree" in opening and all(
        side["claim"] < len(claims) for each in answer["conflicts"] for side in each["sides"]
    )
    return blocks if told else blocks + _conflicts(answer, claims, sources, public_url)


def _lines(
    answer: Mapping[str, Any], claims: Sequence[Mapping[str, Any]], sources: Sources, public_url: str
) -> tuple[list[Json], int]:
    """A line for each claim, and how many are left out: of the register's, those that say the same are one line."""
    if answer.get("mode") != "register":
        return [line(*_claim(claim, sources, public_url)) for claim in claims], 0
    told = folded([_said(claim) for claim in claims])
    shown = told[:MOST] if len(told) > MOST + 1 else told
    lines = []
    for each in shown:
        own = [claims[part.number - 1] for part in each.parts]
        if not each.folded:
            lines.append(line(*_claim(own[0], sources, public_url)))
            continue
        made = [text(f"{each.before} ")] if each.before else []
        for part, claim in zip(each.parts, own, strict=True):
            comma = [] if part is each.parts[-1] else [text(", ")]
            made += [text(part.words), *sources.marks(claim["citations"][:1], public_url), *comma]
        lines.append(line(*made, text(each.after if each.after[:1] in ".:" else f" {each.after}")))
    return lines, len(told) - len(shown)


def _said(claim: Mapping[str, Any]) -> str:
    return readable(str(claim["text"]), *(str(cited["doc_id"]) for cited in claim["citations"]))


def _opening(answer: Mapping[str, Any], claims: Sequence[Mapping[str, Any]]) -> str:
    """What stands before the first claim in the answer's text: Yes, a date, a count."""
    words = str(answer["text"])
    if not claims:
        return words
    first = str(claims[0]["text"])[:40]
    at = words.find(first)
    return words[:at].strip() if at > 0 else "" if at == 0 else _lead_of(answer)


def _lead_of(answer: Mapping[str, Any]) -> str:
    value = answer.get("value") or {}
    said = str(value.get("value") or "")
    return f"{said[:1].upper()}{said[1:]}." if said and len(said) <= 200 else ""


def _claim(claim: Mapping[str, Any], sources: Sources, public_url: str) -> list[Json]:
    made = [text(_said(claim)), *sources.marks(claim["citations"][:MOST], public_url)]
    if claim["verdict"] == "partial":
        made.append(text(" (partly supported)", italic=True))
    if claim["basis"] in ("computed", "absence") and claim.get("derivation"):
        searched = claim["derivation"].get("searched") or {}
        looked = ", ".join(f"{count:,} {name}" for name, count in searched.items())
        made.append(text(f" ({claim['basis']}{f': looked through {looked}' if looked else ''})", italic=True))
    return made


def _conflicts(
    answer: Mapping[str, Any], claims: Sequence[Mapping[str, Any]], sources: Sources, public_url: str
) -> list[Json]:
    blocks: list[Json] = []
    for conflict in answer["conflicts"]:
        lines = []
        for side in conflict["sides"]:
            cited = claims[side["claim"]]["citations"] if side["claim"] < len(claims) else ()
            lines.append(line(text(str(side["value"]), bold=True), *sources.marks(cited, public_url)))
        told = f" The documents disagree about {conflict['attribute']} ({short(conflict['subject'], 120)}):"
        blocks += rich(line(emoji("warning"), text(told)), bullets(lines))
    return blocks


def _not_found(answer: Mapping[str, Any], public_url: str, shared: bool) -> list[Json]:
    searched = answer["searched"]
    whose = "everyone here may see" if shared else "you may see"
    counted = ", ".join(f"{searched[name]:,} {name}" for name in ("documents", "passages", "facts") if searched[name])
    subject = short(str(answer["interpretation"].get("subject") or answer["question"]), 160)
    blocks = rich(
        line(
            emoji("mag"),
            text(" "),
            text("Not found.", bold=True),
            text(" Nothing on file is sure enough to answer this: "),
            text(subject),
        )
    )
    blocks += context(text(f"Where I looked: {counted or 'nothing is on file'}, of what {whose}."))
    nearest = list(answer["nearest"])[:3]
    if nearest:
        lines = [line(link(evidence_link(public_url, each), "open"), text(f" {each['title']}")) for each in nearest]
        blocks += rich(line(text("Nearest, not sure enough to be an answer:")), bullets(lines))
    if answer["expected_evidence"]:
        blocks += context(text(f"What would count: {short(str(answer['expected_evidence']), 400)}"))
    return blocks


def _sources(sources: Sources, public_url: str) -> list[Json]:
    if not sources.cited:
        return []
    parts: list[Json] = [line(text("Sources", bold=True))]
    for number, cited in enumerate(sources.cited, 1):
        about = [each for each in (place(cited), strength(cited)) if each]
        parts += [
            line(
                link(evidence_link(public_url, cited), f"[{number}]"),
                text(f" {short(str(cited['title']), 120)}" + (f" · {' · '.join(about)}" if about else "")),
            ),
            quoted(text(_shown(readable(str(cited["quote"]), str(cited["doc_id"]))))),
        ]
    return rich(*parts)


def _shown(quote: str) -> str:
    return quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1].rstrip() + "…"


def _capped(messages: list[Message]) -> list[Message]:
    """At most ``_MOST`` messages; the last keeps the buttons and says that there is more."""
    if len(messages) <= _MOST:
        return messages
    kept = messages[: _MOST - 1]
    tail = messages[-1]
    said = context(text("The answer is longer than this; the rest is on the evidence pages."))
    return [*kept, Message(tail.text, (*said, tail.blocks[-1]))]
