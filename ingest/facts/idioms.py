"""Plain words in which a meeting decides: "waved through", "gave the pilot its blessing", "sent back", "by four to none".

Beside the verbs of ``deciding`` these are the turns of phrase of quick notes. ``plain`` reads what a body decides,
``by_somebody`` what one who was there decides for all ("HA decided: Restricted", "Ona granted it until June").
"""

from __future__ import annotations

import re

from ingest.facts.deciding import Hit, outcome_of
from ingest.facts.room import Room

_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NOUN = r"(?:idea|proposal|plan|request|suggestion|motion|draft|text|paper|policy|procedure|bid)"
_THEM = r"(?:it|them|this|that|him|her|(?:the|an?|its|their|our) (?:[\w’'-]+ ){0,3}?[\w’'-]+)"
_BODY = r"\b(?:board|committee|council|group|panel|team|forum|directors|trustees|governors|members)"
_WHOSE = r"(?:the|its|their|his|her|a)"
_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("rejected", (
        r"found (?:no|little) (?:support|favou?r|backing|takers|seconder)", r"(?:^|[.:;,]\s)no (?:support|takers)\b", rf"\b{_NOUN}\b[^.;?]{{0,70}}?\b(?:dropped|bounced|shelved|binned|scrapped)",
        r"knocked back", r"thrown out", r"(?:was|were|is|are) (?:voted down|thrown out|not (?:carried|approved|accepted|adopted|agreed|allowed|granted|supported))", r"(?:^|[.:;]\s)not (?:agreed|allowed|accepted|approved|granted)\b",
        rf"{_BODY} would not (?:have it\b|hear of|extend|accept|agree|allow|support|renew)",
    )),
    ("deferred", (
        rf"(?:sends?|sent) {_THEM} back(?! (?:the|an?) (?:mail|letter|note|reply)\b)", r"(?:^|[.:;]\s)(?:sent|referred) back\b", r"put off (?:until|till|to|for)\b", r"(?:^|[.:;]\s)parked\b",
        rf"put {_THEM} off (?:until|till|to)\b",
    )),
    ("approved", (
        r"(?:waved|nodded|voted|let) (?:(?:it|them|this|that) )?through", r"went through (?:without|unchanged|unopposed|on the nod|with (?:one|no|a))", r"went through\W*$",
        rf"g(?:a|i)ves? (?:[\w’'-]+ ){{1,7}}?{_WHOSE} (?:go-ahead|green light|nod|okay|ok|blessing|assent)\b", r"go-ahead (?:was )?given", r"green light from\b", r"gave (?:us |it )?(?:the |its |their )?(?:go-ahead|green light|nod|okay|ok|blessing|assent|consent)\b",
        r"(?:^|[.:;]\s|\b(?:v|version) ?[\d.]+: )(?:ok['’]?d|okayed)\b", r"(?:both sides|all|everyone|everybody|group|committee|team|forum|board|panel|council|governors|trustees|directors|members) (?:ok['’]?d|okayed|backed|consented to|assented to)\b",
        rf"(?:board|committee|group|team|forum|panel|council|huddle|members|directors|trustees|governors) lets? {_THEM} (?:run on|go ahead|go live|go to|have it|continue|stand|through)\b", r"(?:^|[.:;]\s)done deal\b",
        r"(?:took|taken|agreed|adopted|accepted|passed)(?: (?:it|them))? as (?:it|they) (?:stood|stands?)\b", r"(?:was|were) (?:allowed|permitted|let) (?:into|to (?:go|run|continue|start)|on)\b",
        rf"\b(?:minutes|notes|{_NOUN}|bylaws?|by-laws?|section|clause|objectives|budget|accounts|statement|register|schedule|agreement|terms|standard|charter|list|rules)\b[^.;?]{{0,70}}?\b(?:was|were) (?:passed|carried|confirmed|signed off|endorsed|adopted)\b(?! (?:on|over|to the) )",
        rf"\b(?:checklist|list|minutes|notes|{_NOUN}|register|statement|report)\b[^.;?]{{0,50}}?\b(?:was|were) signed off\b", r"(?:minutes|notes)\b[^.;?]{0,40} (?:were|was) (?:fine|ok|in order)\b", r"(?:^|[.;]\s)(?:reviewed|read|discussed) and (?:approved|adopted|accepted|agreed)\b",
        r"received the [\w’'-]+ assent\b", r"(?:sanction|leave|permission) was (?:accorded|granted|given)\b", rf"{_BODY} cleared\b", r"(?:is|are|was|were) cleared for\b", r"(?:^|[.:;]\s)passed by (?:all|everyone|everybody|the (?:board|committee|group|panel|council|forum))\b", r"\bok['’]?d (?:for|from|until|in)\b",
        r"\b(?:polic(?:y|ies)|contract|cover|insurance|agreement|licen[cs]e|membership|subscription)\b[^.;?]{0,60}?\b(?:was|were) (?:renewed|extended) (?:for|until|to|by|with)\b", r"(?:was|were) taken on by the (?:board|committee|group|council|panel)\b",
    )),
    ("decided", (
        rf"by {_COUNT}(?: votes?)? to (?:{_COUNT}|none|nil|nobody)\b", rf"\b(?:carried|passed|lost|voted \w+|adopted|backed|down(?! from))\b[^.;?]{{0,20}}\b{_COUNT} (?:votes? )?to (?:{_COUNT}|none|nil)\b", rf"\bwith {_COUNT} votes? (?:against|to) {_COUNT}\b",
        rf"{_BODY}['’]s (?:decision|ruling|conclusion)(?: (?:was|is))?:", rf"{_BODY} (?:kept (?:the|its|their)|set {_THEM} aside)\b", r"(?:^|[.;]\s)(?:rule|wording|compromise|text|date|line) agreed:", r"(?:^|[.;]\s)vote:? \d{1,2} ?[-–:] ?\d{1,2}\b",
        r"\b(?:fee|rent|price|limit|dividend|premium|rate|quorum)\b[^.;?]{0,60}?\b(?:was|were) (?:fixed|set) at\b", r"(?:^|[.;]\s)(?:the )?(?:chair(?:man|woman|person)?|conven[eo]r|president|chief executive|managing director) (?:decided|ruled) (?:to|that|not)\b",
        r"\b(?:trial|pilot|project|use)\b[^.;?]{0,30}?\b(?:paused|stopped|suspended|halted) (?:from|on|until|with effect)\b", r"\b(?:trial|pilot)\b[^.;?]{0,40}? (?:is|was) to be (?:carried on|extended|continued|stopped|ended)\b",
        r"it was so ordered", r"it was (?:directed|settled|ordered) that", r"(?:board|committee|council|group|panel|team|forum|directors|trustees|governors|members|managers) (?:designated|named|appointed|directed|consented to|took the view|went along with|(?:was|were) (?:of the view|of one mind))\b",
        r"(?:^|[.;]\s)out (?:it|they) goes?\b", r"(?:^|[.;:]\s)we (?:go|went) with\b", r"(?:^|[\n.]\s*)verdict:\s", r"(?:huddle|group|team|committee|everyone|everybody|all|board|forum) (?:was |were |is |are )?(?:fine|happy) with (?:that|it|this)\b",
    )),
)  # fmt: skip
_PLAIN = tuple((outcome, re.compile("|".join(rf"(?:{one})" for one in words), re.I)) for outcome, words in _KINDS)
_OPEN = re.compile(
    r"\b(?:if|unless|until|once|when|whether|would|could|should|might|may|can|cannot|must|will|never|nor|had been|hopes?|wants?|wanted|asked|proposed?|suggest\w*|expects?|to be|said (?:if|that)|last (?:year|month|spring|summer|autumn|winter)|previously|earlier)\b[^.;:]{0,60}$",
    re.I,
)
_LEADER = re.compile(
    r"(?:^|(?<=[.;:]\s)|(?<=\d\s)|(?<=[-–—]\s))(?:the chair, )?(?P<who>(?:(?:Mr|Mrs|Ms|Dr|Prof)\b\.? )?[^\W\d_a-zà-öø-ÿ][\w’'-]*(?: [^\W\d_a-zà-öø-ÿ][\w’'.-]*)?) (?:then |also |has |has now )?"
    r"(?P<verb>decided|ruled|ok['’]?d|okayed|granted|approved|authori[sz]ed|let (?:it|them|him|her|the \w+) (?:have|keep|go|run|stand)\w*|accepted (?:it|the (?:residual )?risk|R-\d+)|said (?:yes|no|go|buy it)\b"
    r"|(?:has )?refused (?:to|it|the)|turned (?:it|the \w+) down|gave (?:the okay|the go-ahead|the green light|the nod|it the nod)|picked|signed (?:off )?(?:the|on the) (?:statement|plan|policy|list|register|schedule|assessment|new \w+)|signed it off)\b"
)
_BY_LEADER = re.compile(
    r"(?:^|[.;]\s)(?P<verb>Approved|Accepted|Refused|Granted|Agreed|Okayed|Signed off) by (?P<who>[^\W\d_a-zà-öø-ÿ][\w’'-]*(?: [^\W\d_a-zà-öø-ÿ][\w’'-]*)?)\b"
)


def plain(words: str) -> Hit | None:
    """The decision that plain words tell, and which way it went; None for what is asked, planned or only told of."""
    if len(words) > 900 or words.rstrip(" *_)").endswith("?"):
        return None
    hits = []
    for outcome, pattern in _PLAIN:
        match = next((each for each in pattern.finditer(words) if not _OPEN.search(words[: each.start()])), None)
        if match is not None:
            stated = outcome_of(words) if outcome == "decided" else outcome
            hits.append(Hit("decided" if stated == "noted" else stated, match.start()))
    return hits[0] if hits else None


def by_somebody(words: str, room: Room) -> Hit | None:
    """What somebody of the room decides alone, as quick notes tell of a chair or a manager."""
    for pattern in (_LEADER, _BY_LEADER):
        for match in pattern.finditer(words):
            if room.knows(match["who"], strict=True):
                return Hit(_alone(match["verb"]), match.start())
    return None


def _alone(verb: str) -> str:
    if re.search(r"refus|turned|said no", verb, re.I):
        return "rejected"
    return (
        "accepted"
        if re.match("accepted", verb, re.I)
        else "decided"
        if verb in ("decided", "ruled", "picked")
        else "approved"
    )
