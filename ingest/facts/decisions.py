"""What a meeting decided: ``decision`` facts from minutes, decision notes, tables and lists of decisions.

The outcome is read from the verb: approved, accepted, rejected, deferred, noted, or decided where none of these is said.
What will be, should be or has yet to be decided is no decision, and neither is what a single person thinks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evidence.model import Fact, Span
from ingest.facts.binding import bound
from ingest.facts.chats import day_of, decided, turns
from ingest.facts.deciding import VOTE, Hit, by_words, capitals, inner, of_paper, outcome_of, terse
from ingest.facts.decision_records import recorded
from ingest.facts.decision_rows import DecisionRow, body_of_log, decision_rows
from ingest.facts.idioms import by_somebody, plain
from ingest.facts.minuted import minuted, outcomes
from ingest.facts.motions import Motion, motions
from ingest.facts.parties import is_body
from ingest.facts.reading import Reading
from ingest.facts.resolving import introduced
from ingest.facts.room import Room
from ingest.facts.sittings import sitting_at
from ingest.facts.statements import Statement, numbered, statements, tidy, under

NAME = "decisions/1"
_WHOLE = 400  # characters up to which a decision of a table is its whole minute
_LEAST = 8  # characters of an item that can be a decision
_SHORT = 4  # words up to which a decision needs the sentence before it to be understood

_LABEL = re.compile(
    r"^\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]+)?(?P<label>decisions?|decided|resolutions?|resolved|agreed|agreement|approved|outcome|conclusion|beschluss|beschlossen|décision|decisión|besluit|delibera|consensus|motion)"
    r"(?:[ \t]+\(?(?:no\.?[ \t]*)?(?P<number>[A-Z]{0,4}[-/]?\d[\w./-]{0,9})\)?)?[ \t*_]*[:：–][*_ \t]*(?P<rest>\S[^\0]*)",
    re.I,
)
_ASKS = re.compile(
    r"\b(?:does|do|is|are) (?:anyone|anybody|there any(?:one)?)\b[^?\n]{0,80}\b(?:object|opposed|against|objections?)\b|\bany (?:objections?|issues with|concerns (?:about|with))\b",
    re.I,
)
_NONE = re.compile(r"\W*(?:\w+:\s*)?(?:none|no|nobody|no one|no objections?)\b[\W]*$", re.I)
_VOTE_AFTER = re.compile(
    r"^\W*(?:for the decision|in favou?r|votes?|voted|voting|against|abstain\w*|the vote|one vote|(?:\w+ ){0,3}abstained|nobody voted|carried|passed|unanimous)",
    re.I,
)
_SECTION = re.compile(
    r"(?:\W|\d)*(?:key |main |summary of |list of |all )?(?:(?:what|things) (?:we|was|were|the \w+) (?:decided|agreed|settled|resolved)|decided|agreed|settled|decisions?|resolutions?|decisions? (?:made|taken)|beschlüsse?|décisions?|decisiones|besluiten)(?: (?:taken|made|of the meeting|and resolutions|for action|and actions))?\W*",
    re.I,
)
_OF_A_REVIEW = re.compile(
    r"(?:\W|\d)*(?:outputs?(?: of the (?:management )?review)?|outcomes?|improvements?|conclusions?|results?|what (?:came|comes) (?:out|of)(?: of)?(?: (?:it|the review))?)\W*",
    re.I,
)
"""What a management review calls the list of what it decided: the outputs of the standards, and plainer words for them."""
_REVIEW = re.compile(r"\bmanagement review\b|\breview (?:by|of) (?:the )?(?:top )?management\b", re.I)
_RESOLUTION = re.compile(
    r"\b(?:[Rr]esolved|RESOLVED|[Dd]ecided|DECIDED|[Aa]greed|AGREED|[Aa]dopted|ADOPTED|[Aa]pproved|APPROVED|[Ee]ndorsed|[Cc]arried|CARRIED|[Nn]oted|NOTED|[Dd]eferred|DEFERRED|[Rr]esolution|[Dd]ecision)\s+\(?(?:no\.?\s*)?(?P<number>[A-Z]{0,4}[-/]?\d{1,4}[-/.]\d{1,4})\)?(?=[\s:.,)])"
)
_MOVED = re.compile(r"\W*(?:(?:proposed|moved|proposer|mover)\b[^.]{0,80}\bsecond|(?:proposed|moved|seconded)\b)", re.I)
_CARRIED = re.compile(r"\W*(?:carried|passed|lost|adopted|agreed)\b(?:[\s,]+\w+){0,6}\W*", re.I)
_CONDITION = re.compile(r"\W*(?:conditions?|subject to|provided)\b", re.I)
_BACK_LATER = re.compile(
    r"\W*(?:not (?:yet )?ready|to come back|(?:comes? )?back (?:on|in|to|at|by)|held over|carried over)\b", re.I
)
_ORDERS = re.compile(
    r"\W*(?:extend|keep|stop|continue|proceed|go ahead|adopt|approve|accept|reject|refuse|decline|pause|withdraw|retain|defer|cleared|held back|stopped|renewed)\b|\W*(?:no|yes)\.\s",
    re.I,
)  # what a cell of outcomes orders: "Extend by eight weeks"
_NO_OUTCOME = re.compile(
    r"\W*(?:$|-|–|none|nothing|noted|for (?:information|noting)|n/a|discussed|see |back (?:in|at|on)|comes? back|open|pending|done\b|ongoing|information|told |in progress|closed|(?:[\w.'’-]+ ){1,3}to (?!be\b)[a-z])|[^.]*\?$",
    re.I,
)  # cells of outcomes that decide nothing
_NOTHING = re.compile(r"\W*(?:$|none\b|nothing\b|noted\b|n/a\b|open\b|pending\b|discussed\b)", re.I)
_LETS = re.compile(
    r"^(?:(?!\b(?:to|be|not|if|was|were|will)\b)[^.;]){3,60}\b(?:allowed|permitted|granted|recommended|extended)\b",
    re.I,
)
_NUMBERED_LABEL = re.compile(
    r"^\W*(?:decision|resolution)[ \t]+(?:no\.?[ \t]*)?(?P<number>[A-Z]{0,4}[-/]?\d{1,4}[-/.]\d{1,4})\.[ \t]+(?P<rest>\S[^\0]*)",
    re.I,
)  # "Decision 26/11. The gate stays shut."
_IDENTIFIED = re.compile(
    r"^\W*(?P<number>(?:D|DEC|RES)[-–/ .]?\d{1,4}(?:[-–/.]\d{1,4}){0,2})[)\]*_]{0,3}[ \t]*(?:[:.–—|-])[*_]{0,2}[ \t]+(?P<rest>[^\s\d][^\0]*)"
)  # "D-31-04: The gate stays shut", as minutes number their decisions
_IDENTIFIED_LINE = re.compile(r"\W*(?:D|R|DEC|MR)[-.]?\d{1,2}[.:)]?\s+[^\W\d_]")
_MINUTE = re.compile(
    r"[*_]{0,3}(?P<number>\d{1,4}/\d{1,4}|\d{2,4}\.\d{1,2})[.:)]?[*_]{0,3}\s+(?=[^\W\d_]|\d{4,5}\s)"
)  # "45/31 Money. It was resolved ..."
_SETTLED = re.compile(
    r"(?:(?<=[^\W\d_]{2}[.!?)])|(?<=\s\|))\s+(?P<verb>(?:Not )?(?:[Aa]pproved|[Aa]greed|[Aa]dopted|[Aa]ccepted|[Ee]ndorsed|[Rr]atified|[Gg]ranted)|Rejected|Refused|Declined|Deferred|Postponed|Held over|Turned down)"
    r"(?=\s*[.;,]|\s*$|\s+(?:subject to|with|as|on condition|provided|unanimously|in principle|until|to|for|nem)\b)"
)
_TAKEN_BY = re.compile(
    r"\b(?:[Tt]aken|made|passed|adopted) by (?:the )?(?P<body>[A-Z][\w&'’ -]{2,60}?)(?= on\b|,|\n|\.)"
)
_LABELLED_END = re.compile(
    r"\W*[A-Z][^:.;?\n]{1,60}: (?!.*\b(?:to be|not|if|when|until|was|were|is|are|be|been|has|had|have|which|who|that)\b)[^.;?:\n]{5,120}\b(?P<verb>approved|agreed|adopted|released|granted|rejected|refused|deferred)\W*$"
)  # "Budget: EUR 6,000 for the rope released"
_IN_WRITING = re.compile(r"\W*(?:[^\n]*\n\s*){0,3}[^\n]{0,40}\b(?:written|circular) resolutions?\b", re.I)
_OPENING = 400  # characters in which a document says what it is
_LEFT = re.compile(
    r"\W*(?:left|put off|held over|deferred|postponed|sent back|referred back)(?:\s+\S+){1,8}$", re.I
)  # "Left until May"
_BARE = re.compile(
    r"\W*(?:noted|agreed|approved|carried|adopted|accepted|refused|rejected|declined|deferred|endorsed|lost|passed)(?: unanimously)?(?: \([^)]{1,20}\))?(?:[.;]\s|\W*$|\s+(?:without|subject to|with|until|in full|in principle|on condition)\b)",
    re.I,
)
_TALLY = re.compile(
    r"\W*(?:carried|declined|approved|agreed|rejected|passed|lost|adopted|refused|defeated)\W+(?:by )?(?:(?:unanimously|nem\.? con\.?|(?:one|two|three|four|five|six|seven|eight|nine|ten|none|no|nobody|\d+)(?: votes?)?(?: (?:in favou?r|for|against|abstain\w*|abstentions?|to \w+))?)(?: \([^)]{2,40}\))?[\s,;:–/-]*(?:and )?)+(?:(?:with )?(?:(?-i:[A-Z])[\w.'’-]+ ){1,4}(?:against|dissenting|abstaining))?\W*",
    re.I,
)  # "Carried: four in favour, none against"
_AGREED_BY = re.compile(
    r"\W*[^\W\d_a-zà-öø-ÿ][\w.'’-]+(?: [^\W\d_a-zà-öø-ÿ][\w.'’-]*){1,3},? (?:on )?\d{1,2}[./ ]\S{1,9}[./ ]\d{2,4}\W*"
)  # "Agreed: Ana Roth, 2 April 2031": whom the minutes were agreed by
_VOTED = re.compile(r"\W*(?:the )?votes?\b", re.I)
_HEADS_A_LIST = re.compile(
    r"\W*(?:(?:it was|we|was|were) )?(?:decided|agreed|resolved|approved|adopted)(?: that)?\s*:\W*", re.I
)
_NOTE_TITLE = re.compile(
    r"\b(?:decisions? (?:note|record|memo|log|register|list|book)|(?:log|register|list|book) of (?:\w+ ){0,2}(?:decisions|resolutions)|record of decisions?|resolutions?|circular resolution|written resolution|decision of)\b",
    re.I,
)


def facts(reading: Reading) -> Iterator[Fact]:
    """The decisions of a held meeting, of a note that records decisions, and of logs of many meetings' decisions."""
    meeting = reading.meeting
    told = bool(meeting and meeting.state == "held") or (
        bool(_NOTE_TITLE.search(reading.title) or _IN_WRITING.match(reading.text[:_OPENING]))
        and reading.kind != "policy"
        and not re.search(r"\btemplate\b", reading.title, re.I)
    )
    for table in reading.document.tables:
        for row in () if table.hidden else decision_rows(reading, table, minuted=told):
            yield _fact(reading, row.text, row.number, row.outcome, row.vote, row.subject, [row.span], row)
    records = [] if meeting else list(recorded(reading))
    yield from records
    if not told and turns(reading):
        yield from _chatted(reading)
    if told and not records:
        yield from _items(reading)
        yield from _minuted(reading)
        yield from _told(reading)


def _chatted(reading: Reading) -> Iterator[Fact]:
    """What people who chat mark as decided."""
    for words, turn in decided(reading):
        fields = {"text": tidy(words), "outcome": outcome_of(words)}
        yield reading.fact("decision", fields, [turn.span], extractor=NAME, dates={"held": day_of(reading)})


def _items(reading: Reading) -> Iterator[Fact]:
    """One decision for each item of a table of outcomes that decides something."""
    review = bool(_REVIEW.search(reading.title))
    for item in outcomes(reading) if reading.meeting else ():
        hits = [hit for span in item.sentences if (hit := _ended(reading.quote(span)))]
        said = reading.quote(item.span)
        if not hits and not _NO_OUTCOME.match(said) and item.talked:
            hits = [Hit(outcome_of(said), 0)]
        if not hits and review and item.number and not _NOTHING.match(said):
            hits = [Hit(outcome_of(said), 0)]
        if not hits:
            continue
        words = " ".join(reading.quote(item.span).split())
        text = words if len(words) <= _WHOLE else reading.quote(item.sentences[0])
        text = f"{item.topic}: {text}" if item.topic else text
        vote = VOTE.search(words)
        spans = [item.row, item.span]
        yield _fact(reading, text, item.number, hits[0].outcome, vote[0] if vote else "", item.topic, spans)


def _ended(words: str) -> Hit | None:
    """The outcome that a sentence of such a cell states, also by what is to become of the item ("Back in June")."""
    if hit := terse(words) or of_paper(words) or plain(words):
        return hit
    if _BACK_LATER.match(words):
        return Hit("deferred", 0)
    return Hit(outcome_of(words), 0) if _ORDERS.match(words) or _LETS.search(words) else None


def _told(reading: Reading) -> Iterator[Fact]:
    every = list(statements(reading))
    used = -1  # a sentence that tells the vote belongs to the decision before it
    listed = _below_a_label(reading, every)
    moved = motions(reading, every)
    for at, one in enumerate(every):
        if at in moved:
            used = moved[at].last
            yield _carried(reading, every, at, moved[at])
            continue
        if at <= used:
            continue
        words = reading.quote(one.span)
        hit = _decides(reading, every, at, listed)
        if hit is None or one.heading or _HEADS_A_LIST.fullmatch(words):
            continue
        number, begins = _number(reading, one)
        label = _NUMBERED_LABEL.match(words) or _LABEL.match(words) or _IDENTIFIED.match(words)
        text = label["rest"] if label else words[begins:]
        spans = [one.span]
        if label and one.topic and len(label["rest"].split()) <= _SHORT:
            text = f"{one.topic}: {label['rest']}"
        elif not number and _rests(words, every, at):
            spans.append(every[at - 1].span)  # "Agreed." rests on what was proposed
            text = f"{reading.quote(every[at - 1].span)} {words}"
        if one.topic and (_BARE.match(text) or _VOTED.match(text)):
            text = f"{one.topic}: {text}"
        vote, used = _voted(reading, every, at, text, spans)
        number = (label["number"] or "") if label and not number else number
        tied = bound(reading, every, at, lambda place: bool(_decides(reading, every, place, listed)))
        yield _fact(reading, text, number, hit.outcome, vote, one.topic, spans, tied=tied)


def _voted(reading: Reading, every: list[Statement], at: int, text: str, spans: list[Span]) -> tuple[str, int]:
    """How the vote on a decision went, or "", and the last statement that tells of it, which joins ``spans``."""
    words = reading.quote(every[at].span)
    after = reading.quote(every[at + 1].span) if at + 1 < len(every) else ""
    vote = VOTE.search(words) or VOTE.search(text)
    if vote is None and _VOTE_AFTER.match(after) and (vote := VOTE.search(after)):
        spans.append(every[at + 1].span)
        return vote[0], at + 1
    said = vote[0] if vote else ""
    if _ASKS.search(words):
        spans.append(every[at + 1].span)
    elif passed := _passed(reading, every, at):
        spans.append(passed[0].span)
        return said, passed[1]
    return said, at


def _rests(words: str, every: list[Statement], at: int) -> bool:
    """Whether a statement that decides can only be understood with the one before it, about the same item."""
    short = len(words.split()) <= _SHORT or _LEFT.match(words) or _TALLY.fullmatch(words)
    return bool(short and at) and every[at - 1].topic == every[at].topic and not every[at - 1].heading


def _carried(reading: Reading, every: list[Statement], at: int, motion: Motion) -> Fact:
    """A motion with the statements that tell who seconded it and how it went."""
    spans = [one.span for one in every[at : motion.last + 1]]
    number = motion.number or _number(reading, every[at])[0]
    topic = every[at].topic if every[at].topic != tidy(reading.quote(every[at].span)) else ""
    last = reading.quote(spans[-1])
    text = f"{motion.text} {last}" if motion.last > at and _TALLY.fullmatch(last) else motion.text
    return _fact(reading, text, number, motion.outcome, motion.vote, topic, spans)


def _decides(reading: Reading, every: list[Statement], at: int, listed: frozenset[int]) -> Hit | None:
    """Whether ``every[at]`` is a decision, and which way it went; ``listed`` are the items of lists of decisions."""
    words = reading.quote(every[at].span)
    after = reading.quote(every[at + 1].span) if at + 1 < len(every) else ""
    if at in listed:
        return _listed(words)
    room = Room(reading)
    hit = _hit(words, after, every[at]) or by_somebody(words, room)
    if hit is None and "\n" in words:  # words that a line break parts: "turned\ndown"
        hit = plain(joined := " ".join(words.split())) or by_words(joined) or inner(joined)
    return hit


def _number(reading: Reading, one: Statement) -> tuple[str, int]:
    """The number of a decision (its own, else that of the minute whose line it stands in), and where its words begin."""
    words = reading.quote(one.span)
    number, begins = numbered(words)
    if stated := _RESOLUTION.search(words):
        return stated["number"], begins
    if not number and (led := _MINUTE.match(reading.quote(reading.line(one.span.start)))):
        return led["number"], begins
    return number, begins


def _below_a_label(reading: Reading, every: list[Statement]) -> frozenset[int]:
    """Which statements are items of a list of decisions: below a line "Decisions:", or one that resolves what follows."""
    found: set[int] = set()
    below = -1  # indent of the label whose list stands below it
    review = bool(_REVIEW.search(reading.title))
    for at, one in enumerate(every):
        words = reading.quote(one.span)
        if (
            (_SECTION.fullmatch(words) or (review and _OF_A_REVIEW.fullmatch(words)))
            and not one.heading
            and (_ends_in_colon(words) or _above_a_list(reading, every, at))
        ):
            below = one.indent
        elif below >= 0 and under(reading, every, at, below, at - 1 in found):
            found.add(at)
        else:
            below = -1
            found.update([at] if introduced(reading, one.span.start) else [])
    return frozenset(found)


def _ends_in_colon(words: str) -> bool:
    return words.rstrip(" *_").endswith(":")


def _above_a_list(reading: Reading, every: list[Statement], at: int) -> bool:
    """Whether a line is no list item itself and stands above one: "Decisions", then "1. ..."."""
    if every[at].listed or at + 1 == len(every):
        return False
    return every[at + 1].listed or bool(_IDENTIFIED_LINE.match(reading.quote(every[at + 1].span)))


def _passed(reading: Reading, every: list[Statement], at: int) -> tuple[Statement, int] | None:
    """The short sentence that says how a motion went, right behind it or behind who moved it ("Carried.")."""
    for place in range(at + 1, min(at + 3, len(every))):
        words = reading.quote(every[place].span)
        if _CARRIED.fullmatch(words):
            return every[place], place
        if not _MOVED.match(words) and not _CONDITION.match(words):
            return None
    return None


def _fact(
    reading: Reading,
    text: str,
    number: str,
    outcome: str,
    vote: str,
    subject: str,
    spans: list[Span],
    row: DecisionRow | None = None,
    tied: Sequence[Span] = (),
) -> Fact:
    meeting = reading.meeting
    fields = {
        "text": tidy(text),
        "number": number,
        "body": (row.body if row else "") or (meeting.body if meeting else _note_body(reading)),
        "outcome": outcome,
        "vote": vote,
        "subject": "" if subject.strip() in (reading.title.strip(), meeting.body if meeting else "") else subject,
        "terms": " ".join(tidy(reading.quote(span)) + _stop(reading.quote(span)) for span in tied),
    }
    if tied:
        spans = [*spans, Span(tied[0].start, tied[-1].end)]
    held = meeting.held if meeting else _note_day(reading)
    if row and row.held:
        held = row.held
    elif sitting := sitting_at(reading, spans[0].start):
        held, spans = sitting.held, [*spans, sitting.head]
    elif meeting and meeting.day:
        spans = [*spans, meeting.day]
    return reading.fact("decision", fields, dict.fromkeys(spans), extractor=NAME, dates={"held": held})


def _stop(words: str) -> str:
    """What a statement of several ends with: ":" and ";" keep a list together."""
    last = words.rstrip(" *_")[-1:]
    return last if last in ":;" else "."


def _note_body(reading: Reading) -> str:
    pair = next(
        (
            each
            for each in reading.pairs
            if each.label.lower() in ("body", "committee", "board", "decided by", "meeting")
        ),
        None,
    )
    taken = _TAKEN_BY.search(reading.text, 0, _OPENING)
    named = taken["body"] if taken and is_body(taken["body"]) else ""
    return pair.value if pair else body_of_log(reading.title) or named


def _note_day(reading: Reading) -> str:
    pair = reading.pair("approved", "held", "written")
    found = reading.dates_in(Span(0, min(len(reading.text), 400)))
    return (reading.day(pair.value_span) if pair else "") or (found[0].value.isoformat() if found else "")


def _hit(words: str, after: str, one: Statement) -> Hit | None:
    """Whether a statement is a decision, and which way it went."""
    label = _LABEL.match(words)
    if len(words) < 3 or len(words) > 1_200 or (label and _AGREED_BY.fullmatch(label["rest"])):
        return None
    if _ASKS.search(words):
        return Hit("decided", 0) if _NONE.fullmatch(after) else None
    if labelled := _labelled(words):
        return labelled
    if words.rstrip(' *_)”"').endswith("?"):
        return None
    if _SECTION.fullmatch(one.section) and (one.listed or numbered(words)[0]) and not re.match(r"(?i)\W*none\b", words):
        return Hit(outcome_of(words), 0)
    return (
        _resolved(words)
        or (_closing(words) if one.listed else _labelled_end(words))
        or of_paper(words)
        or by_words(words)
        or capitals(words)
        or (inner(words) if one.listed else None)
        or plain(words)
    )


def _listed(words: str) -> Hit | None:
    """An item of a list of decisions, unless it says that there are none or asks."""
    if len(words) < _LEAST or words.endswith("?") or re.match(r"(?i)\W*(?:none|nothing)\b", words):
        return None
    return by_words(words) or Hit(outcome_of(words), 0)


def _labelled(words: str) -> Hit | None:
    """A statement that a label calls a decision, or one with its number ("Decision 26/11. The gate stays shut.")."""
    identified = _IDENTIFIED.match(words)
    if identified and len(identified["rest"].split()) >= _SHORT:
        return Hit(outcome_of(identified["rest"]), identified.start("rest"))
    if label := _NUMBERED_LABEL.match(words):
        rest = by_words(label["rest"])
        return Hit(rest.outcome if rest else "decided", label.start("rest"))
    label = _LABEL.match(words)
    if label and not re.match(
        r"(?i)\W*(?:(?:none|nothing|no decisions?|pending|deferred? to)\b(?! of)|(?:n/a|-|tbc|tbd|awaiting|awaited|open)\W*$)",
        label["rest"],
    ):
        return Hit(outcome_of(f"{label['label']} {label['rest'].split(';')[0]}"), label.start("rest"))
    return None


def _resolved(words: str) -> Hit | None:
    """A resolution that stands behind other words, with its number: "Money. Resolved (25/65): to spend no more"."""
    stated = _RESOLUTION.search(words)
    if stated is None or words[stated.end() :][:1] != ":":
        return None
    rest = by_words(words[stated.start() :])
    return Hit(rest.outcome if rest else outcome_of(words[stated.end() :][:_WHOLE]), stated.start())


def _labelled_end(words: str) -> Hit | None:
    """The outcome that a statement under a label ends with, without an auxiliary: "Budget: EUR 6,000 released"."""
    match = _LABELLED_END.match(words)
    return Hit(outcome_of(match["verb"]), match.start("verb")) if match else None


def _closing(words: str) -> Hit | None:
    """The outcome that an item of terse minutes ends with: "... 5 for, 1 against. Carried"."""
    last = re.split(r"(?<=[.!?”\")])\s+", words.rstrip(" *_.)"))[-1]
    hit = by_words(last) if last != words and len(last.split()) <= _SHORT else None
    if hit:
        return Hit(hit.outcome, len(words) - len(last))
    settled = _SETTLED.search(words)  # "Study 18, sleep diaries. Approved subject to a shorter form."
    return Hit(outcome_of(settled["verb"]), settled.start("verb")) if settled else None


def _minuted(reading: Reading) -> Iterator[Fact]:
    """One decision for each minute of a table that decides something; what is only noted counts when nothing else does."""
    if reading.meeting is None:
        return
    told = tuple(outcomes(reading))
    for minute in minuted(reading):
        if any(item.span == minute.span for item in told):
            continue  # read as an outcome
        hits = [
            (span, hit)
            for span in minute.sentences
            if (hit := terse(reading.quote(span)) or plain(reading.quote(span)))
        ]
        if not hits:
            continue
        span, hit = next((each for each in hits if each[1].outcome != "noted"), hits[0])
        words = reading.quote(minute.span)
        vote = VOTE.search(words)
        text = words if len(words) <= _WHOLE else reading.quote(span)
        yield _fact(
            reading, text, minute.number, hit.outcome, vote[0] if vote else "", minute.topic, [minute.row, span]
        )
