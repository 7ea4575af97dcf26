"""Words that decide: whether a sentence of minutes is a decision, and which way it went."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REJECTED = r"(?:rejected|rejects|declined|declines|refused|refuses|turned down|lost(?=$|[.;,])|objects? to|objected to|voted down|voted against|dismissed|denied|defeated|lost(?=\s*\(?\d{1,3}\s?[-–:/to ]{1,4}\s?\d)|withheld approval|did not (?:approve|agree|accept|adopt|support)|said no(?! to\b)|not (?:approved|adopted|accepted|agreed|carried)|(?:was|were) not (?:satisfied|convinced|persuaded|content)(?! that))"
_DEFERRED = r"(?:deferred|defers|postponed|postpones|held over|adjourned|put off|carried over to|moved to the next (?:meeting|session)|tabled (?:until|to|for the next)|left until|left (?:open|undecided|over)|referred back|sent back|remitted|returned (?:to|for|with))"
_APPROVED = r"(?:approved|approves|adopted|adopts|ratified|ratifies|endorsed|endorses|sanctioned|passed(?! (?:on|to|through|over|by))|carried(?! (?:out|over|forward|on|through))|signed off|authori[sz]ed|authori[sz]es|granted|grants|released|appointed|appoints|consents? to|consented to|okay['’]?ed|ok['’]?d|ok to approve|(?:was|were|is|are) content (?:with|to (?:approve|adopt|endorse|support|agree))|g(?:a|i)ves? (?:the nod|the go-ahead|the green light|(?:its|their) blessing|(?:its|their) (?:approval|consent|agreement)))"
_ACCEPTED = r"(?:accepted|accepts)"
_NOTED = r"(?:noted|notes|took note|takes note|received|taken as read|acknowledged|took (?:the )?\w+ as read)"
_DECIDED = r"(?:decided|decides|agreed|agrees|resolved|resolves|concluded|concludes|settled (?:on|for|at)|extended the (?=date|deadline|term|period|time)|determined|ruled|supported|supports|confirmed|confirms|elected|elects|chose|chooses|selected|recommended|recommends|voted|votes|withdrew|withdrawn|released)"
_VERBS = f"(?:{_REJECTED}|{_DEFERRED}|{_APPROVED}|{_ACCEPTED}|{_NOTED}|{_DECIDED})"
_STRONG = f"(?:{_REJECTED}|{_DEFERRED}|{_APPROVED}|{_ACCEPTED}|decided|agreed|resolved)"
_BODY = (
    r"(?:governing body|senate|cabinet|directorate|executive|bureau|synod|presidium|board(?: of \w+)?|committee|council|meeting|forum|panel|assembly|commission|directors|trustees|governors|shareholders|partners|members(?: present)?|"
    r"(?:steering |working )?group|(?:leadership |management |executive )?team|task force|review|exco|excom|slt|elt|smt|(?:(?<=[Tt]he )|(?<=[,:;.] )|(?<![\s\S]))(?-i:[A-Z]{3,6})|everyone|everybody|all(?: present| members)?|"
    r"those present|participants|attendees|we|vorstand|ausschuss)"
)
_ADVERB = r"(?:(?:has|have|had|also|then|thus|therefore|unanimously|formally|duly|all|jointly|finally|nevertheless|in principle|by (?:a )?majority|by consensus|with thanks|both|again)[ \t\n]+){0,3}"
_BY_BODY = re.compile(rf"(?:^|(?<=[\s(*_“\"]))(?P<body>{_BODY})[ \t\n]+{_ADVERB}(?P<verb>{_VERBS})\b", re.I)
_BY_IT = re.compile(rf"^\W*(?:\d{{1,3}}[.)]\s+)?(?:It|They)[ \t\n]+{_ADVERB}(?P<verb>{_STRONG})\b")
_PASSIVE = re.compile(
    rf"\b(?:was|were|is|are|has been|have been)[ \t\n]+(?:hereby |duly |formally |unanimously |then |also |therefore |not (?!approved|adopted|accepted|agreed|carried))?(?P<verb>{_REJECTED}|{_DEFERRED}|{_APPROVED}|{_ACCEPTED}|noted|agreed|decided|withdrawn|taken as read|supported|"
    r"(?:(?:re-?)?(?:appointed|elected)|confirmed|co-opted)(?= (?:as\b|in (?:the |his |her |their )?(?:role|post|office|position)|(?:to|onto) the (?:board|committee|council|group))))\b",
    re.I,
)
_IT_WAS = re.compile(
    rf"\bit (?:was|is|has been)[ \t\n]+(?:unanimously |formally |hereby |also |further |then )?(?P<verb>{_VERBS})\b",
    re.I,
)
_INITIAL = re.compile(
    rf"^\W*(?:(?:[^\W\d_]+|(?-i:[A-Z])(?:[^:;.?\n]|\.(?=\d)){{0,60}}? (?-i:[a-z])(?:[^:;.?\n]|\.(?=\d)){{0,40}}):[ ])?(?:so |thus |then |all |no objections?[,;:]? (?:so )?|unanimously |formally |group )?(?P<verb>{_REJECTED}|{_DEFERRED}|{_APPROVED}|{_ACCEPTED}|noted|decided|agreed|resolved|supported|withdrawn|taken as read|settled (?:on|for|at))\b(?!,?\s+or\b)",
    re.I,
)
_CORRECTED = re.compile(
    r"\b(?:minutes|notes|record)\b[^.;]{0,60}?\b(?:was|were)\b(?:[^.;]|\.(?=\S)){0,90}?\b(?:and|then)\s+(?:then\s+)?(?P<verb>agreed|approved|accepted|adopted|confirmed|signed)\b",
    re.I,
)  # "the minutes of 3 May were corrected on page 2 and then agreed"
_OF_MINUTES = re.compile(
    r"\W*(?:\d[\d./]{0,6}[.)]?[*_]{0,3}\s+)?(?:the )?(?:previous )?(?:minutes?|notes?)\s+(?:of|no\.?|from)\b(?:(?!\b(?:to be|be|not|when|if|until|was|were|is|are)\b)[^.;:\n]){2,80}?[\s,–—-]+(?P<verb>agreed|approved|accepted|adopted|confirmed|signed|taken as read)\b(?! by (?:mail|email)\b)",
    re.I,
)
_PAPER = re.compile(
    r"\W*(?:\d[\d./]{0,6}[.)]?[*_]{0,3}\s+)?(?:(?!\b(?:to be|be|not|when|if|until|was|were|is|are|has|have|had|will|by)\b)[^.;:\n]){0,60}?\b(?:terms of reference|polic(?:y|ies)|plan|budget|programme|schedule|wording|procedure|charter|agenda|accounts|proposal|report|version [\d.]+)\s+(?:(?!\b(?:to be|be|not|when|if|until|was|were|is|are|by)\b)[^.;:\n]){0,20}?\b(?P<verb>agreed|approved|accepted|adopted|endorsed)(?=\s*[.:;,]|\s*$)",
    re.I,
)  # "1. Terms of reference agreed."
_HEADS = re.compile(r"\W*(?:(?:no|nr)\b|of\b|from\b|for\b|by\b|\d|$)|[,:–—]|\s+-\s", re.I)  # "COMMITTEE NOTES No. 4"
_INNER = re.compile(r"(?<=[\w)%”\"][.!?])\s+(?=[^\W\d_a-zà-öø-ÿ])")
_INNER_VERB = re.compile(
    rf"(?P<verb>{_REJECTED}|{_DEFERRED}|(?:not )?(?:approved|adopted|accepted|agreed|endorsed|decided|resolved)|settled (?:on|for|at))(?=\s*[.,;:]|\s*$|\s+(?:that|to|for|from|until|subject|with|by|unanimously|in principle|on condition|as|after|order|\d))(?! to (?:differ|disagree))",
    re.I,
)
_BEHIND = re.compile(
    r"\((?:all |so )?(?P<verb>agreed|approved|carried|decided|adopted|rejected|refused|deferred)\)\W*$", re.I
)  # "the 14-inch model (agreed)"
_AND_ALSO = re.compile(
    rf"(?:\s+\w+)?,?\s+and\s+(?:was\s+|were\s+|then\s+)?(?P<verb>{_STRONG})\b", re.I
)  # "noted and approved"
_CONSENSUS = re.compile(
    r"\b(?:motion\b[^.;\n]{1,120}?,?\s(?:is |was )?(?:passes|passed|carries|carried|fails|failed|lost|adopted)(?= with| by|[.,; (]|$)|(?:we |there (?:is|was) |general |group |unanimous |full |rough |reached |had |have )(?:a |general |broad )?(?:consensus|agreement)\b|"
    r"agreement (?:on the call |in the meeting |of the group )?(?:was|is) to\b|consensus (?:was |is )?(?:to|on|reached|that)\b|consensus:|no objections?\b|nobody (?:objected|was against|voted against|opposed)|"
    r"(?:approval|consent) (?:was|is) (?:\w+ly )?(?:given|granted)\b(?! (?:by|in|last|on \d)\b)|without objections?|(?:the )?motion (?:was |is )?(?:carried|passed|fails|failed|fell|falls|lost|not carried|defeated)|(?:the )?decision (?:was|is) (?:to|that|made|taken)|nobody is against|(?:all|everyone|everybody|group|the group|those present)[ ,:–-]{1,3}(?:in favou?r|agree[sd]?|\+1)(?!\w)|group agrees)",
    re.I,
)
_TOLD_OF = re.compile(
    r"[^.;]{0,20}\bby the [A-Z][\w ]{2,40}? (?:on|at|in) (?:\d|[A-Z]|its|the)"
)  # another body's decision
_CAPITALS = re.compile(
    r"\b(?P<not>NOT )?(?P<verb>APPROVED|AGREED|RESOLVED|DEFERRED|REJECTED|REFUSED|ACCEPTED|NOTED|CARRIED|ADOPTED|RATIFIED|ENDORSED|DECLINED|POSTPONED|DECIDED|LOST|TURNED DOWN|HELD OVER|SENT BACK|LEFT OPEN|(?<=NOT )(?:SATISFIED|CONVINCED))\b"
)
_ELLIPTIC = re.compile(
    rf"^(?:(?!\b(?:is|are|was|were|be|been|has|have|had|not|no|to|will|who|which|that|if|when|until|yet|he|she|they|we|it)\b)(?:[^.;?]|\.(?=\d))){{8,120}}\b(?P<verb>{_STRONG}|noted)(?=[.,;]|$| as\b| subject\b| without\b| unanimously\b| in principle\b| from \d| until \d)",
    re.I,
)
_OPEN = re.compile(
    r"(?:\b(?:will|would|to|should|shall|must|may|might|can|could|cannot|needs?|has to|have to|had to|yet|once|until|unless|if|whether|when|after|before|as soon as|"
    r"expects?|expected|hopes?|proposes?|proposed|asks?|asked|requests?|requested|plans?|planned|wants?|pending|awaiting|waiting (?:for|on)|subject to|not|never|nor|cannot be|"
    r"in case|provided|for|be|being|been asked to|who|which|had|previously|already|earlier)\b[ \t\n]*(?:be |being |been |formally |finally |the |it |this |is |are |has |have |been |gets? |was |were |when |also |not |by |\w+ly ){0,4}$)",
    re.I,
)
_OPEN_BODY = re.compile(
    r"\b(?:if|whether|unless|until|once|when|as soon as|that|who|which|what|how|had asked|wants|hopes|expects|propose[sd]?|recommend(?:s|ed)? that|suggest(?:s|ed)?|asks? that|waiting (?:for|on)|wait for|says?|states?|reads?|requires?|provides?|writes?|means?)\b[ \t\n]+(?:the |our |all |a )?(?:\w+[ \t]+){0,3}$"
    # "before the old board approved it", but not "after the summer the board approved it"
    r"|\b(?:before|after)\b[ \t\n]+(?:the |our |all |a )?(?:(?!(?:the|our|all)\b)\w+[ \t]+){0,3}$",
    re.I,
)
_TALKED = re.compile(
    r"^\W*(?:after|following) (?:[^\W\d]+ ){0,4}(?:discussions?|debates?|exchange|consideration|questions|deliberations?|talks?),? ",
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
    r"(?:[ \t\n]+\w+){0,3}[ \t\n]+true (?:and \w+ )?record|"
    r"[ \t\n]+(?:back )?(?:last (?:year|month|spring|summer|autumn|winter|time)|(?:\w+ ){1,3}ago|in (?:19|20)\d\d\b)|"
    r"[ \t\n]+that[ \t\n]+[^.;]{3,60}\bha(?:d|s|ve) been\b|"
    r"[ \t\n]+(?:that[ \t\n]+)?it[ \t\n]+was[ \t\n]+(?!to\b|best\b|better\b|time\b|necessary\b|agreed\b|right\b|not\b)[a-z]+(?=\W*$|[.;])"
)
SETTLED = re.compile(rf"(?:^|[\s(]){_STRONG}\W*$|^\W*{_STRONG}\b", re.I)
"""Words of a table's cell that state an outcome ("Version 4.1 adopted") and no task."""
_BE = re.compile(
    rf"^(?:[^.;]|\.(?=\d)|(?<=\s[A-Z])\.|(?<=\s[MD][rs])\.){{0,200}}?\bbe (?:and (?:is|are|(?:he|she|it|they) (?:is|are)|the same (?:is|are)) )?(?:hereby |formally )?(?P<verb>{_REJECTED}|{_DEFERRED}|{_APPROVED}|{_ACCEPTED}|accorded)\b",
    re.I,
)
_ORDER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rejected", re.compile(rf"\b{_REJECTED}\b|\bmotion\b(?:[^.;\n]{1,120}?,?)? (?:was |is )?(?:lost|fails|failed|fell|falls|not carried|defeated)\b", re.I)),
    ("deferred", re.compile(rf"\b{_DEFERRED}\b", re.I)),
    ("approved", re.compile(rf"\b(?:{_APPROVED}|accorded|motion\b[^.;\n]{{1,120}}? (?:passes|carries)\b|to (?:approve|adopt|ratify|endorse|grant|release|appoint)|approve[sd]?|unanimous approval|(?:approval|consent) (?:was|is) (?:\w+ly )?(?:given|granted))\b", re.I)),
    ("accepted", re.compile(r"\b(?:accepted|accepts|to accept)\b", re.I)),
    ("noted", re.compile(r"\b(?:noted|took note|takes note|received|taken as read|for information)\b", re.I)),
)  # fmt: skip

VOTE = re.compile(
    r"\b(?:unanimous(?:ly)?|nem\.? con\.?|by (?:a )?(?:(?:simple|two-thirds|clear|large) )?majority|(?:carried|passed|approved|rejected|lost|declined|voted?)[^.\n]{0,30}?\b\d{1,3}\s?(?:[-–:/]|to|votes? to)\s?\d{1,3}(?:\s?[-–:/]\s?\d{1,3})?|"
    r"(?:(?:(?<![\d.,])\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|no|nobody|none|all|all members|[^\W\d_a-zà-öø-ÿ][\w.'’-]+(?: [^\W\d_a-zà-öø-ÿ][\w.'’-]+)?)\s+(?:votes?\s+)?(?:voted\s+)?(?:in favou?r|for(?=[^.;\n]{0,40}\bagainst\b)|against|opposed|abstain(?:ed|ing|s)?|abstentions?|dissent(?:ed|ing)))"
    r"(?:[^.;\n]{0,60}?(?:in favou?r|against|abstain\w*|abstentions?|opposed))*)",
    re.I,
)
"""Words that tell how a vote went ("5 for, 1 against", "nem. con.", "by majority")."""


@dataclass(frozen=True, slots=True)
class Hit:
    """That words decide something: the outcome, and where in the words that stands."""

    outcome: str
    at: int  # where the deciding words begin, in the statement


def terse(words: str) -> Hit | None:
    """As ``by_words``; in minutes of a table also a verb in capitals, and one without its auxiliary ("Four places agreed")."""
    if hit := by_words(words):
        return None if _TOLD_OF.search(words, hit.at) else hit
    if hit := capitals(words):
        return hit
    match = _ELLIPTIC.search(words)
    if match and not _TOLD_OF.match(words, match.end("verb")) and not _OPEN.search(words[: match.start("verb")]):
        return Hit(outcome_of(match["verb"]), match.start("verb"))
    return None


def of_paper(words: str) -> Hit | None:
    """A paper that is settled, without an auxiliary: "Minutes of 3 May – agreed", "Terms of reference agreed"."""
    match = _OF_MINUTES.match(words) or _PAPER.match(words)
    return Hit(outcome_of(match["verb"]), match.start("verb")) if match else None


def inner(words: str) -> Hit | None:
    """What a later sentence of an item decides: "Gate. Ona wants it open. Agreed: open on Mondays. Piet tells them."."""
    cuts = list(_INNER.finditer(words))
    for cut, after in zip(cuts, (*cuts[1:], None), strict=False):
        one = words[cut.end() : after.start() if after else len(words)]
        match = _INNER_VERB.match(one)
        if match and not one.rstrip(" *_").endswith("?"):
            return Hit(outcome_of(match["verb"]), cut.end())
    return None


def capitals(words: str) -> Hit | None:
    """The outcome that a statement sets in capitals among other words ("Second lift, EUR 38,000: DEFERRED to May")."""
    match = _CAPITALS.search(words)
    if match is None or not any(map(str.islower, words[: match.start()] + words[match.end() :])):
        return None
    if _TOLD_OF.match(words, match.end("verb")) or _OPEN.search(words[: match.start()]):
        return None
    if match["not"]:
        agreed = outcome_of(match["verb"]) not in ("rejected", "deferred", "noted")
        return Hit("rejected", match.start()) if agreed else None
    return Hit(outcome_of(match["verb"] + _object(words, match)), match.start())


def _object(words: str, match: re.Match[str]) -> str:
    """What a soft verb decides: the first words after it, and the verb of "resolved that the policy be adopted"."""
    if not _soft(match["verb"]):
        return ""
    rest = words[match.end("verb") :]
    be = _BE.search(rest)
    return rest[:25] + (f" {be['verb']}" if be else "")


def by_words(words: str) -> Hit | None:
    """Whether a sentence decides, told by its verb and who acts; None for what is asked, planned or only told of."""
    if hits := [hit for pattern in (_IT_WAS, _BY_BODY, _BY_IT, _INITIAL, _PASSIVE) if (hit := _verb(words, pattern))]:
        return min(hits, key=lambda hit: hit.at)
    if behind := _BEHIND.search(words):
        return Hit(outcome_of(behind["verb"]), behind.start())
    corrected = _CORRECTED.search(words)
    if (
        corrected
        and not _OPEN.search(words[: corrected.start("verb")])
        and not _OPEN.search(words[: corrected.start()])
    ):
        return Hit(outcome_of(corrected["verb"]), corrected.start())
    found = _CONSENSUS.search(words)
    if (
        found
        and not _NOT_HERE.match(words, found.end())
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
        return Hit(
            outcome_of(words[found.start() :][:80])
            if re.search(r"motion|objection|approval|consent\b", found[0], re.I)
            else "decided",
            found.start(),
        )
    return None


def _verb(words: str, pattern: re.Pattern[str]) -> Hit | None:
    """The first verb of a pattern that decides."""
    for match in pattern.finditer(words):
        if _hypothetical(words, words[: match.start()], match, pattern):
            continue
        also = _AND_ALSO.match(words, match.end("verb")) if outcome_of(match["verb"]) == "noted" else None
        verb = also["verb"] if also else match["verb"] + _object(words, match)
        return Hit(outcome_of(verb), match.start())
    return None


def _soft(verb: str) -> bool:
    return bool(re.fullmatch(_DECIDED, verb, re.I))


def _hypothetical(words: str, before: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    verb = match["verb"]
    if (
        _NOT_HERE.match(words, match.end("verb"))
        or (
            not verb.lower().startswith("not ")  # "Not agreed, only with a note"
            and re.match(r"\W+(?:when|if|once|only|unless)\b", words[match.end("verb") :], re.I)
        )
    ):
        return True
    if _OPEN.search(words[: match.start("verb")]) and not re.search(r"\b(?:has|have|had|not)\b", verb):
        inner = words[match.start() : match.start("verb")]
        within = bool(_OPEN.search(inner)) and not re.search(r"\b(?:has|have|also|already)\s*$", inner)
        return bool(_OPEN.search(before)) if pattern in (_PASSIVE, _IT_WAS, _INITIAL) and not within else within
    if pattern is _BY_BODY:
        before = _TALKED.sub("", before)
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
    if match["body"].lower() in ("all", "we", "everyone") and re.match(r"\s+by\b", match.string[match.end("verb") :]):
        return True  # "27 cases, all decided by two clerks"
    if verb == "notes" and _HEADS.match(match.string, match.end("verb")):
        return True
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
        "put off",
        "held over",
        "adjourned",
        "dismissed",
        "left over",
        "left open",
        "sent back",
        "remitted",
        "returned to",
        "returned for",
        "returned with",
    ):
        return not re.search(
            r"\b(?:minutes|proposal|report|budget|request|plan|policy|procedure|standard|charter|risk|recommendation|motion|paper|version|application|resolution|terms|draft|matter|question|item|point|guideline|guidance|motion|bid|tender|EUR|USD|GBP|[€$£]|[A-Z]{1,4}-?\d+)\b",
            words[: match.start()],
        )
    return bool(re.match(r"\s+by (?:the )?(?:system|supplier|customer|regulator|court|auditors?)", rest, re.I))


def outcome_of(words: str) -> str:
    """Which way it went: rejected, deferred, approved, accepted, noted or decided."""
    for name, pattern in _ORDER:
        if pattern.search(words):
            return name
    return "decided"
