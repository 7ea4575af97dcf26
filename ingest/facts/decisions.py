"""What a meeting decided: ``decision`` facts from minutes, decision notes, tables and lists of decisions.

The outcome is read from the verb: approved, accepted, rejected, deferred, noted, or decided where none of these is said.
What will be, should be or has yet to be decided is no decision, and neither is what a single person thinks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Fact, Span, Table
from ingest.facts.columns import Record
from ingest.facts.reading import Reading
from ingest.facts.statements import Statement, numbered, statements, tidy

NAME = "decisions/1"
_SHORT = 4  # words up to which a decision needs the sentence before it to be understood

_REJECTED = r"(?:rejected|rejects|declined|declines|refused|refuses|turned down|voted down|voted against|dismissed|denied|defeated|withheld approval|did not (?:approve|agree|accept|adopt|support)|not (?:approved|adopted|accepted|agreed|carried))"
_DEFERRED = r"(?:deferred|defers|postponed|postpones|held over|adjourned|put off|carried over to|moved to the next (?:meeting|session)|tabled (?:until|to|for the next)|left until|referred back)"
_APPROVED = r"(?:approved|approves|adopted|adopts|ratified|ratifies|endorsed|endorses|sanctioned|passed(?! (?:on|to|through|over|by))|carried(?! (?:out|over|forward|on|through))|signed off|authori[sz]ed|authori[sz]es|granted|grants|released|appointed|appoints|okay['’]?ed|ok['’]?d|ok to approve)"
_ACCEPTED = r"(?:accepted|accepts)"
_NOTED = r"(?:noted|notes|took note|takes note|received|taken as read|acknowledged|took (?:the )?\w+ as read)"
_DECIDED = r"(?:decided|decides|agreed|agrees|resolved|resolves|concluded|concludes|settled on|settled for|determined|ruled|supported|supports|confirmed|confirms|elected|elects|chose|chooses|selected|recommended|recommends|voted|votes|withdrew|withdrawn|released)"
_VERBS = f"(?:{_REJECTED}|{_DEFERRED}|{_APPROVED}|{_ACCEPTED}|{_NOTED}|{_DECIDED})"
_STRONG = f"(?:{_REJECTED}|{_DEFERRED}|{_APPROVED}|{_ACCEPTED}|decided|agreed|resolved)"
_BODY = (
    r"(?:board(?: of \w+)?|committee|council|meeting|forum|panel|assembly|commission|directors|trustees|governors|shareholders|members(?: present)?|"
    r"(?:steering |working )?group|(?:leadership |management |executive )?team|task force|review|exco|excom|slt|elt|smt|(?:(?<=[Tt]he )|(?<=[,:;.] )|(?<![\s\S]))(?-i:[A-Z]{3,6})|everyone|everybody|all(?: present| members)?|"
    r"those present|participants|attendees|we|vorstand|ausschuss)"
)
_ADVERB = r"(?:(?:has|have|had|also|then|thus|therefore|unanimously|formally|duly|all|jointly|finally|nevertheless|in principle|by (?:a )?majority|by consensus|with thanks|both|again)[ \t\n]+){0,3}"
_BY_BODY = re.compile(rf"(?:^|(?<=[\s(*_“\"]))(?P<body>{_BODY})[ \t\n]+{_ADVERB}(?P<verb>{_VERBS})\b", re.I)
_PASSIVE = re.compile(
    rf"\b(?:was|were|is|are|has been|have been)[ \t\n]+(?:hereby |duly |formally |unanimously |then |also |therefore |not )?(?P<verb>{_REJECTED}|{_DEFERRED}|{_APPROVED}|{_ACCEPTED}|noted|agreed|decided|withdrawn|taken as read|supported)\b",
    re.I,
)
_IT_WAS = re.compile(
    rf"\bit (?:was|is|has been)[ \t\n]+(?:unanimously |formally |hereby |also |further |then )?(?P<verb>{_VERBS})\b",
    re.I,
)
_INITIAL = re.compile(
    rf"^\W*(?:[^\W\d_]+: )?(?:so |thus |then |all |no objections?[,;:]? (?:so )?|unanimously |formally |group )?(?P<verb>{_REJECTED}|{_DEFERRED}|{_APPROVED}|{_ACCEPTED}|noted|decided|agreed|resolved|supported|withdrawn|taken as read)\b(?!,?\s+or\b)",
    re.I,
)
_LABEL = re.compile(
    r"^\W*(?P<label>decisions?|decided|resolutions?|resolved|agreed|agreement|approved|outcome|conclusion|beschluss|beschlossen|décision|decisión|besluit|delibera|consensus|motion)"
    r"(?:[ \t]+(?:no\.?[ \t]*)?(?P<number>[A-Z]{0,4}[-/]?\d[\w./-]{0,9}))?[ \t*_]*[:：–][*_ \t]*(?P<rest>\S[^\0]*)",
    re.I,
)
_CONSENSUS = re.compile(
    r"\b(?:(?:we |there (?:is|was) |general |group |unanimous |full |rough |reached |had |have )(?:a |general |broad )?(?:consensus|agreement)\b|"
    r"agreement (?:on the call |in the meeting |of the group )?(?:was|is) to\b|consensus (?:was |is )?(?:to|on|reached|that)\b|consensus:|no objections?\b|nobody (?:objected|was against|voted against|opposed)|"
    r"without objections?|(?:the )?motion (?:was )?(?:carried|passed|fails|failed|lost)|(?:the )?decision (?:was|is) (?:to|that|made|taken)|nobody is against|(?:all|everyone|everybody|group|the group|those present)[ ,:–-]{1,3}(?:in favou?r|agree[sd]?|\+1)(?!\w)|group agrees)",
    re.I,
)
_ASKS = re.compile(
    r"\b(?:does|do|is|are) (?:anyone|anybody|there any(?:one)?)\b[^?\n]{0,80}\b(?:object|opposed|against|objections?)\b|\bany (?:objections?|issues with|concerns (?:about|with))\b",
    re.I,
)
_NONE = re.compile(r"\W*(?:\w+:\s*)?(?:none|no|nobody|no one|no objections?)\b[\W]*$", re.I)
_OPEN = re.compile(
    r"(?:\b(?:will|would|to|should|shall|must|may|might|can|could|cannot|needs?|has to|have to|had to|yet|once|until|unless|if|whether|when|after|before|as soon as|"
    r"expects?|expected|hopes?|proposes?|proposed|asks?|asked|requests?|requested|plans?|planned|wants?|pending|awaiting|waiting (?:for|on)|subject to|not|never|nor|cannot be|"
    r"in case|provided|for|be|being|been asked to|who|which|had|previously|already|earlier)\b[ \t\n]*(?:be |being |been |formally |finally |the |it |this |is |are |has |have |been |gets? |was |were |when |also |not |by |\w+ly ){0,4}$)",
    re.I,
)
_OPEN_BODY = re.compile(
    r"\b(?:if|whether|unless|until|once|when|before|after|as soon as|that|who|which|what|how|had asked|wants|hopes|expects|propose[sd]?|recommend(?:s|ed)? that|suggest(?:s|ed)?|asks? that|waiting (?:for|on)|wait for)\b[ \t\n]+(?:the |our |all |a )?(?:\w+[ \t]+){0,3}$",
    re.I,
)
_QUOTED = re.compile(
    r"\b(?:asked|wondered|said|explained|reported|remarked|suggested|thinks?|believes?|noted) (?:if|whether|that|why|how)\b",
    re.I,
)
_PERSONAL = re.compile(
    r"^\W*(?:[^\W\d_]+(?:[ \t]+[^\W\d_a-zà-öø-ÿ][\w.'’-]+){0,2}[,:]?[ \t]+)(?:think|thinks|believe|believes|agrees?|agree|hopes?|would|could|should|prefers?|feels?|suggests?|recommends?)\b",
    re.I,
)
_NOT_HERE = re.compile(
    r"[ \t\n]+by[ \t\n]+(?:the |our )?(?!(?i:board|committee|council|meeting|members|exco|group|team|forum|panel|all|majority|consensus|a |show|vote|acclamation|\w+ votes|[\w ]{0,30}(?:board|committee|council|team|group|forum|panel|trustees|directors)))(?=[^\W\d_a-zà-öø-ÿ])|"
    r"(?:[ \t\n]+\w+){0,3}[ \t\n]+true (?:and \w+ )?record"
)
_VOTE = re.compile(
    r"\b(?:unanimous(?:ly)?|nem\.? con\.?|by (?:a )?(?:(?:simple|two-thirds|clear|large) )?majority|(?:carried|passed|approved|rejected|lost|declined|voted?)[^.\n]{0,30}?\b\d{1,3}\s?(?:[-–:/]|to|votes? to)\s?\d{1,3}(?:\s?[-–:/]\s?\d{1,3})?|"
    r"(?:(?:(?<![\d.,])\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|no|nobody|none|all|all members|[^\W\d_a-zà-öø-ÿ][\w.'’-]+(?: [^\W\d_a-zà-öø-ÿ][\w.'’-]+)?)\s+(?:votes?\s+)?(?:voted\s+)?(?:in favou?r|for(?=[^.;\n]{0,40}\bagainst\b)|against|opposed|abstain(?:ed|ing|s)?|abstentions?|dissent(?:ed|ing)))"
    r"(?:[^.;\n]{0,60}?(?:in favou?r|against|abstain\w*|abstentions?|opposed))*)",
    re.I,
)
_VOTE_AFTER = re.compile(
    r"^\W*(?:for the decision|in favou?r|votes?|voted|voting|against|abstain\w*|the vote|one vote|(?:\w+ ){0,3}abstained|nobody voted|carried|passed|unanimous)",
    re.I,
)
_SECTION = re.compile(
    r"(?:\W|\d)*(?:key |main |summary of |list of |all )?(?:decisions?|resolutions?|decisions? (?:made|taken)|beschlüsse?|décisions?|decisiones|besluiten)(?: (?:taken|made|of the meeting|and resolutions))?\W*",
    re.I,
)
_COLUMN = re.compile(
    r"(?:decisions?|resolutions?|decision taken|what was decided|beschluss|decision ?/ ?action|decision or action)(?: text)?",
    re.I,
)
_OUTCOME_COLUMN = re.compile(r"(?:outcome|result|status|vote result|decision)", re.I)
_VOTE_COLUMN = re.compile(r"(?:votes?|voting|for ?/ ?against(?: ?/ ?abst\w*)?)", re.I)
_NOTE_TITLE = re.compile(
    r"\b(?:decision (?:note|record|memo|log|register)|record of decisions?|resolutions?|circular resolution|written resolution|decision of)\b",
    re.I,
)
SETTLED = re.compile(rf"(?:^|[\s(]){_STRONG}\W*$|^\W*{_STRONG}\b", re.I)
"""Words of a table's cell that state an outcome ("Version 4.1 adopted") and no task."""
_ORDER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rejected", re.compile(rf"\b{_REJECTED}\b|\bmotion (?:was )?(?:lost|fails|failed)\b", re.I)),
    ("deferred", re.compile(rf"\b{_DEFERRED}\b", re.I)),
    ("approved", re.compile(rf"\b(?:{_APPROVED}|to (?:approve|adopt|ratify|endorse|grant|release|appoint)|approve[sd]?|unanimous approval)\b", re.I)),
    ("accepted", re.compile(r"\b(?:accepted|accepts|to accept)\b", re.I)),
    ("noted", re.compile(r"\b(?:noted|took note|takes note|received|taken as read|for information)\b", re.I)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Hit:
    outcome: str
    at: int  # where the deciding words begin, in the statement


def facts(reading: Reading) -> Iterator[Fact]:
    """The decisions of a held meeting, or of a note that records decisions."""
    meeting = reading.meeting
    if not (
        (meeting and meeting.state == "held")
        or (
            _NOTE_TITLE.search(reading.title)
            and reading.kind != "policy"
            and not re.search(r"\btemplate\b", reading.title, re.I)
        )
    ):
        return
    for table in reading.document.tables:
        if not table.hidden:
            yield from _tabled(reading, table)
    yield from _told(reading)


def _told(reading: Reading) -> Iterator[Fact]:
    every = list(statements(reading))
    used = -1  # a sentence that tells the vote belongs to the decision before it
    for at, one in enumerate(every):
        if at == used:
            continue
        words = reading.quote(one.span)
        after = reading.quote(every[at + 1].span) if at + 1 < len(every) else ""
        hit = _hit(words, after, one)
        if hit is None or one.heading:
            continue
        number, begins = numbered(words)
        label = _LABEL.match(words)
        text = label["rest"] if label else words[begins:]
        spans = [one.span]
        if (
            at
            and len(words.split()) <= _SHORT
            and not number
            and every[at - 1].topic == one.topic
            and not every[at - 1].heading
        ):
            spans.append(every[at - 1].span)  # "Agreed." rests on what was proposed
            text = f"{reading.quote(every[at - 1].span)} {words}"
        vote = _VOTE.search(words)
        if vote is None and at + 1 < len(every) and _VOTE_AFTER.match(after) and (vote := _VOTE.search(after)):
            spans.append(every[at + 1].span)
            used = at + 1
        elif _ASKS.search(words):
            spans.append(every[at + 1].span)
        yield _fact(
            reading,
            text,
            (label["number"] or "") if label and not number else number,
            hit.outcome,
            vote[0] if vote else "",
            one.topic,
            spans,
        )


def _fact(reading: Reading, text: str, number: str, outcome: str, vote: str, subject: str, spans: list[Span]) -> Fact:
    meeting = reading.meeting
    fields = {
        "text": tidy(text),
        "number": number,
        "body": meeting.body if meeting else _note_body(reading),
        "outcome": outcome,
        "vote": vote,
        "subject": subject,
    }
    held = meeting.held if meeting else _note_day(reading)
    if meeting and meeting.day:
        spans = [*spans, meeting.day]
    return reading.fact("decision", fields, dict.fromkeys(spans), extractor=NAME, dates={"held": held})


def _note_body(reading: Reading) -> str:
    pair = next(
        (
            each
            for each in reading.pairs
            if each.label.lower() in ("body", "committee", "board", "decided by", "meeting")
        ),
        None,
    )
    return pair.value if pair else ""


def _note_day(reading: Reading) -> str:
    pair = reading.pair("approved", "held", "written")
    found = reading.dates_in(Span(0, min(len(reading.text), 400)))
    return (reading.day(pair.value_span) if pair else "") or (found[0].value.isoformat() if found else "")


def _hit(words: str, after: str, one: Statement) -> _Hit | None:
    """Whether a statement is a decision, and which way it went."""
    if len(words) < 3 or len(words) > 1_200:
        return None
    if _ASKS.search(words):
        return _Hit("decided", 0) if _NONE.fullmatch(after) else None
    label = _LABEL.match(words)
    if label and not re.match(r"(?i)\W*(?:none|n/a|no decisions?|-|tbc|tbd|pending)\W*$", label["rest"]):
        return _Hit(_outcome(f"{label['label']} {label['rest']}"), label.start("rest"))
    if words.rstrip(' *_)”"').endswith("?"):
        return None
    if _SECTION.fullmatch(one.section) and (one.listed or numbered(words)[0]) and not re.match(r"(?i)\W*none\b", words):
        return _Hit(_outcome(words), 0)
    return _by_words(words)


def _by_words(words: str) -> _Hit | None:
    for pattern in (_IT_WAS, _BY_BODY, _INITIAL, _PASSIVE):
        for match in pattern.finditer(words):
            before = words[: match.start()]
            if _hypothetical(words, before, match, pattern):
                continue
            outcome = _outcome(match["verb"] + (words[match.end("verb") :][:25] if _soft(match["verb"]) else ""))
            return _Hit(outcome, match.start())
    found = _CONSENSUS.search(words)
    if (
        found
        and not re.search(
            r"\b(?:no|not|need\w*|reach|seek\w*|towards?|find|for)\W+(?:to )?(?:reach |have |find |a )?$",
            words[: found.start()],
            re.I,
        )
        and not _OPEN.search(words[: found.start()])
        and not re.search(
            r"\b(?:if|when|until|whether|unless|not|call for|seek\w*|hear)\b[^.]{0,40}$", words[: found.start()], re.I
        )
    ):
        return _Hit(
            _outcome(words[found.start() :][:80]) if re.search(r"motion|objection", found[0], re.I) else "decided",
            found.start(),
        )
    return None


def _soft(verb: str) -> bool:
    return bool(re.fullmatch(_DECIDED, verb, re.I))


def _hypothetical(words: str, before: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    verb = match["verb"]
    if _NOT_HERE.match(words, match.end("verb")) or re.match(
        r"\W+(?:when|if|once|only|unless)\b", words[match.end("verb") :], re.I
    ):
        return True
    if _OPEN.search(words[: match.start("verb")]) and not re.search(r"\b(?:has|have|had|not)\b", verb):
        inner = words[match.start() : match.start("verb")]
        within = bool(_OPEN.search(inner)) and not re.search(r"\b(?:has|have|also|already)\s*$", inner)
        return bool(_OPEN.search(before)) if pattern in (_PASSIVE, _IT_WAS, _INITIAL) and not within else within
    if pattern is _BY_BODY:
        return bool(_OPEN_BODY.search(before) or _QUOTED.search(before)) or _no_actor(before, match)
    if pattern is _PASSIVE:
        return bool(
            _QUOTED.search(before)
            or _OPEN_BODY.search(before + " ")
            or _weak_passive(words, match)
            or _PERSONAL.match(words)
        )
    return False


def _no_actor(before: str, match: re.Match[str]) -> bool:
    """ "Comments of the committee noted", "the meeting notes": words that look like a body that acts and are not."""
    verb = match["verb"].lower()
    if verb in ("notes", "votes", "sets") and not re.fullmatch(
        r"board.*|committee|council|review|panel|commission", match["body"], re.I
    ):
        return True
    if re.fullmatch(
        r"(?:set|confirmed|confirms|supports?|supported|notes|noted|received|released|passed|votes|selected|chose|recommended|recommends)",
        match["verb"],
        re.I,
    ):
        return bool(re.search(r"\b(?:of|for|from|to|by|with|in|on|at)\s+(?:the |our )?(?:\w+ ){0,2}$", before)) or (
            match["body"].lower() in ("all", "everyone", "review", "we", "members", "team", "group")
            and match["verb"].lower() not in ("supported", "confirmed", "noted")
        )
    return bool(re.search(r"\b(?:of|for|from|to|by|with)\s+(?:the |our )?$", before, re.I))


def _weak_passive(words: str, match: re.Match[str]) -> bool:
    """A passive that tells of something other than a decision of this meeting."""
    verb, rest = match["verb"].lower(), words[match.end() : match.end() + 60]
    if verb in (
        "released",
        "passed",
        "carried",
        "granted",
        "withdrawn",
        "refused",
        "declined",
        "denied",
        "accepted",
        "supported",
        "postponed",
        "dismissed",
    ):
        return not re.search(
            r"\b(?:minutes|proposal|report|budget|request|plan|policy|procedure|standard|charter|risk|recommendation|motion|paper|version|application|resolution|terms|EUR|USD|GBP|[€$£]|[A-Z]{1,4}-?\d+)\b",
            words[: match.start()],
        )
    return bool(re.match(r"\s+by (?:the )?(?:system|supplier|customer|regulator|court|auditors?)", rest, re.I))


def _outcome(words: str) -> str:
    for name, pattern in _ORDER:
        if pattern.search(words):
            return name
    return "decided"


def _tabled(reading: Reading, table: Table) -> Iterator[Fact]:
    """Rows under a column of decisions; a column of outcomes or votes beside it is read too."""
    column = next((name for name in table.header if _COLUMN.fullmatch(name.strip())), "")
    if not column:
        return
    for record in reading.records(table):
        entry = record.named(re.escape(column.strip()))
        if entry is None or not reading.visible(record.span) or len(entry.text.strip()) < 3:
            continue
        number, begins = numbered(entry.text.strip())
        outcome = record.named(_OUTCOME_COLUMN.pattern) if not _OUTCOME_COLUMN.fullmatch(column.strip()) else None
        vote = record.named(_VOTE_COLUMN.pattern)
        words = entry.text.strip()
        if re.search(r"action", column, re.I) and _is_task(record, words):
            continue
        if _OUTCOME_COLUMN.fullmatch(column.strip()) and record.text("text") and len(words.split()) <= 3:
            yield _fact(
                reading,
                record.text("text"),
                record.text("number"),
                _outcome(words),
                vote.text if vote else "",
                "",
                [record.span],
            )
        else:
            text = words[begins:]
            yield _fact(
                reading,
                text,
                number or record.text("number"),
                _outcome(outcome.text if outcome else words),
                vote.text if vote else _voted(words),
                "",
                [record.span],
            )


def _voted(words: str) -> str:
    match = _VOTE.search(words)
    return match[0] if match else ""


def _is_task(record: Record, words: str) -> bool:
    """In a table of decisions and actions together, a row with an owner and no verb of deciding is an action."""
    return bool(record.text("owner")) and _by_words(words) is None and not SETTLED.search(words)
