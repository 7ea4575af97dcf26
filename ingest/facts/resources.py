"""Resources that somebody granted: money and posts, in minutes, decision notes, memos, letters, forms and budgets.

A request, a proposal, a price and a limit ("may approve up to EUR 10,000") are no grants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evidence.model import Fact, Row, Span, Strength, Table
from ingest.facts import budgets
from ingest.facts.amounts import Amount, amounts
from ingest.facts.approving import RESOLVED_THAT
from ingest.facts.context import Signer, actor_after, actor_before, body, held, in_quoted, writer
from ingest.facts.granted_lists import listed
from ingest.facts.granted_sums import granted_sums
from ingest.facts.parties import Party, is_body, party
from ingest.facts.reading import Reading
from ingest.facts.resolving import introduced

NAME = "resources/1"

_PAST = (
    r"(?:approved|granted|released|allocated|authori[sz]ed|awarded|sanctioned|signed off(?: on)?|set aside|earmarked|ring-?fenced|"
    r"made available|assigned|appropriated|freed(?: up)?|funded|voted|ratified|accepted|"
    r"gave (?:its|their|her|his) (?:approval|agreement|consent) (?:to|for)|(?<=\bbe )(?:donated|spent|paid|transferred|given))"
)
_OFFER = r"(?:quotation|quote|tender|estimate|offer|bid)s?\b"
_BASE = (
    r"(?:approve|grant|release|allocate|authori[sz]e|award|set aside|earmark|make available|provide|spend|fund|invest|commit|appropriate|sanction|"
    rf"accept (?:the |an? )?(?:[\w'’-]+ ){{0,3}}{_OFFER})"
)
_RESOLVED = r"(?:resolved|decided|agreed|voted|unanimously agreed|it was (?:agreed|resolved|decided))"
_MINE = r"\s+(?:from my side|on my part|by me)\b"
_VERB = re.compile(
    rf"(?P<infinitive>\b{_RESOLVED}(?: unanimously)?,?[^.;]{{0,30}}? to {_BASE}\b)|(?P<motion>\bto {_BASE}\b|\b(?:motion|proposal|resolution)\**[:–—-]\**\s*(?:that (?:the \w+|we) )?{_BASE}\b)"
    r"|(?P<power>\b(?:delegated |full )?(?:authority|power|approval|permission) (?:was|is|were) (?:given|granted|delegated)(?: to [^.;]{2,60}?)?(?= to (?:spend|incur|commit|purchase|buy|order|pay|procure)\b))"
    r"|(?P<present>\b(?:hereby )?(?:approves|authori[sz]es|grants|allocates|releases|sanctions|awards|appropriates)\b)"
    rf"|(?P<first>\b(?:I|we) (?:hereby |therefore |can |am happy to |am pleased to )?(?:approve|grant|release|authori[sz]e|allocate|agree to)\b)"
    r"|(?P<second>\byou (?:(?:now |hereby |thus )?have|(?-i:may)|can|are (?:free|authori[sz]ed|cleared) to)\b(?: (?:now|therefore))?"
    r"(?: (?:spend|use|order|buy|sign|hire|place the order|commit))?)"
    rf"|(?P<past>\b{_PAST}\b(?:{_MINE},?)?|(?<!\bas )(?<!\ball )agreed(?=\s*(?:;|[\s.]*$))|\bagreed(?= (?:a |an |the |to |on |additional |further )*(?:budget|sum|amount|funding|expenditure|spend(?:ing)?|grant|donation|payment|precept|EUR|USD|GBP|[€$£])))",
    re.I,
)
_AGAINST = re.compile(
    r"(?i)\b(?:not|never|nobody|none|nothing|cannot|reject\w*|declin\w*|refus\w*|defer\w*|propos\w*|to be|be|will|shall|would|should|could|"
    r"(?-i:may)|might|must|can|whether|if|unless|until|once|when|where|pending|recommend\w*|ask(?:s|ed)? (?:for|the|to)|seeks?|seeking|await\w*|hop\w+|wish\w*|"
    r"yet|expect\w*|planned|whoever|any|every|each)\b|n['’]t\b"
)
_OUTSIDE = re.compile(
    r"(?i)\b(?:which|that|who|because|although|but|whereas|while|instead of|rather than|against|unlike)\b|[;:]|(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bRs)\.\s"
)
_CARRIED = re.compile(r"(?i)(?<!\bbe )\b(?:carried|passed|adopted|agreed|approved|unanimous\w*|accepted|in favou?r)\b")
_LOST = re.compile(
    r"(?i)\b(?:not (?:carried|passed|adopted|approved|agreed)|lost|defeated|rejected|failed|withdrawn|deferred|tabled|postponed)\b"
)
_TURNED = re.compile(
    r"(?i)\b(?:request|proposal|motion|application|bid|amount|it|this|which)?\s*(?:was|were|has been|is) (?:not (?:approved|granted)|rejected|declined|refused|deferred|withdrawn|turned down)\b"
)
_OTHER_SUM = re.compile(
    r"(?i);\s+(?:an?|the|another|its|their)\b[^;]*?\b(?:further|second|other|additional|more|remaining)\b[^;]*\d[^;]*$"
)
_REQUESTED = re.compile(
    r"(?i)^\W*(?:requested|asked for|applied for|proposed|sought|estimated|needed|offered|spent|paid|invoiced|committed|remain\w*)\b"
)
_AUX = re.compile(
    r"(?i)\b(?:was|were|has been|have been|had been|got|is|are)(?: (?:also|then|finally|unanimously|duly|hereby|formally|now|all))?\s*$"
)
_TO_BE = re.compile(r"(?i)\b(?:(?:should|shall|would)\s+)?be\s+(?:hereby\s+)?$")
_SUM = re.compile(r"(?i)\s*(?:EUR|USD|GBP|[€$£]|funds|a budget|a grant|a sum)")
_EMPOWERED = re.compile(
    r"(?i)\s*to (?:spend|incur|commit|purchase|buy|order|pay|procure|place|draw|use|arrange|proceed)\b"
)
_PRESENT = re.compile(r"(?i)\b(?:is|are)(?: \w+ly)?\s*$")
_EARLIER = re.compile(
    r"(?i)\b(?:in|of|since|last|from|on)\s+(?:\d{1,2}\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"spring|summer|autumn|winter|q[1-4]|year|month|quarter|week)\b|\b(?:earlier|previously|already|originally|in the past|last time|of the \w+ \d)\b"
)
_ON_DAY = re.compile(
    r"(?i)(?:\bon|\bof|\bdated|\bdate|\(|,|:|\bmeeting|\bat the|\bin its meeting of)\s*(?:\w+day,?\s+)?(?:the\s+)?$"
)
_FOR = re.compile(
    r"(?i)\b(?:for|towards?|to cover|to fund|to pay for|to support|in respect of|on|to)\s+(?P<purpose>[^.;:\n]{3,160})"
)
_END = re.compile(
    r"(?i)\s*(?:\(|[,–—]\s|\s-\s|\bon (?:the )?(?:\d{1,2}\b|condition\b|\w+day\b|[A-Z]\w+ \d)|\bby (?:the|[A-Z])|\bfrom the\b|\bprovided\b|\bsubject to\b|"
    r"\bunder the condition\b|\band (?:asked|requested|noted|thanked|will|agreed|approved)\b|\bwas\b|\bwere\b|\bhas been\b|\bhave been\b|\b(?:should )?be (?:hereby )?(?:approved|granted|accepted|allocated|authori[sz]ed)\b|\bto be\b(?= (?:in|completed|spent))).*"
)
_PERIOD = re.compile(
    r"(?i)(?:the )?(?:(?:calendar|financial|fiscal|coming|current|next)?\s*(?:year|fy|budget)?\s*)?(?:20\d\d(?:[/–-]\d{2,4})?|year|one year)"
)
_STANDARD = re.compile(r"(?!(?:19|20)\d\d\b)\d{4,5} (?=[a-z]{4})")  # "the 27001 programme"
_POINTER = re.compile(r"(?i)(?:this|that|these|those|them|it|us|you|me)")
_POSTS = re.compile(
    r"(?P<amount>\b(?:one|two|three|four|five|six|a|an|half a|\d{1,3}(?:[.,]\d)?)\s+(?:(?:additional|new|further|more|extra|full-time|part-time|"
    r"permanent|temporary|second|dedicated)\s+){0,3}(?:posts?|positions?|FTEs?|full-time equivalents?|headcounts?|person[- ]days|"
    r"working days|members? of staff|employees?|hires?))\b",
    re.I,
)
_LINE_ITEM = re.compile(r"(?!(?i:of|the|for|spent)\b)[^\W\d_][\w'’&/-]*(?: [\w'’&/-]+){0,5}")
_LASTING = re.compile(
    r"(?i)\s*(?:(?:a|per|each|/)\s*(?:year|annum|month|quarter)|annually|yearly|monthly|p\.?a\.?)(?!\w)"
)
_STOP = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s+(?=[A-Z])|(?<=\d)\.\s+(?=[A-Z][a-z]+\b)|\n")
_OFFERED = re.compile(rf"\b{_OFFER}", re.I)
_BODY_DID = re.compile(
    r"\W*(?:[Tt]he |[Oo]ur )?(?P<who>[A-Z][\w&.'’-]*(?: (?:(?:of|and|for|&|the) )*[A-Z][\w&.'’-]*){0,5})\s+(?:then |also |has |had )?[a-z]+(?:ed|ook|eard)\b"
)
_RESOLVES = re.compile(r"(?i)\b(?:resolved|resolves|resolution)\b[^.;]{0,100}$")
_MOVED = re.compile(r"(?i)\b(?:motion|resolution|proposal|moved|motioned)\b")
_NEXT = re.compile(r"(?i)\n\s*(?:[-*•]|#|\d{1,2}[.)])\s|\bmotion(?: (?:to|by|that)\b|\W{0,3}:)|\bmoved (?:to|that)\b")
_OUTCOME = 260  # characters after a motion in which it is seconded and put to the vote
_ASKED = re.compile(
    r"(?i)\b(?:request(?:s|ed)?|ask(?:s|ed)? (?:for|to)|invited to|applied for|applications?|propos(?:es|ed|al)|seeks?|sought|bid|quot(?:es|ed)|tabled|plan of|the (?:\w+ )?(?:cost|price) (?:is|would be|will be))\b"
)
_ANSWER = re.compile(
    r"(?:[.:;–—]|\n)[\W_]{0,6}(?:(?i:decision|resolution|outcome|result|vote|(?:the|this|his|her|their) (?:request|proposal|application|bid|pilot|purchase|plan|renewal|extension|order)|this|that|it)\b\W{0,3})?"
    r"(?i:(?:was|were|is|has been) )?(?i:unanimously |duly |all |formally )?(?P<past>(?i:approved|agreed|granted|carried|passed|accepted))\b"
    r"(?=\s*(?:[.;,!)(\n–—*-]|$|(?i:unanimously|by|nem|without|on|\d)))"
    r"|[.:;–—]\s+[A-Z][\w’'-]+ (?:(?:is|was) )?(?P<content>(?:fine|happy|content|ok|okay) with (?:it|this|that))\b"
)
_FINE = re.compile(
    r"(?im)^[^\S\n]*(?:(?:that|this|it)(?:[’']s| is) |that )?(?P<first>(?:fine|okay?|all right|good) (?:by|with) me|agreed|approved|go ahead)[.,:;–—-]"
)
_CAPPED = re.compile(
    r"(?i)\b(?:ceiling|budget|cap|max(?:imum)?\.?|up to|not (?:above|over|more than)|at most)\s+(?:of )?$"
)
_REPLY = 60  # characters after what is asked for in which it is granted
_VOTED = re.compile(
    r"(?:[.;]\s+)(?P<past>(?:[Cc]arried|[Pp]assed|[Aa]dopted))\b(?=\s*(?:[.;,!]|$|by\b|unanimously\b|with\b|\d))"
)
_DEBATE = 400  # characters of an item after what is asked for in which it is voted on
_LEAST, _LONGEST = 12, 1_200
_SHORT = 24  # characters of a cell that holds a day
_MATTER = re.compile(r"(?i)(?:agenda )?(?:item|subject|matter|topic|title|concerning|about|what it is about|business)")
_LATER = re.compile(r"(?i)\b(?:by|due|until|deadline|follow|review|next|expir\w+|ends?)\b")
_NEAR = 110
_TEMPLATE = re.compile(r"(?i)\b(?:template|agenda|example|sample form)\b")


def facts(reading: Reading) -> Iterator[Fact]:
    """Grants in sentences and cells, then in forms and budget tables."""
    if reading.kind == "agenda" or _TEMPLATE.search(reading.title):
        return
    for span, row in _statements(reading):
        for fact in _of_statement(reading, span):
            yield _of_row(fact, row)
    yield from _answered(reading)
    yield from _fine(reading)
    yield from (fact for fact in granted_sums(reading, NAME) if not _granted_already(reading, fact.spans[0]))
    lines: set[int] = set()
    for fact in listed(reading, NAME):
        lines.add(reading.line(fact.spans[0].start).start)
        yield fact
    for fact in budgets.facts(reading, NAME):
        if reading.line(fact.spans[0].start).start not in lines:
            yield fact


@dataclass(frozen=True, slots=True)
class _Row:
    """What the other cells of a row say of a grant in one of them: its day and what it was about."""

    day: str = ""
    item: str = ""


def _of_row(fact: Fact, row: _Row) -> Fact:
    """A grant in a log of decisions, on the day of its row and for what the row is about."""
    fields, dates = dict(fact.fields), dict(fact.dates)
    if row.item:
        fields["purpose"] = row.item
    if row.day:
        dates["approved"] = row.day
    return replace(fact, fields=fields, dates=dates)


def _row(reading: Reading, table: Table, row: Row) -> _Row:
    """The day and the matter of a row, where one column each gives them."""
    day = item = ""
    for cell in row.cells:
        name = table.header[cell.column].strip(" :") if cell.column < len(table.header) else ""
        words = reading.text[cell.start : cell.end].strip()
        if not day and len(words) <= _SHORT and not _LATER.search(name):
            day = reading.day_of(words)
        if not item and _MATTER.fullmatch(name) and re.search(r"[^\W\d_]{3}", words) and not amounts(words):
            item = words
    return _Row(day, item)


def _statements(reading: Reading) -> Iterator[tuple[Span, _Row]]:
    for span in reading.sentences:
        if span.end - span.start <= _LONGEST and _VERB.search(reading.text, span.start, span.end):
            yield span, _Row()
    for table in reading.document.tables:
        if table.hidden:
            continue
        for row in table.rows:
            if row.hidden:
                continue
            for cell in row.cells:
                span = Span(cell.start, cell.end)
                if _LEAST < cell.end - cell.start <= _LONGEST and reading.visible(span):
                    yield span, _row(reading, table, row)


def _of_statement(reading: Reading, span: Span) -> Iterator[Fact]:
    words = reading.quote(span)
    found = amounts(words)
    sums = [
        amount
        for amount in found
        if (not amount.rate or (reading.kind in ("minutes", "mail") and _LASTING.match(words, amount.end)))
        and not _inside_brackets(words, amount)
    ]
    posts = (
        [] if sums else [Amount(m.start("amount"), m.end("amount"), m["amount"], "") for m in _POSTS.finditer(words)]
    )
    if not (sums or posts) or words.rstrip().endswith("?"):
        return
    taken: set[int] = set()
    for verb in _VERB.finditer(words):
        amount = _granted(reading, words, verb, sums or posts, span)
        if amount is not None and amount.start not in taken:
            taken.add(amount.start)
            yield _fact(reading, span, verb, amount)


def _answered(reading: Reading) -> Iterator[Fact]:
    """What was asked for and granted in a word of its own: "Ben asks for EUR 60 for solder. Approved."."""
    for span in reading.sentences if reading.kind == "minutes" else ():
        if span.end - span.start > _LONGEST or not _ASKED.search(reading.text, span.start, span.end):
            continue
        sums = [each for each in amounts(reading.quote(span)) if not each.rate]
        if len(sums) != 1 or _granted_already(reading, span):
            continue
        if (whole := _reply(reading, span, sums[0])) is not None and reading.visible(whole[0]):
            yield _fact(reading, *whole, sums[0])


def _fine(reading: Reading) -> Iterator[Fact]:
    """What a mail says yes to: "Fine by me. Harken, one year, ceiling EUR 5,200"."""
    for found in _FINE.finditer(reading.text) if reading.kind == "mail" else ():
        line = Span(found.start(), reading.line(found.start()).end)
        words = reading.quote(line)
        sums, verb = amounts(words), _FINE.match(words)
        if verb is None or len(sums) != 1 or not reading.visible(line) or _granted_already(reading, line):
            continue
        lead = words[verb.end() : sums[0].start]
        if _CAPPED.search(lead) and not _AGAINST.search(lead):
            yield _fact(reading, line, verb, sums[0])


def _reply(reading: Reading, span: Span, asked: Amount) -> tuple[Span, re.Match[str]] | None:
    """The words from what is asked for to the word that grants it: a reply right after it, or the vote that ends its item."""
    words = reading.quote(Span(span.start, min(len(reading.text), span.end + _REPLY)))
    answer = _ANSWER.search(words, asked.end)
    if answer is None or answer.start() > span.end - span.start + 1:
        item = _NEXT.split(reading.text[span.start : span.end + _DEBATE], maxsplit=1)[0].split("\n")[0]
        words = item
        answer = _VOTED.search(words, asked.end)
        if (
            answer is None
            or _LOST.search(words, asked.end, answer.start())
            or amounts(words, asked.end, answer.start())
        ):
            return None
        return Span(span.start, span.start + answer.end()), answer
    if _AGAINST.search(words, asked.end, answer.start()):
        return None
    return Span(span.start, span.start + answer.end()), answer


def _granted_already(reading: Reading, span: Span) -> bool:
    return next(_of_statement(reading, span), None) is not None


def _inside_brackets(words: str, amount: Amount) -> bool:
    """Whether an amount only splits up another one: "EUR 62,500 (licence EUR 44,000, ...)"."""
    opened = words.rfind("(", 0, amount.start)
    return opened > 0 and ")" not in words[opened : amount.start] and bool(amounts(words, 0, opened))


def _granted(reading: Reading, words: str, verb: re.Match[str], sums: list[Amount], span: Span) -> Amount | None:
    """The amount that ``verb`` grants, or None."""
    kind = verb.lastgroup
    if not _may_grant(reading, words, verb, span):
        return None
    after = next((each for each in sums if 0 <= each.start - verb.end() <= _NEAR), None)
    if after and _follows(reading, words, verb, after):
        return after
    if kind != "past":
        return None
    before = next((each for each in reversed(sums) if 0 <= verb.start() - each.end <= _NEAR), None)
    if before and not before.limit and _resolved(reading, words, verb, span):
        between = _TO_BE.sub("", words[before.end : verb.start()])
        return None if _OUTSIDE.search(between) or _AGAINST.search(between) else before
    return before if before and _precedes(reading, words, verb, before) else None


def _may_grant(reading: Reading, words: str, verb: re.Match[str], span: Span) -> bool:
    """Whether the verb stands where it grants: by the writer of a letter, in a motion that passed, not negated or planned."""
    unoffered = verb[0].lower() == "accepted" and not _OFFERED.search(
        words, max(0, verb.start() - _NEAR), verb.end() + _NEAR
    )
    if unoffered or _TURNED.search(_OTHER_SUM.sub("", _around(words, verb))):
        return False
    if verb.lastgroup in ("first", "second"):
        personal = reading.kind == "mail" or writer(reading, span.start) is not None
        return personal and reading.kind not in ("policy", "agreement", "certificate")
    if verb.lastgroup == "motion":
        return _carried(reading, words, verb, span) or introduced(reading, span.start)
    if verb.lastgroup == "present":
        return _enacts(reading, words, verb)
    if _resolved(reading, words, verb, span):
        return True
    return not _AGAINST.search(words, max(0, verb.start() - 28), verb.start())


def _enacts(reading: Reading, words: str, verb: re.Match[str]) -> bool:
    """Whether "approves" is the act itself: "RESOLVED, that the Board approves", "The Board hereby approves"."""
    if reading.kind in ("policy", "agreement") or _AGAINST.search(words, max(0, verb.start() - 28), verb.start()):
        return False
    return verb[0].lower().startswith("hereby") or bool(_RESOLVES.search(words, 0, verb.start()))


def _around(words: str, verb: re.Match[str]) -> str:
    """The sentence of a statement that a verb stands in: an item of minutes may hold several."""
    starts = [each.end() for each in _STOP.finditer(words, 0, verb.start())]
    ends = _STOP.search(words, verb.end())
    return words[starts[-1] if starts else 0 : ends.start() + 1 if ends else len(words)]


def _resolved(reading: Reading, words: str, verb: re.Match[str], span: Span) -> bool:
    """Whether it is resolved that money "be granted", in the sentence or in the line that a list of resolutions stands under."""
    be = _TO_BE.search(words, 0, verb.start())
    return be is not None and bool(
        RESOLVED_THAT.search(words[: words.find("be", be.start()) + 2]) or introduced(reading, span.start)
    )


def _follows(reading: Reading, words: str, verb: re.Match[str], amount: Amount) -> bool:
    """Active: somebody approved ... EUR 5,000."""
    between = words[verb.end() : amount.start]
    if _opens(words, verb) and not words[: verb.start()].strip():
        between = re.sub(r"^\s*[:–—]\s*", " ", between)  # "Approved: capital of EUR 5,000 for ..."
    tail = words[amount.end : amount.end + 30]
    direct = bool(re.fullmatch(r"\s*[:,]?\s*", between))
    placed = verb.lastgroup == "second" and bool(re.fullmatch(r"[^.;?!]{0,80}:\s*", between))
    if (_OUTSIDE.search(between) and not direct and not placed) or (_REQUESTED.match(tail) and "of the" in between):
        return False
    if verb.lastgroup == "second":
        return (
            "have" not in verb[0].lower()
            or direct
            or placed
            or bool(
                re.search(
                    r"(?i)budget|approval|means|funds|\bmy (?:go-ahead|yes|ok|okay|consent|blessing|agreement)\b",
                    between,
                )
            )
        )
    if verb.lastgroup in ("first", "infinitive", "motion", "present", "power"):
        return True
    if _AUX.search(words, 0, verb.start()) and not _SUM.match(words, verb.end()):
        # "FraudLens was approved ... EUR 5,000" says nothing of a grant, "was authorised to spend up to EUR 500" does
        return reading.kind == "minutes" and bool(_EMPOWERED.match(words, verb.end()))
    actor = actor_before(words, 0, _before_aux(words, verb)) or _body_that(words, verb)
    if amount.limit:
        return actor is not None and bool(re.fullmatch(r"(?i)\s*up to\s*", between))
    return actor is not None or (reading.kind == "minutes" and _opens(words, verb)) or (direct and _opens(words, verb))


def _before_aux(words: str, verb: re.Match[str]) -> int:
    """Where the subject ends: before "has", "had", "unanimously" and the like."""
    match = re.search(
        r"(?i)(?:\s+(?:has|have|had|then|also|unanimously|duly|hereby|formally|therefore|already|only|finally|jointly))+\s*$",
        words[: verb.start()],
    )
    return match.start() if match else verb.start()


def _opens(words: str, verb: re.Match[str]) -> bool:
    """Whether the verb stands first, after a label or a number at most: "Decision: approved EUR 5,000 for ..."."""
    return bool(
        re.fullmatch(
            r"(?i)(?:[\W\d]*|.{0,40}[:–—-]\s*|(?:the )?(?:meeting|members|we|all)\s+(?:unanimously )?)",
            words[: verb.start()],
        )
    )


def _precedes(reading: Reading, words: str, verb: re.Match[str], amount: Amount) -> bool:
    """Passive: EUR 5,000 for tests was approved; EUR 5,000 granted by the Board."""
    lasting = _LASTING.match(words, amount.end)
    between = words[lasting.end() if lasting else amount.end : verb.start()]
    if re.fullmatch(r"\s*[:–—]\s*", between) and not amount.limit:
        return True
    if _OUTSIDE.search(between) or _REQUESTED.match(between) or _AGAINST.search(between) or amount.limit:
        return False
    if re.search(r"(?i)\b(?:board|committee|council|exco|executive|management|I|we|he|she|they)\s*$", between):
        return False  # the next statement's subject
    if _AUX.search(between):
        return not (_PRESENT.search(between) and reading.kind in ("policy", "agreement"))
    ends = reading.kind == "minutes" and re.fullmatch(r"\W*", words[verb.end() :])
    if ends and re.fullmatch(r"\s+(?:for|towards|to)\s+(?:[\w'’-]+\s+){1,8}", between):
        return True  # "EUR 6,000 for the rope released."
    return bool(re.fullmatch(r"[\s,(]*(?:\w+ly\s+)?", between)) or bool(re.match(r"(?i)\s+by\b", words[verb.end() :]))


def _carried(reading: Reading, words: str, verb: re.Match[str], span: Span) -> bool:
    """Whether a motion ("to grant EUR 5,000") passed, by its own words or those right after it."""
    if not _MOVED.search(words, 0, verb.end()):
        return False
    rest = words[verb.end() :] + " " + _NEXT.split(reading.text[span.end : span.end + _OUTCOME], maxsplit=1)[0]
    lost, carried = _LOST.search(rest), _CARRIED.search(rest)
    return carried is not None and (lost is None or lost.start() > carried.end())


def _fact(reading: Reading, span: Span, verb: re.Match[str], amount: Amount) -> Fact:
    words = reading.quote(span)
    actor = _actor(words, verb)
    clause = _sentence(words, verb, amount)
    fields = {"amount": amount.value, "currency": amount.currency}
    fields["purpose"] = _purpose(_said_of(clause, verb), verb, amount)
    mine = verb.lastgroup in ("first", "second") or bool(re.search(_MINE, verb[0]))
    mine = mine or (actor is None and reading.kind == "mail" and _opens(words, verb))
    signs = writer(reading, span.start) if mine else None
    if signs is not None:
        fields["approver"] = signs.person
    elif actor is not None and (actor.person or actor.role):
        fields["approver"] = actor.person or actor.role
    elif actor is not None:
        fields["body"] = actor.body
    if not {"body", "approver"} & fields.keys() and not _EARLIER.search(_said_of(clause, verb)):
        fields["body"] = body(reading)
    if not fields["purpose"] and (signs is not None or (reading.kind != "minutes" and reading.pair("subject"))):
        fields["purpose"] = _subject(reading)
    spans = [span] if signs is None else [span, signs.span]
    day = _day(reading, span, _said_of(clause, verb), signs)
    strength = Strength.RECORD if reading.strength is Strength.UNKNOWN and signs else None
    return reading.fact("resource", fields, spans, extractor=NAME, dates={"approved": day}, strength=strength)


def _sentence(words: str, verb: re.Match[str], amount: Amount) -> str:
    """The words up to the end of the sentence that grants, what stands before it blanked out: a cell may hold several."""
    low, high = min(verb.start(), amount.start), max(verb.end(), amount.end)
    before = [each.end() for each in _STOP.finditer(words, 0, low)]
    after = _STOP.search(words, high)
    begin = before[-1] if before else 0
    return " " * begin + words[begin : after.start() + 1 if after else len(words)]


def _said_of(clause: str, verb: re.Match[str]) -> str:
    """The words of a sentence up to the semicolon after its verb: what follows is said of something else."""
    end = clause.find(";", verb.end())
    return clause if end < 0 else clause[:end]


def _subject(reading: Reading) -> str:
    """What a letter or memo is about."""
    pair = reading.pair("subject")
    return re.sub(r"(?i)^(?:(?:re|aw|sv|vs)\s*:\s*)+", "", pair.value) if pair else reading.title


def _actor(words: str, verb: re.Match[str]) -> Party | None:
    if verb.lastgroup in ("first", "second", "motion", "power"):
        return None
    by = re.search(r"(?i)\bby\s+", words[verb.end() : verb.end() + 160])
    passive = bool(_AUX.search(words[: verb.start()])) or bool(re.match(r"(?i)\s+(?:\w+ly )?by\b", words[verb.end() :]))
    if passive and by:
        return actor_after(words, verb.end() + by.end(), len(words))
    return None if passive else actor_before(words, 0, _before_aux(words, verb)) or _body_that(words, verb)


def _body_that(words: str, verb: re.Match[str]) -> Party | None:
    """The body at the head of a sentence that did something else first: "The Board considered the paper and approved ..."."""
    first = _first(words, verb)
    match = _BODY_DID.match(words, first, verb.start())
    joined = re.search(r"\band(?: (?:then|also|unanimously|therefore))?\s*$", words[first : verb.start()])
    return party(match["who"]) if match and joined and is_body(match["who"]) else None


def _first(words: str, verb: re.Match[str]) -> int:
    """Where the sentence of a statement begins that a verb stands in."""
    return max((each.end() for each in _STOP.finditer(words, 0, verb.start())), default=0)


def _purpose(words: str, verb: re.Match[str], amount: Amount) -> str:
    """What the money is for: after it ("for bias testing"), else between the verb and it ("the purchase of X for")."""
    low, high = min(verb.end(), amount.end), max(verb.end(), amount.end)
    for region in (words[amount.end :], words[high:]):
        for match in _FOR.finditer(region[:260]):
            purpose = _END.sub("", match["purpose"]).strip(" ,.")
            purpose = re.sub(
                r"(?i)^(?:(?:be )?(?:spent|used|paid|put) (?:on|for|to(?:wards)?) )?(?:the |our |a |an )?", "", purpose
            )
            inner = re.match(
                r"(?i)(?:20\d\d|the (?:calendar |financial )?year(?: 20\d\d)?)\s+(?:for|to|towards)\s+(?P<rest>.+)",
                purpose,
            )
            purpose = inner["rest"] if inner else purpose
            if (
                len(purpose) > 2
                and not _POINTER.fullmatch(purpose)
                and not _PERIOD.fullmatch(purpose)
                and (not purpose[0].isdigit() or _STANDARD.match(purpose))
            ):
                return purpose
    if verb.lastgroup in ("first", "second"):
        return ""  # the subject of the letter says it better
    between = words[low : amount.start] if verb.end() <= amount.start else ""
    between = re.sub(
        r"(?i)\s*\b(?:at|for|of|in the amount of|to the value of|worth|with|a total of|up to|totalling|costing|by|not (?:to exceed|exceeding))\s*(?:(?:a|the) (?:cost|price|total|budget|sum|amount)(?: of)?(?: not (?:to exceed|exceeding))?\s*)?$",
        "",
        between,
    )
    between = re.sub(
        r"(?i)^\s*(?:the |a |an )?(?:(?:additional |further |total )?(?:budget|sum|amount|funding|expenditure|investment|means|spend(?:ing)?|request)\b\s*(?:of|for)?\s*)?(?:the )?",
        "",
        between,
    )
    if len(between.strip(" ,:")) > 3:
        return between.strip(" ,:")
    before = re.sub(r"(?<=\w) (?:of|at)$", "", words[: amount.start].strip(" ,:–—-"))
    return before if amount.end <= verb.start() and _LINE_ITEM.fullmatch(before) else ""


def _day(reading: Reading, span: Span, words: str, signs: Signer | None) -> str:
    """The day of the grant: said in the statement, else that of the meeting or the letter, unless it tells of an earlier one."""
    for found in reading.dates_in(span):
        if _ON_DAY.search(reading.text[max(span.start, found.start - 30) : found.start]):
            return found.value.isoformat()
    if signs is not None:
        return signs.day or ("" if in_quoted(reading, span.start) else reading.written)
    return "" if _EARLIER.search(words) else held(reading)
