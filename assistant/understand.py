"""Question in, ``Query`` out: general rules on the form of the question, no model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.columns import columns
from assistant.follow_ups import at_the_occasion, completed, follows, of_those, same_thing
from assistant.periods import stated_periods
from assistant.query import Query
from assistant.subjects import subject_of
from evidence.errors import QuestionError
from evidence.lexical import analyse

MAX_CHARACTERS = 4_000

_OPENINGS: tuple[tuple[str, str], ...] = (
    ("list", r"(?:please\s+)?(?:give (?:me|us) )?(?:an )?overview of (?:all|our|open|current|the (?:open|current))\b"),
    ("summary", r"(?:please\s+)?(?:summari[sz]e|give (?:me|us) (?:a|an) (?:executive )?(?:summary|overview))\b"),
    ("count", r"(?:how many|(?:what (?:is|was) )?the (?:total )?(?:number|count) of|count)\b"),
    (
        "clause",
        r"(?:what|which|show (?:me )?(?:the )?)\b.{0,40}\bevidence\b.{0,40}\b(?:clause|control|annex|requirement)\b",
    ),
    (
        "list",
        r"(?:please\s+)?(?:list|enumerate|name all|show (?:me |us )?(?:all|every|the)|give (?:me|us) (?:a list|all))\b",
    ),
    (
        "list",
        r"(?:which|what) "
        r"(?:(?:[a-z-]+ ){0,2}(?:[a-z-]+s|people|staff|criteria) (?:do|did)|(?:[a-z-]+ ){1,3}(?:are|were|have))\b",
    ),
    (
        "who",
        r"(?:and |so |but )?(?:who|whom|whose|who['’]?s|by whom|to whom|(?:by|on|with|from|under|to|for) whose"
        r"|which (?:person|people|role|executive|manager))\b",
    ),
    ("when", r"(?:and |so )?(?:when|since when|until when|by when|(?:on|by|from) (?:what|which) (?:date|day))\b"),
    ("when", r"(?:what|which) (?:is |was |are |were )?(?:the )?(?:[a-z-]+ ){0,3}(?:date|day|deadline|year)\b"),
    ("how", r"(?:and |so )?(?:how|in what way|what (?:happens|steps|process))\b"),
    (
        "yesno",
        r"(?:and |so |but )?"
        r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|may|might|will|would|shall|should|must)"
        r"(?:n't|n’t)?\b",
    ),
)
_OPENING_WORDS = re.compile(
    r"^(?:(?:and|so|but|please|ok|hi|hello)\b[\s,]*)*"
    r"(?:how (?:many|much|long|often|soon|quickly|old)|who|whom|whose|what|which|when|where|why|how|list"
    r"|show me|show us|show|give me|give us|summari[sz]e)?\b\s*"
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|may|will|would|should|must)(?:n't|n’t)?\b\s*)?"
    r"(?:(?:there|the|our|a|an|all|any|we|you)\b\s*)*",
    re.I,
)
_FUNCTION_WORDS = frozenset(
    "a an the of in on at to for from by with as and or but if is are was were be been being am do"
    " does did doing done has have had having can could may might will would shall should must who"
    " whom whose what which when where why how many much list show me us we you our your their its it"
    " they them he she him her his this that these those there here i my any all some give tell"
    " please say said so then than also about into out up not no nor many yes ever get got".split()
)
_TOPIC = re.compile(r"^[^?]{3,80}?(?:\s[-–—]\s|[:;,]\s)(?:so |and |but |then )?")
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|will|would|should|must)"
_ASKING = (
    r"(?:who|whom|whose|when|what|which|where|how|why|(?:by|to|for|until|since|till) (?:whom|when|what)"
    rf"|{_AUXILIARY} (?:it|they|he|she|that|this|there|the|our|we|any|a|an)\b)"
)
_ASKS = re.compile(rf"\s*(?:and |so |but |then )?{_ASKING}\b", re.I)
_SENTENCE = re.compile(r"(?<=[?!])\s+|(?<=[a-z0-9)]\.)\s+(?=[A-Z])")
_JOINED = re.compile(rf"(?:,\s*|\s+)(?:and|but|so)\s+(?={_ASKING}\b)|;\s*(?={_ASKING}\b)", re.I)
_LISTED = re.compile(rf"(?:,\s*|\s+)(?:and|but|so)\s+(?={_ASKING}\b)|[,;]\s*(?={_ASKING}\b)", re.I)
_WHAT = re.compile(r"(?:and |so |but )?(?:what|which|why)\b")
_DOING = re.compile(
    r"(?:and |so |but )?what (?:do|should|must|can|would|does) (?:i|we|you|they|one|staff|people)\b.*\bdo\b"
)
_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.I)
_WHEN = re.compile(r"\bwhen\b", re.I)
_WORD = re.compile(r"[^\W_]+(?:['’.&/_-][^\W_]+)*", re.UNICODE)
_IDENTIFIER = re.compile(
    r"\b(?=[\w./-]*\d)(?=[\w./-]*[A-Za-z])[A-Za-z0-9]+(?:[-./_][A-Za-z0-9]+)*\b|\b\d+(?:\.\d+)+\b|\b[A-Z]\.\d+(?:\.\d+)*\b"
)
_ORDINAL = re.compile(r"^\d+(?:[.,]\d+)?(?:st|nd|rd|th|k|m|mn|bn|h|hrs?|x|am|pm)$", re.I)
_BARE = re.compile(r"(?:[\w'’-]+ ){0,2}(?:it|them|this|that|these|those)", re.I)  # "approved it" names nothing itself
_NUMBER = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?%?(?![\w-])")
_QUOTED = re.compile(r"[\"“”«]([^\"“”«»]{2,120})[\"“”»]")
_NOT_NAMES = frozenset(
    "i january february march april may june july august september october november december monday"
    " tuesday wednesday thursday friday saturday sunday mr mrs ms dr please yes no the a an ok".split()
)


def understand(question: str, earlier: Sequence[str] = ()) -> Query:
    """Read ``question``; ``earlier`` are the questions before it in the conversation, oldest first.

    A follow-up ("and who signed it?") takes over the subject of the question before it, and a fragment ("and the fire
    plan?") its words. Raises ``QuestionError`` when there are no words in the question or it is too long.
    """
    turn = None
    for place, asked in enumerate((*earlier, question)):
        try:
            turn = _read(_checked(asked), turn)
        except QuestionError:
            if place == len(earlier):
                raise
            turn = None  # a question that could not be read says nothing about those after it
    assert turn is not None
    return turn.query


@dataclass(frozen=True, slots=True)
class _Turn:
    """A question of a conversation: what it asks after itself, what it took over, and what they talk about."""

    query: Query
    own: str
    taken: str = ""
    topic: str = ""
    before: _Turn | None = None

    @property
    def first(self) -> _Turn:
        """The question that those in between lean on."""
        turn = self
        while turn.taken and turn.before is not None:
            turn = turn.before
        return turn


def _read(text: str, before: _Turn | None) -> _Turn:
    if before is not None and (whole := of_those(text, before.query.text)):
        return _read(whole, before.before)
    if before is None or not follows(text):
        own = _subject(text)
        topic = subject_of(text, _kind(text), own)
        return _Turn(_query(text, text, topic), own, topic=topic)
    if whole := completed(text, before.query.text) or at_the_occasion(text, before.query.text):
        return _read(whole, before.before)
    own = _subject(text)
    if not before.taken:
        taken = before.own
    elif same_thing(text, before.query.text):
        taken = before.taken  # "it" means what it meant in the question before
    else:
        taken = f"{before.own} {before.first.own}"
    named = subject_of(text, _kind(text), own)
    subject = before.topic if _BARE.fullmatch(named) else f"{named} ({before.topic})"
    query = _query(text, f"{text} {taken}", subject, before.query)
    return _Turn(query, own, taken, before.topic, before)


def _query(text: str, search_text: str, subject: str, before: Query | None = None) -> Query:
    periods = stated_periods(text) or (before.periods if before else ())
    bare = _blank(text, [period.text for period in periods])
    identifiers = _unique(m.group() for m in _IDENTIFIER.finditer(bare) if not _ORDINAL.match(m.group()))
    numbers = _unique(m.group() for m in _NUMBER.finditer(_blank(bare, identifiers)))
    return Query(
        text=text,
        search_text=search_text,
        kind=_kind(text),
        subject=subject,
        identifiers=identifiers or (before.identifiers if before else ()),
        numbers=numbers,
        periods=periods,
        names=_names(bare, identifiers) or (before.names if before else ()),
        phrases=_unique(m.group(1).strip() for m in _QUOTED.finditer(text)),
        terms=content_terms(search_text),
    )


def questions(text: str) -> tuple[str, ...]:
    """The questions that ``text`` holds, in order, each readable with those before it as its history.

    "Who owns R-3, and when is it due? Was it closed?" holds three. A statement before a question goes with it.
    """
    found: list[str] = []
    context = ""
    for sentence in _SENTENCE.split(text.strip()):
        if not sentence.strip():
            continue
        if not sentence.rstrip().endswith("?") and not _ASKS.match(sentence):
            context = f"{context} {sentence}".strip()
            continue
        if columns(sentence)[1]:  # "which systems do we use, and who owns each?" asks for one list
            found.append(f"{context} {sentence}".strip())
            context = ""
            continue
        joined = _LISTED if _JOINED.search(sentence) else _JOINED  # a comma parts questions only in a row of them
        pieces = [piece.strip(" ,;") for piece in joined.split(sentence) if piece.strip(" ,;")]
        found.extend([f"{context} {pieces[0]}".strip(), *pieces[1:]] if context else pieces)
        context = ""
    whole = tuple(_completed(piece, found[place - 1] if place else "") for place, piece in enumerate(found))
    return whole if found and not context else (text,)


def _completed(piece: str, before: str) -> str:
    """A bare "when?" after "who approved the plan?" asks "when approved the plan"."""
    if before and (whole := at_the_occasion(piece, before)):
        return whole
    if not before or not re.fullmatch(
        r"(?:by |to |until |since )?(?:who|whom|when|where|why|how|for (?:what|which) reasons?)\s*\??",
        piece.strip(),
        re.I,
    ):
        return piece
    return f"{piece.strip(' ?')} {_OPENING_WORDS.sub('', before, count=1).strip()}"


def content_terms(text: str) -> tuple[str, ...]:
    """The analysed words of ``text`` that carry content, each once; all of them when none does."""
    words = " ".join(
        word for word in re.findall(r"\S+", text) if word.strip("?!.,;:'\"()“”").lower() not in _FUNCTION_WORDS
    )
    return _unique(analyse(words)) or _unique(analyse(text))


def _checked(question: str) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in question).split())
    if not _WORD.search(text):
        raise QuestionError(
            "the question has no words", remedy="Ask in a sentence, such as: Who approved the AI policy?"
        )
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(
            f"the question has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}",
            remedy="Ask a shorter question; documents belong into `vouch ingest`.",
        )
    return text


def _kind(text: str) -> str:
    lowered = text.lower()
    for opening in (lowered, _TOPIC.sub("", lowered)):
        for kind, pattern in _OPENINGS:
            if re.match(pattern, opening):
                return kind
    if _DOING.match(lowered):
        return "how"
    if _WHAT.match(lowered):
        return "what"
    if _WHO.search(text):
        return "who"
    return "when" if _WHEN.search(text) else "what"


def _subject(text: str) -> str:
    """The question without its opening words and closing marks: what it is about."""
    return _OPENING_WORDS.sub("", text, count=1).strip(" ?.!,:") or text.strip(" ?.!,:")


def _names(text: str, identifiers: tuple[str, ...]) -> tuple[str, ...]:
    """Capitalised words and acronyms but the first word of a sentence, unless it is an acronym."""
    words = list(_WORD.finditer(text))
    if sum(word.group()[0].isupper() for word in words) > 0.7 * len(words) and len(words) > 3:
        return ()  # a title or a shouted question: capitals tell nothing
    names = []
    for word in words:
        token = re.sub(r"['’]s$", "", word.group())
        opening = not text[: word.start()].strip() or text[: word.start()].rstrip()[-1:] in ".?!:"
        acronym = len(token) > 1 and token.isupper() and token.isalpha()
        if token in identifiers or token.lower() in _NOT_NAMES or not token[0].isupper():
            continue
        if acronym or (not opening and len(token) > 1):
            names.append(token)
    return _unique(names)


def _blank(text: str, parts: Sequence[str]) -> str:
    for part in parts:
        text = text.replace(part, " " * len(part))
    return text


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
