"""Who has to do what by when: ``action`` facts from tables and lists of actions, action lines and sentences of minutes.

A sentence is an action when somebody who was there, or a role, is to do something ("Priya will …", "Mei to …"); what
somebody says, thinks or does anyway is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from evidence.model import Fact, Span
from ingest.facts.action_cards import cards
from ingest.facts.action_cells import cell_tasks
from ingest.facts.action_columns import columned
from ingest.facts.action_lines import led
from ingest.facts.action_marks import marked
from ingest.facts.action_rows import tabled
from ingest.facts.assigned import assigned
from ingest.facts.attendees import name_of
from ingest.facts.chats import asked, day_of
from ingest.facts.context import in_quoted, writer
from ingest.facts.days import PARTIAL
from ingest.facts.deciding import terse
from ingest.facts.minuted import Minute, minuted, outcomes
from ingest.facts.parties import is_person
from ingest.facts.reading import Reading
from ingest.facts.room import Room
from ingest.facts.roster import short_names
from ingest.facts.statements import Statement, numbered, statements, tidy, under
from ingest.facts.tasks import DONE, NOTHING, OLD, task
from ingest.facts.terse import does_by, fallen_to, notes

_NEXT_DAY = re.compile(r"(?:the )?next(?: meeting| one| time)?[:,]? (?:\w+day,? )?\d.{0,24}$", re.I)
_LONG_WORD = re.compile(r"[^\W\d_]{6,}|[a-z]{1,3}-\d+")
_A_LIST = 2  # tasks in tables and lists, from which on minutes list their actions
_BEFORE_A_DAY = 2  # words of a piece before its day ("no later 3 May")
_AT_ONCE = 3  # characters before the verb of a sentence that decides
_LONGEST = 600  # characters of a sentence that is read for who will do what
_SECTION = re.compile(
    r"(?:\W|\d)*(?:(?-i:[A-Z])[.)]\s+)?(?:new |open |agreed |key |summary of |list of |further )?(?:actions?(?: items?| points?| list| log| register| plan| agreed| arising| required| for .{1,30})?|tasks?|jobs|to[- ]?dos?|next steps?|follow-?ups?|ma(?:ß|ss)nahmen|aufgaben|actions à mener|acciones|who (?:does|will do|is to do) what(?:,? by when)?|what (?:happens|comes|we do) next|what is to be done|homework)"
    r"(?: (?:as a result of|from|arising from|agreed (?:at|in)) (?:this|the) meeting)?\W*",
    re.I,
)
_LABEL = re.compile(
    r"^\W*(?:(?:new |next )?(?:for action|to be actioned)(?=\s+by\b)|actions?(?: items?| points?| required| agreed| arising| carried(?: over| forward)?| outstanding)?|AIs?|AP|TODO|to[- ]do|tasks?|jobs|next (?:action|step)s?|follow-?ups?)"
    r"(?:[ \t]*(?:no\.?[ \t]*)?(?P<number>[A-Z]{0,4}[-/]?\d[\w./-]{0,9}))?(?:[ \t]*[(\[](?P<who>[^)\]\n]{2,60})[)\]]|[ \t]+(?:(?:on|for|by)[ \t]+)?(?P<on>@?[^\W\d_][^:\n\[\]/#]{1,50}))?[*_]{0,3}[ \t]*[:：–][*_ \t]*(?P<rest>[^\0]*)",
    re.I,
)
_ACTION_IS = re.compile(
    r"^\W*(?:the )?(?:next )?(?:actions?|next steps?) (?:items? )?(?:is|are|was|were)[ \t]+(?:to|for(?=[ \t]+[^\n]{2,60}?[ \t]to[ \t])|(?=(?-i:@?[A-Z])[\w'’-]{1,30}(?:[ \t](?:and[ \t])?(?-i:[A-Z])[\w'’-]{1,30}){0,3}[ \t]to[ \t]))[ \t]*(?P<rest>\S[^\0]*)",
    re.I,
)
_CAP = r"(?:[^\W\d_a-zà-öø-ÿ][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?)"
_ONE = rf"@?(?:(?:Dr|Mr|Mrs|Ms|Prof)\b\.?[ ])?{_CAP}(?:[ ](?:(?:van|von|de|der|of|the|for)[ ])?{_CAP}){{0,5}}"
_WHO = rf"(?P<who>(?:[Tt]he[ ])?(?:{_ONE}|@[a-z][\w-]+|[a-z]+(?:[ ]of[ ]{_CAP})?)(?:(?:,[ ]|,?[ ](?:and|&|or)[ ]|[ ]?/[ ]?){_ONE}){{0,4}})"
_DOES = (
    r"(?:[Ww]ill|shall|is going to|are going to|is to|are to|to|has to|(?:has |have |kindly )?(?:agreed|offered|volunteered|undertaken|promised) to|agrees to|offers to|volunteers to|undertook to|undertakes to|promises to|"
    r"committed to|commits? to|was asked to|were asked to|is asked to|are asked to|has been asked to|was tasked to|was requested to|was instructed to|is responsible for|(?:was|were|is|are|has been) (?:charged|tasked|entrusted) with|"
    r"(?:took|takes|taking|take|will take|has|have|took on|takes on)(?: it| this| that)?(?: as)? (?:an? |the )?(?:new )?(?:action(?: items?| points?)?|task)(?: to| for)?|takes (?:it )?on|follow(?:s)? up)"
)
_SENTENCE = re.compile(
    rf"(?:^|(?<=[.;:,–—|-][ ])|(?<=^\d\)[ ])|(?<=\bso[ ])|(?<=\bbut[ ])|(?<=\band[ ])|(?<=\bthat[ ])){_WHO}[,:]?(?:[ ](?:also|then|therefore|now|still|who))?[ ](?P<does>{_DOES})[ ]+(?P<verb>[^\W\d_]+(?:[ ][^\W\d_]+)?)?"
)
_SPEAKER = re.compile(
    rf"^\W*(?P<speaker>{_CAP}(?:[ ]{_CAP}){{0,2}})[ ]*[:–-][ ]+(?:and[ ])?(?:(?:I|I'll|I’ll)[ ])?(?P<does>will|shall|I['’]ll|to)[ ]+(?P<verb>[^\W\d_]+)"
)
_LEADING = re.compile(
    rf"^\W*(?P<speaker>{_CAP}(?:[ ]{_CAP})?)\b[^?]{{2,160}}?(?:[,;.][ ]+(?:and[ ])?|[ ](?:and|but)[ ])(?P<does>[Ww]ill)[ ](?:also[ ]|then[ ])?(?P<verb>[^\W\d_]+(?:[ ][^\W\d_]+)?)"
)
_TITLED = re.compile(r"^\W*\d{1,2}(?:\.\d{1,2})?[.)]?\s+(?:[^\W\d_a-z][^.:;\n]{1,60}[.:]\s+)?")  # "4. Website. "
_ELSE = re.compile(r"\b(?:if|whether|that|which|who)\b[^.;]*$", re.I)
_BODY_ALONE = re.compile(
    r"(?:the )?(?:board|committee|partners|trustees|members|directors|meeting|group|forum|panel|council|executive|team|governors)",
    re.I,
)  # what a body agreed to is its decision
_GOES_ON = re.compile(r"(?:continue|require|involve|help|allow|ask again)\b", re.I)
_NO_TASK = re.compile(
    r"(?:be|not|never|like|need|want|have|leave|join|come|attend|become|retire|recommend|run|continue to be|also be|still be|then be|remain|step down|stay|start on|miss|only|probably|date|know|see(?! to)|hear|expect|"
    r"get|wait|receive|show|mean|cost|take (?:place|over|the|up|part|effect|note)|benefit|decide whether|concur|agree|say|add that|argue|admit|go|apply|happen|speak|present|sit|chair|sign|succeed|replace|begin|hold|act|the|a|an|his|her|their|this|that|[a-z]+ed)\b",
    re.I,
)
_NOT_TO = re.compile(r"(?:be|not|never|date|the|a|an|his|her|their|this|that|know|need|want|see|hear|[a-z]+ed)\b", re.I)
_OPEN = re.compile(
    r"\b(?:if|whether|unless|should|could|would|might|may|hopes?|until|once|asked? (?:if|whether|that)|before|after|think|believe|wonder\w*|because|as|that|where|which|who|how|suggest\w*)\b[^.;,]{0,60}$|\b(?:if|unless|when|whether)\b[^.;]{0,60}$",
    re.I,
)
_TAIL = re.compile(r"[ \t]+(?:[–—-]{1,2}|\||→|[-=]>)[ \t]+|[ \t]*;[ \t]+")
_LEADERS = re.compile(
    r"^(?P<text>[^\n.]{3,120}?(?:\.[^\n.]{1,60})?)[ \t]?\.{3,200}[ \t]*(?P<owner>[^\W_](?:[^\n.]|\.(?!\.)){0,40}?)[ \t]?\.{2,200}[ \t]*(?P<due>[^\s.][^\n]{0,30})$",
    re.M,
)
_STATES = re.compile(
    r"\b(?:done|closed|completed?|finished|open|in progress|ongoing|carried (?:over|forward)|overdue|late|extended|dropped|cancelled|not started|new|started|pending|on hold|erledigt|offen)\b",
    re.I,
)
_BRACKETED = re.compile(
    r"(?P<text>[^()\[\]]{3,160}?)\s*[(\[](?P<who>[^(),\[\]]{2,40}?)(?: with [^(),\[\]]{2,40})?(?:,\s*(?P<due>[^()\[\]]{3,30}))?[)\]]\W*$"
)  # "gate (A. Roth, 3 May)", one of several
_ITEM_MARK = re.compile(r"^\W*(?:\d{1,2}[.)]\s+)?")
_NAME_BRACKET = re.compile(
    rf"(?P<who>{_ONE})\s*[(\[](?P<text>[^()\[\]]{{3,160}}?)(?:,\s*(?P<due>[^,()\[\]]{{3,30}}))?[)\]]\W*$"
)  # "A. Roth (mend the gate, 3 May)", one of several
_NAME_FIRST_DAY_LAST = re.compile(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}})?\s+)?(?P<who>{_ONE}|[A-Z]{{2,4}})\s+(?P<text>[a-z].{{2,140}}?),?\s+(?P<due>(?:by |before )?(?i:{PARTIAL.pattern}|\d{{1,2}}[./]\d{{1,2}}[./])\S*(?: \d{{4}})?)\W*$"
)  # "AR mend the gate 3 May", one of several
_SHORT_FIRST = re.compile(r"(?P<who>[A-Z]{2,4}(?:[/&][A-Z]{2,4})?)\s+(?P<text>[a-z]{2,}\s.+)")  # "AR mend the gate"
_NAMED_FIRST = re.compile(rf"(?P<who>{_ONE})(?:[ ][–—-][ ]|:[ ])(?P<text>\S.*)")  # "Omar – plumber", one of several
_MOST_TIMES = 2  # tasks for each that has a day, in a line that shares them out to people whom nobody lists
_FALLS_TO = re.compile(
    rf"(?P<text>.{{8,300}}?)(?:\s+[–—-]\s+(?P<who>{_ONE})\s+[–—-]\s+(?P<due>\S.{{4,24}})|\s*\((?P<in>{_ONE}),\s+(?:[a-z]+ )?(?:by )?(?P<on>\S.{{4,24}})\))\W*$"
)  # "buy two loaders - A. Roth - 3 May 2031", "buy two loaders (A. Roth, 3 May 2031)"
_NEXT_LINE = re.compile(
    r"\n[ \t]*(?=(?:Next|Closed|Ended|(?:The )?[Mm]eeting (?:closed|ended)|Date of (?:the )?next)\b)"
)
_SHARED = ((_BRACKETED, False), (_NAME_BRACKET, True), (_NAMED_FIRST, True), (_NAME_FIRST_DAY_LAST, False))
_PARTED = (re.compile(r";\s+"), re.compile(r"\s+/\s+"), re.compile(r"(?<=[^\W_]{2})\.\s+(?=[^\W\d_a-zà-öø-ÿ])"))
_AS_AGREED = re.compile(
    r"(?:^|[.,]\s)(?:(?:here are )?(?:the |our |your )?(?:agreed |open |new )?(?:as (?:agreed|discussed)|what we agreed|to[- ]?dos?|next steps|actions?(?: items?| points?)?|tasks|who does what)"
    r"(?: (?:from|of|after|for|arising from) [^:\n]{2,40})?)\s*:\s*$",
    re.I,
)
_TAKES_ON = re.compile(rf"\W*(?P<who>I|{_ONE})[:,]?\s+(?:will |to |shall )?(?P<verb>[a-z]{{2,14}})\b(?!\s*[:?]).{{4,}}")
_OWNED_LAST = re.compile(
    rf"(?P<text>[^\W\d_].{{5,160}}?)[,;.]\s+(?:owner|responsible|action(?: by)?)\s*:?\s+(?P<who>{_ONE})\W*$"
)
_FALLS_ON = re.compile(
    rf"(?P<who>{_ONE})(?:,| [–—-])? (?:by |before )?(?P<due>(?:\w+day,? )?\d[^,;]{{3,25}})$"
)  # "Mr Holm, 8 July 2031"
_SET_OFF = re.compile(
    r"(?:,|\s[–—-])\s+(?P<due>\d[^,;()]{4,18}\d)\W*$|[(\[](?:due |by )?(?P<bracket>\d[^()\[\]]{4,18}\d)[)\]]\W*$"
)
_SET_OFF_PARTIAL = re.compile(rf"(?:,|\s[–—-])\s+(?P<due>(?i:{PARTIAL.pattern}))\W*$")
_ASKED = re.compile(
    rf"\b(?:asked|requested|instructed|tasked)\s+(?:that\s+)?{_WHO}\s+(?:to\s+)?(?P<verb>(?!for\b)[a-z]+)\b(?P<rest>[^.;?]*)"
)
_ASKED_FOR = re.compile(
    rf"\basked\s+{_WHO}\s+(?P<verb>for)\s+(?P<rest>[^.;?]*\bby\s+(?:\w+day,?\s+)?(?i:{PARTIAL.pattern})[^.;?]*)"
)  # "asked K. Holt for a plan by 3 May"
_OWED = re.compile(
    r"\b(?:asked for|is to|are to|to be|must|should|will)\b[^()]{4,200}[(\[](?P<who>[^(),\[\]]{2,40})(?:,\s*(?P<due>[^()\[\]]{3,30}))?[)\]]\W*$"
)
_BODY_ASKS = re.compile(
    r"(?:^|[.;,]\s|\band\s)(?:[Tt]he |[Ii]t|[Ww]e|[Tt]hey)?(?:[A-Z][\w]* ){0,3}(?:[Bb]oard|[Cc]ommittee|[Pp]anel|[Cc]ouncil|[Gg]roup|[Mm]eeting|[Ff]orum|[Mm]embers|[Tt]rustees|[Dd]irectors|[Ee]xecutive|[Tt]eam|[Ii]t|[Ww]e|[Tt]hey)?$"
)
_BODY_DID = re.compile(
    r"\W*(?:[Tt]he )?(?:[A-Z]\w+ ){0,3}(?:[Bb]oard|[Cc]ommittee|[Pp]anel|[Cc]ouncil|[Gg]roup|[Mm]eeting|[Ff]orum|[Mm]embers|[Tt]rustees|[Dd]irectors|[Ee]xecutive|[Tt]eam)\s"
)  # "The Board did not accept it and asked K. Holt ..."
_SAYS = re.compile(r"^[^,;]{2,80},\s+(?:said|asked|told|thanked|added|noted|explained|thought|remarked|reported)\b")
_DAY = re.compile(rf"^(?:the )?(?:end of )?(?:\w+day,?\s+)?{PARTIAL.pattern}", re.I)
_DUE_LINE = re.compile(
    r"[ \t]*\n?[ \t*_]*(?P<due>(?i:due(?: date)?|by(?: when)?|deadline|target date)[*_]*[ \t]*:[*_ \t]*[^\n]{3,40})"
)
_TASK_ID = re.compile(r"(?:A|AP|AI|AC|ACT|ACTION|T|TASK|TODO)[-/. ]?\d{1,4}(?:[-/.]\d{1,4})*")
_BY_DAY = re.compile(
    rf"\b(?:by|before|until|no later than)\s+(?:\w+day,?\s+)?(?:{PARTIAL.pattern}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d)",
    re.I,
)
_STATE_LAST = re.compile(rf"(?:\s[–—-]|[:(\[,.])\s*[*_]{{0,3}}(?P<state>{_STATES.pattern})[*_)\].\s]*$", re.I)
_BRACKET = re.compile(r"[(\[](?P<words>[^()\[\]\n]{2,80})[)\]]")


def facts(reading: Reading) -> Iterator[Fact]:
    """The actions of minutes, and the rows of action logs."""
    meeting = reading.meeting
    held = bool(meeting and meeting.state == "held")
    room = Room(reading)
    rows: list[Fact] = []
    for table in reading.document.tables:
        if not table.hidden:
            rows += list(tabled(reading, table, held)) or (list(cell_tasks(reading, table, room)) if held else [])
    yield from rows
    carded = list(cards(reading, held))
    yield from (fact for _, fact in carded)
    for who, words, turn in asked(reading) if not held else ():
        yield task(reading, words, "", who, "", [turn.span], due=words, told=day_of(reading))
    if not held and reading.kind == "mail":
        yield from _mailed(reading, room)
    if held:
        yield from _dotted(reading)
        aligned = list(columned(reading, room))
        columns = [span for span, _ in aligned]
        aligned += [each for each in led(reading, room) if not _within(each[0], columns)]
        yield from (fact for _, fact in aligned)
        lines = [span for span, _ in aligned]
        noted = [each for each in _noted(reading, room) if not _within(each[0], lines)]
        yield from (fact for _, fact in noted)
        taken = [*lines, *(span for span, _ in (*noted, *carded))]
        told = list(_told(reading, room, taken))
        listed = len(rows) + len(carded) + len(aligned) + sum(item for _, item in told) >= _A_LIST
        kept = [fact for fact, item in told if item or not (listed and _decides(reading, fact))]
        given = [*rows, *(fact for _, fact in aligned), *(fact for fact, item in told if item)]
        items = list(_items(reading, room))
        ended = [fact.spans[-1] for fact in items]
        prose = [fact for fact in _minuted(reading, room) if not _within(fact.spans[0], ended)]
        for fact in (*kept, *prose, *items):
            if not _within(fact.spans[0], taken) and (fact in given or not _again(fact, given)):
                yield fact


def _within(span: Span, read: list[Span]) -> bool:
    return any(span.start < line.end and line.start < span.end for line in read)


def _again(fact: Fact, given: list[Fact]) -> bool:
    """Whether a sentence tells of a task that the minutes also list: the same person by the same day."""
    due, owner = fact.dates.get("due", ""), fact.fields.get("owner", "")
    said = set(_LONG_WORD.findall(fact.fields["text"].casefold())) - set(_LONG_WORD.findall(owner.casefold()))
    return any(
        (due == each.dates.get("due") or said & set(_LONG_WORD.findall(each.fields["text"].casefold())))
        and _same_person(owner, each.fields.get("owner", ""))
        for each in given
        if owner and (due or each.dates.get("due"))
    )


def _same_person(one: str, other: str) -> bool:
    """Whether two ways to write a name end in one family name, or one gives the initials of the other."""
    first, second = short_names(one), short_names(other)
    last = one.split()[-1:] == other.split()[-1:]
    return last or one.casefold() in second or other.casefold() in first


def _noted(reading: Reading, room: Room) -> Iterator[tuple[Span, Fact]]:
    """The tasks that terse minutes set apart from what was said, and those that a mark at the end of a line gives."""
    taken: list[Span] = []
    for note in notes(reading, room):
        taken.append(note.span)
        yield note.span, task(reading, note.text, "", note.owner, "", [note.span], due=note.due)
    for note, status in assigned(reading, room):
        if not any(note.span.start <= span.start < note.span.end for span in taken):
            yield note.span, task(reading, note.text, "", note.owner, status, [note.span], due=note.due)


def _mailed(reading: Reading, room: Room) -> Iterator[Fact]:
    """What a mail lists below "As agreed:" or "To do:" for its writer and readers, whom it names or calls "I"."""
    every, below = list(statements(reading)), -1
    sender = writer(reading, 0)
    listing = False
    for at, one in enumerate(every):
        words = " ".join(reading.quote(one.span).split())
        if _AS_AGREED.search(words):
            below, listing = one.indent, False
            continue
        listing = below >= 0 and one.listed and under(reading, every, at, below, listing)
        below = below if listing else -1
        if listing and (named := _BRACKETED.match(_ITEM_MARK.sub("", words))) and room.knows(named["who"], strict=True):
            yield task(reading, named["text"], "", named["who"], "", [one.span], due=f"by {named['due'] or ''}")
            continue
        match = _TAKES_ON.match(_ITEM_MARK.sub("", words)) if listing else None
        if match is None or _NO_TASK.match(match["verb"]) or in_quoted(reading, one.span.start):
            continue
        mine = match["who"] == "I"
        owner = (
            (sender.person if sender else "") if mine else match["who"] if room.knows(match["who"], strict=True) else ""
        )
        if owner:
            yield task(
                reading,
                words,
                "",
                owner,
                "",
                [one.span, *([sender.span] if mine and sender else [])],
                due=_day_told(words),
            )


def _day_told(words: str) -> str:
    """The words of an item from where they say by when."""
    match = re.search(r"\b(?:by|before|until|due|deadline:?)\s", words)
    return f"by {words[match.end() :]}" if match else ""


def _decides(reading: Reading, fact: Fact) -> bool:
    """Whether the sentence is a decision: where minutes list their actions, it is told there what has to be done."""
    words = reading.quote(fact.spans[0]).lstrip(" *_-•–")
    hit = terse(words)
    return hit is not None and hit.at <= _AT_ONCE


def _items(reading: Reading, room: Room) -> Iterator[Fact]:
    """What falls to whom in the outcomes of a table of items."""
    for item in outcomes(reading):
        for at, span in enumerate(item.sentences):
            found = fallen_to(reading.quote(span))
            if found is None:
                yield from _outcome(reading, item, span, room)
            if found is None or not room.knows(found[0]):
                continue
            before = reading.quote(item.sentences[at - 1]) if at and not found[1] else ""
            text = found[1] or before or item.topic
            text = f"{item.topic}: {text}" if item.topic and item.topic not in text else text
            yield task(reading, text, "", found[0], "", [item.row, span], due=found[2])


def _outcome(reading: Reading, item: Minute, span: Span, room: Room) -> Iterator[Fact]:
    """An outcome that is a task: "AR to mend the gate", "To be listed by 3 May, owner Ona Lund"."""
    words = " ".join(reading.quote(span).split())
    if owned := _OWNED_LAST.match(words):
        text = f"{item.topic}: {owned['text']}" if item.topic else owned["text"]
        yield task(reading, text, "", owned["who"], "", [item.row, span], due=owned["text"])
    else:
        for fact in _sentence(reading, Statement(span, 0, "", item.topic, listed=True), room):
            yield replace(fact, spans=(item.row, *fact.spans))


def _minuted(reading: Reading, room: Room) -> Iterator[Fact]:
    """Sentences of minutes that are laid out in a table."""
    for minute in minuted(reading):
        for span in minute.sentences:
            yield from _sentence(reading, Statement(span, 0, "", minute.topic, listed=True), room)


def _dotted(reading: Reading) -> Iterator[Fact]:
    """Lines with leaders: "Letter to the landlord ..... H. Krogh ..... 13 Nov"."""
    for match in _LEADERS.finditer(reading.text):
        span = reading.trimmed(Span(match.start(), match.end()))
        if reading.visible(span) and len(match["text"].strip(" .-*")) >= 3:
            number, begins = numbered(match["text"].strip(" *-"))
            text = match["text"].strip(" *-")[begins:]
            yield task(reading, text, number, match["owner"].strip(" ."), "", [span], due=match["due"])


def _told(reading: Reading, room: Room, taken: list[Span]) -> Iterator[tuple[Fact, bool]]:
    """The tasks outside tables, each with whether it stands in a list of actions; ``taken`` is read already."""
    every = [one for one in _untaken(reading, taken) if not re.search(r"\.{4,}", reading.quote(one.span))]
    below = -1  # indent of a label ("Actions:") whose list stands below it
    listing = False  # whether the statement before was of that list
    given = ""  # the task that was told last
    line = Span(0, 0)  # the line of the last label, which may share out several tasks
    for at, one in enumerate(every):
        words = reading.quote(one.span)
        if note := marked(reading, one, room):
            if tidy(note.text) not in given:
                yield task(reading, note.text, "", note.owner, "", [note.span], due=note.due), False
            continue
        label = _LABEL.match(words) or _ACTION_IS.match(words)
        if label and not words.rstrip().endswith("?") and not one.heading:
            below = one.indent if NOTHING.fullmatch(label["rest"]) and label["rest"].strip() == "" else -1
            listing = False
            yield from ((fact, False) for fact in _labelled(reading, one, label, room))
            line = reading.line(one.span.start)
            continue
        if (
            one.span.start < line.end
            and (shared := _NAMED_FIRST.match(words))
            and room.knows(shared["who"], strict=True)
        ):
            yield (
                task(reading, shared["text"], "", shared["who"], "", [one.span], due=_day_behind(reading, words)),
                True,
            )
            continue
        if re.fullmatch(
            r"\W*(?:new |agreed )?(?:actions?(?: items?| points?)?|next steps|to[- ]dos?|jobs|tasks|who (?:does|will do|is to do) what(?:,? by when)?|what (?:happens|we do) next|what is to be done)\W*",
            words,
            re.I,
        ):
            below, listing = one.indent, False
            continue
        listing = below >= 0 and under(reading, every, at, below, listing)
        if listing:
            yield from ((fact, True) for fact in _item(reading, one, room, old=False))
            continue
        below = -1
        old = bool(OLD.search(one.section))
        if (
            (_SECTION.fullmatch(one.section) or old)
            and (one.listed or one.tick or numbered(words)[0])
            and not one.heading
        ):
            yield from ((fact, True) for fact in _item(reading, one, room, old=old))
        else:
            for fact in _sentence(reading, one, room):
                given = fact.fields["text"]
                yield fact, False


def _untaken(reading: Reading, taken: list[Span]) -> Iterator[Statement]:
    """The statements; of one of several lines, some of which are read already, the other lines."""
    for one in statements(reading):
        inside = [span for span in taken if one.span.start <= span.start and span.end <= one.span.end]
        if not inside or "\n" not in reading.quote(one.span):
            yield one
            continue
        for match in re.finditer(r"[^\n]+", reading.quote(one.span)):
            line = Span(one.span.start + match.start(), one.span.start + match.end())
            if not any(line.start < span.end and span.start < line.end for span in inside):
                yield replace(one, span=reading.trimmed(line))


def _labelled(reading: Reading, one: Statement, label: re.Match[str], room: Room) -> Iterator[Fact]:
    groups = label.groupdict()
    rest = " ".join(_NEXT_LINE.split(label["rest"])[0].split())
    if (
        NOTHING.fullmatch(rest)
        or re.match(r"(?i)(?:none|nothing|n/a)\b", rest)
        or len(rest) < 3
        or rest.startswith(("[", "<"))
    ):
        return
    if shared := list(_shared_out(reading, one, rest, room)):
        yield from shared
        return
    number, begins = _identified(rest) if not groups.get("number") else (groups["number"], rest)
    text, owner, due = _split(reading, begins, room)
    due = due or _day_behind(reading, rest)
    if (on := groups.get("on")) and not room.knows(on, strict=True):
        return  # "Next steps for the programme: …" is a title
    owner = groups.get("who") or on or owner
    yield task(reading, text, number, owner, "", [one.span], due=due or rest)


def _shared_out(reading: Reading, one: Statement, rest: str, room: Room) -> Iterator[Fact]:
    """Several tasks behind one label, or the name and day of the one that the sentence above tells."""
    for parted in _PARTED:
        pieces = [piece for piece in parted.split(rest) if piece.strip()]
        if shared := _shared(pieces, room):
            for match in shared:
                due = match.groupdict().get("due") or ""
                if match.re is _NAMED_FIRST:
                    due = _day_behind(reading, match["text"]) or match["text"]
                elif match.re is not _BRACKETED:
                    due = f"by {due}"
                yield task(reading, match["text"], "", match["who"], "", [one.span], due=due)
            return
    several = [piece for piece in _PARTED[0].split(rest) if piece]
    acts = [_SENTENCE.match(piece) for piece in several]
    if len(acts) > 1 and all(act and room.knows(act["who"], strict=True) for act in acts):
        for piece, act in zip(several, acts, strict=True):
            yield task(reading, piece, "", act["who"] if act else "", "", [one.span], due=piece)
        return
    fallen, before = _FALLS_ON.match(rest), _line_before(reading, one)
    if fallen and before and room.knows(fallen["who"], strict=True) and reading.day_of(fallen["due"]):
        text, due = reading.quote(before), f"by {fallen['due']}"
        yield task(reading, text, "", fallen["who"], "", [one.span, before], due=due)


def _shared(pieces: list[str], room: Room) -> list[re.Match[str]]:
    """The pieces of a line of tasks, where each of several names who does it in the same way; or nothing."""
    for pattern, strict in _SHARED:
        found = [
            match for piece in pieces if (match := pattern.match(piece)) and room.knows(match["who"], strict=strict)
        ]
        if 1 < len(pieces) == len(found):
            return found
    called = [match for piece in pieces if (match := _NAMED_FIRST.match(piece)) and name_of(match["who"])]
    days = [match for match in called if _SET_OFF_PARTIAL.search(match["text"]) or _SET_OFF.search(match["text"])]
    return called if 1 < len(pieces) == len(called) <= _MOST_TIMES * len(days) else []


def _item(reading: Reading, one: Statement, room: Room, *, old: bool) -> Iterator[Fact]:
    """A list item under a heading of actions: number, text, owner and day in the order people write them."""
    words = " ".join(reading.quote(one.span).split())
    words = re.sub(r"^(?:\d{1,2}[.)]\s+)?(?:\[(?: |x|X|✓)\]\s*)?", "", words)
    number, begins = numbered(words)
    if re.fullmatch(r"\d{1,3}\.\d{1,3}", number) and (own := numbered(words[begins:]))[0]:
        number, begins = own[0], begins + own[1]  # "3.1 A31/4, the gate": the minute's number, then the action's
    if (
        NOTHING.fullmatch(words)
        or (words.endswith("?") and not number)
        or (words.startswith(("[", "<", "http")) and "](" not in words)
        or (old and not number)
    ):
        return
    text, owner, due = _split(reading, words[begins:], room)
    status = "done" if one.tick.strip() else "open" if one.tick else ""
    if old or not status:
        stated = _STATES.search(words[begins:])
        status = (
            stated[0] if stated and (old or re.search(r"[(\[–:-]\s*$", words[begins:][: stated.start()])) else status
        )
    if len(text) >= 3 and not (_NEXT_DAY.match(text) and not owner):
        yield task(
            reading,
            text,
            number,
            owner,
            status,
            [one.span],
            due="" if old else due or _day_behind(reading, words) or words,
            closed=words if old and DONE.search(words) else "",
            new=not old,
        )


def _split(reading: Reading, words: str, room: Room) -> tuple[str, str, str]:
    """The text, the owner and the words that say when: "Access review – Amir Rahman – 2025-07-31", "Brian to share it"."""
    pieces = _TAIL.split(words)
    owner = due = ""
    kept = [pieces[0]]
    for piece in pieces[1:]:
        bare = re.sub(r"(?i)^(?:owner|who|resp(?:onsible)?|assigned to|due|by|deadline)\s*:?\s*", "", piece).strip(
            " .()"
        )
        if not owner and room.knows(bare) and len(bare.split()) <= 6:
            owner = bare
        elif not due and _says_when(reading, piece):
            due = piece
        else:
            kept.append(piece)
    text = " – ".join(kept)
    if not owner and len(kept) > 1 and room.knows(kept[0]):
        owner, text = kept[0].strip(), " – ".join(kept[1:])
    if not owner:
        text, owner = _inside(text, room)
    if not owner:
        owner = next((who for piece in kept[1:] if (who := _inside(piece, room)[1])), "")
    return text, owner, due


def _says_when(reading: Reading, piece: str) -> bool:
    """Whether a piece of an item is its day, and not what is to be done by a day."""
    if re.match(r"(?i)\s*(?:due|by|before|until|when|end of|asap|\d)", piece):
        return True
    days = reading.dates_of(piece)
    return bool(days) and len(piece[: days[0].start].split()) <= _BEFORE_A_DAY


def _inside(text: str, room: Room) -> tuple[str, str]:
    """An owner named in the text itself: "Brian to share …", "Priya: …", "… (Amir Rahman)", "@handle …"."""
    match = _SENTENCE.match(text) or re.match(rf"{_WHO}[ ]?:[ ]+(?P<rest>\S)", text)
    if match and room.knows(match["who"], strict=True):
        return text, match["who"].strip(" ,:")
    if (short := _SHORT_FIRST.match(text)) and room.knows(short["who"], strict=True):
        return short["text"], short["who"]
    if (tail := re.search(r":\s+(?P<name>@?[^\W\d_][\w.'’ -]{1,40})$", text)) and room.knows(tail["name"], strict=True):
        return text[: tail.start()], tail["name"]
    for bracket in _BRACKET.finditer(text):
        first = re.split(r"[,;]", bracket["words"])[0].strip()
        if room.knows(first) and first[:1].isupper():
            return text, first
    if said := re.search(rf"\b(?i:owner|owned by|assigned to|responsible|lead)\s*:?\s+(?P<name>{_ONE})", text):
        return text, said["name"]
    return text, ""


def _sentence(reading: Reading, one: Statement, room: Room) -> Iterator[Fact]:
    raw = reading.quote(one.span)
    words = " ".join(raw.split())
    if len(words) > _LONGEST or words.endswith("?") or one.heading:
        return
    if fallen := _falls_to(reading, words, room):
        yield task(reading, fallen[0], "", fallen[1], "", [one.span], due=f"by {fallen[2]}")
        return
    by_line = [words, *(" ".join(line.split()) for line in raw.split("\n")[1:])]
    for number, match in (
        (number, found)
        for number, line in (_identified(line) for line in by_line)
        for found in _SENTENCE.finditer(line)
    ):
        who, lead = _last_named(match["who"], room)
        idle = _NOT_TO if match["does"] == "to" else _NO_TASK
        if (
            (match["does"].lower() not in ("will", "shall", "to") or not idle.match(match["verb"] or ""))
            and (match["verb"] or "action" in match["does"])
            and room.knows(who, strict=match["does"] == "to" and not _dated_name(reading, who, match))
            and not _OPEN.search(match.string[: match.start()])
            and (lead or _imperative(match, match.string))
            and not _relative(match)
            and not (_BODY_ALONE.fullmatch(who) and "agreed" in match["does"])
        ):
            after, spans = _due_after(reading, one)
            due = f"{match.string[match.end() :]} {after}"
            status = _state_behind(reading, one) if number else ""
            yield task(
                reading,
                match.string if number else words,
                number,
                who.lstrip("@"),
                status,
                [one.span, *spans],
                due=due,
                new=not status,
            )
            return
    present = does_by(words[numbered(words)[1] :] if not one.listed else re.sub(r"^\W*\d{1,2}[.)]\s+", "", words))
    if present and room.knows(present[0], strict=True) and (reading.day_of(present[1]) or _DAY.search(present[1])):
        yield task(reading, words, "", present[0], "", [one.span], due=f"by {present[1]}")
        return
    if asked := _asked(words, room):
        who, when = asked
        yield task(reading, words, "", who, "", [one.span], due=when)
        return
    speaker = _LEADING.match(_TITLED.sub("", words))
    if (
        speaker
        and room.knows(speaker["speaker"], strict=True)
        and not _NO_TASK.match(speaker["verb"])
        and not _ELSE.search(speaker.string[: speaker.start("does")])
        and not _GOES_ON.match(speaker["verb"])
    ):
        yield task(reading, words, "", speaker["speaker"], "", [one.span], due=speaker.string[speaker.end() :])
        return
    speaker = _SPEAKER.match(words)
    if speaker and room.knows(speaker["speaker"]) and not _NO_TASK.match(speaker["verb"]):
        yield task(reading, words, "", speaker["speaker"], "", [one.span], due=words)


def _falls_to(reading: Reading, words: str, room: Room) -> tuple[str, str, str] | None:
    """The task, who does it and the day after the meeting, where a statement ends with both of them."""
    match = _FALLS_TO.match(words)
    if match is None or not room.knows(who := match["who"] or match["in"], strict=match["who"] is None):
        return None
    due, held = match["due"] or match["on"], reading.meeting.held if reading.meeting else ""
    day = reading.day_of(due)
    return (match["text"], who, due) if day and day > held else None


def _state_behind(reading: Reading, one: Statement) -> str:
    """How far a numbered task is, where its line ends with it: "A7 AR to order rails. None in stock - ONGOING"."""
    match = _STATE_LAST.search(reading.quote(reading.line(one.span.start)))
    return match["state"] if match else ""


def _dated_name(reading: Reading, who: str, match: re.Match[str]) -> bool:
    """Whether minutes name somebody in full who is to do something by a day, listed or not."""
    return is_person(who) and bool(_BY_DAY.search(match.string, match.end("does")))


def _identified(words: str) -> tuple[str, str]:
    """The number of a task at the head of some words ("AP1 Mei to ..."), or "", and the words behind it."""
    number, begins = numbered(words)
    return (number, words[begins:]) if _TASK_ID.fullmatch(number) else ("", words)


def _day_behind(reading: Reading, words: str) -> str:
    """The day that a task ends with, set off: "announce it (2031-12-01)", "correct the table, 30 June 2031"; or ""."""
    match = _SET_OFF.search(words)
    day = (match["due"] or match["bracket"]) if match else ""
    if day and reading.day_of(day):
        return f"by {day}"
    partial = _SET_OFF_PARTIAL.search(words)
    return f"by {partial['due']}" if partial else ""


def _line_before(reading: Reading, one: Statement) -> Span | None:
    """The sentence of the same item right above a label, which says what is to be done."""
    above = reading.sentence_before(one.span.start)
    return above if above and not re.search(r"\n\s*\n", reading.text[above.end : one.span.start]) else None


def _due_after(reading: Reading, one: Statement) -> tuple[str, list[Span]]:
    """What the same or the next line adds to a task: "Due: 3 May"."""
    match = _DUE_LINE.match(reading.text, one.span.end)
    span = Span(match.start("due"), match.end("due")) if match else None
    return (reading.quote(span), [span]) if span and reading.visible(span) else ("", [])


def _relative(match: re.Match[str]) -> bool:
    """Whether "who is to …" only says more of somebody who then says something ("Mr Holm, who is to retire, thanked …")."""
    between = match.string[match.end("who") : match.start("does")]
    return "who" in between and bool(_SAYS.match(match.string[match.end("does") :]))


def _asked(words: str, room: Room) -> tuple[str, str] | None:
    """Whom a body asked to do something, and the words that may say when; or who stands in brackets behind what is asked."""
    match = _ASKED.search(words) or _ASKED_FOR.search(words)
    if match and match["verb"] not in ("if", "whether", "about", "and", "when", "how", "why", "what", "be"):
        who = match["who"].strip(" ,:")
        actor = words[: match.start()].strip()
        asks = _BODY_DID.match(words) if actor.endswith(" and") else _BODY_ASKS.search(actor)
        if room.knows(who, strict=True) and asks:
            return who, match["rest"]
    owed = _OWED.search(words)
    if owed and room.knows(owed["who"], strict=True) and owed["who"][:1].isupper():
        return owed["who"], owed["due"] or words
    return None


def _last_named(words: str, room: Room) -> tuple[str, str]:
    """Who acts, and the topic before it that ended in a full stop: "Tyres. T. Birk" is ("T. Birk", "Tyres")."""
    who = words.strip(" ,:")
    for stop in re.finditer(r"\w{3,}\.\s+", who):
        if not room.knows(who, strict=True) and room.knows(who[stop.end() :], strict=True):
            return who[stop.end() :], who[: stop.end()]
    return who, ""


def _imperative(match: re.Match[str], words: str) -> bool:
    """ "Mei to open …" is an action; "thanks Mei to …", "from Mei to Jo" and "Mei to Jo: …" are none."""
    if match["does"] != "to":
        return True
    verb = match["verb"] or ""
    before = words[: match.start()].rstrip()
    return (
        (not before or before[-1] in ".;:–—-,|" or bool(re.fullmatch(r"\d\)", before)))
        and verb[:1].islower()
        and not re.search(
            r"\b(?:from|thanks|for|with|asked?|asks|want(?:s|ed)?|allow(?:s|ed)?|of|by)\s*$",
            words[: match.start()],
            re.I,
        )
    )
