"""Words that address a machine reader instead of a person, and characters that smuggle words.

Documents are content, never commands. This file finds the sentences that try to be commands, so that they are
listed to the operator and kept out of what a model is told to do. It prefers missing a clever one (nothing in a
document is ever obeyed anyway) to accusing an ordinary sentence: each rule needs both a command and
a machine as its reader, and an example quoted by a text about such attacks is left alone.

The families of rule follow OWASP's LLM01:2025 (prompt injection): overriding, change of role, secrecy towards the
user, disclosure of the prompt, steering of the answer, and imitation of a chat's own delimiters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Annotation, Mark, Span

_REACH = 400  # characters of a sentence looked at on either side of a trigger

_MACHINE = (
    r"(?:(?:large |small )?language model|llm|chat ?bot|chatgpt|gpt(?:-\d\w*)?|copilot|claude|gemini"
    r"|(?:ai|a\.i\.)(?: (?:assistant|model|agent|chatbot|reader|reviewer|system|tool|summari[sz]er|language model))?"
    r"|automated (?:reader|reviewer|assistant|agent))"
)
_BEGIN = (  # what may stand before a verb that commands
    r"(?:^|[.!?:;,>\"'“”‘’(\[*_#\-–—\n]"
    r"|\b(?:please|kindly|now|just|then|and|you (?:must|should|will|shall|are to|have to|need to)))\s*"
)
_YOU = r"(?=(?:you|ignore|disregard|always|never|do not|respond|answer|approve|new|all)\b)"
_TELLS = r"(?:must|should|shall|will|are to|have to|need to|can only|may only|cannot)"
_ANSWERS = r"(?:answer|respond|reply|say|state|report|conclude|output|write|confirm|claim)"
_ORDERS = r"(?:instructions?|prompts?|directions|directives|commands|guidelines|rules|programming|guardrails)"


@dataclass(frozen=True, slots=True)
class _Rule:
    """``triggers`` are lower-case strings, one of which every match holds; they make the search fast."""

    detail: str
    triggers: tuple[str, ...]
    pattern: re.Pattern[str]


_GAP = r"[\s*_`~>|]+"  # between two words: white space, and marks of emphasis or quotation


def _rule(detail: str, triggers: tuple[str, ...], pattern: str) -> _Rule:
    return _Rule(detail, triggers, re.compile(pattern.replace(" ?", r"\s*").replace(" ", _GAP), re.I | re.M))


_RULES = (
    _rule(
        "tells a reader to drop its instructions",
        ("instruction", "prompt", "directi", "command", "guideline", "rules", "programming", "guardrail"),
        rf"{_BEGIN}(?:ignore|disregard|forget|override|bypass|do not follow|stop following)(?! of\b)"
        r"(?: (?:all|any|every|each|of|the|these|those|your|my|our|other|and|or))*"
        r" (?:previous|prior|above|preceding|earlier|foregoing|initial|original|system|existing|safety|your)"
        rf"(?: (?:and|or|system|safety|previous|prior|original|given|stated|\w{{4,12}})){{0,2}} {_ORDERS}\b"
        r"(?! of thumb)",
    ),
    _rule(
        "tells a reader to drop its instructions",
        ("instruction", "prompt"),
        rf"{_BEGIN}(?:ignore|disregard|forget) (?:all|any|everything|every)(?: of)?(?: (?:the|your|these|other|that))*"
        r" (?:(?:instructions?|prompts?|text|content)(?: (?:above|before|given|you (?:have|were|received|got))\b)"
        r"|above this (?:line|prompt|instruction))",
    ),
    _rule(
        "gives a machine reader a new role",
        ("you are now", "you're now", "pretend", "act as", "from now on"),
        rf"\b(?:you are now|you're now|pretend (?:to be|that you are|you are)|act as|from now on,? you (?:are|will be))"
        rf" (?:an? |the |my |in )?(?:(?:\w|-)+ ){{0,3}}?(?:{_MACHINE}|assistant|dan\b|jailbroken|unrestricted"
        r"|developer mode|uncensored)\b",
    ),
    _rule(
        "gives a machine reader a new role",
        ("from now on",),
        rf"\bfrom now on,? (?:you|the assistant|the model|the ai) {_TELLS}(?: (?:always|only|never|not))? {_ANSWERS}\b",
    ),
    _rule(
        "speaks to a machine reader",
        ("as a ", "as an "),
        rf"\bas an? (?:(?:helpful|honest|advanced) )?{_MACHINE}(?:,(?: [\w']+){{0,6}}?)? you {_TELLS}\b",
    ),
    _rule(
        "speaks to a machine reader",
        ("if you are a", "if you're a", "if this is being read"),
        rf"\bif (?:you(?: are|'re)|this is being read by) an? {_MACHINE}(?:,"
        r"| (?:and|or|that|which|who|reading|processing|reviewing|summari[sz]ing|analy[sz]ing|evaluating|asked)\b)",
    ),
    _rule(
        "speaks to a machine reader",
        (
            "reading this",
            "processing this",
            "summarising this",
            "summarizing this",
            "reviewing this",
            "analysing this",
            "analyzing this",
            "evaluating this",
            "answering from this",
        ),
        rf"\b{_MACHINE}s?(?: that (?:is|are))? (?:reading|processing|summari[sz]ing|reviewing|analy[sz]ing|evaluating"
        r"|answering from) this (?:document|text|file|page|message|e-?mail|report|record)s?\b[^.!?]{0,60}"
        rf"(?:\b{_TELLS}\b|\b(?:is|are) instructed\b|:)",
    ),
    _rule(
        "speaks to a machine reader",
        (
            "note to",
            "note for",
            "notice to",
            "notice for",
            "attention",
            "instruction",
            "message to",
            "message for",
            "dear",
        ),
        r"(?:^|\n|[.!?>*_#(\[-] ?)\s*(?:(?:important|system|urgent|special|hidden|internal) )?"
        r"(?:(?:note|message|notice|instructions?|directions|command) (?:to|for)"
        rf"|attention|dear) (?:the |any |all |every )?{_MACHINE}s?[*_]*\s*[:!,—–-]",
    ),
    _rule(
        "keeps something from the user",
        ("the user", "the human", "the person asking", "the reader"),
        r"\b(?:do not|don't|never|without) (?:tell|inform|alert|notify|warn|let|telling|informing|alerting|notifying)"
        r" the (?:user|human|person asking|reader) (?:about (?:this|these|any of)|that (?:you|this|these)|of this"
        r"|know (?:about|that|you)|anything about|why you|you (?:were|are|have))\b",
    ),
    _rule(
        "keeps something from the user",
        ("instruction", "prompt"),
        r"\b(?:do not|don't|never) (?:mention|reveal|disclose|repeat|output|show|acknowledge|refer to)"
        r"(?: the existence of)? (?:this|these|your|the hidden|any of these) (?:hidden |secret |system )?"
        r"(?:instructions?|prompts?|system (?:prompt|message))\b",
    ),
    _rule(
        "asks for the system prompt",
        ("system ", "initial prompt", "hidden prompt", "your prompt", "your instructions", "original instructions"),
        rf"{_BEGIN}(?:reveal|print|repeat|output|show|display|disclose|leak|write out|tell me|paste)"
        r"(?: (?:me|us|all|of|verbatim|the|your|full|entire|exact|complete|hidden|text)){0,5}"
        r" (?:(?:system|initial|hidden|original) (?:prompt|instructions|message)|your (?:prompt|instructions))\b",
    ),
    _rule(
        "imitates a system prompt",
        ("system prompt", "system message", "system instruction", "override"),
        r"(?:^|\n)[\s>*_#\-\[(]*(?:(?:(?:new|updated|revised|real|actual) )?system (?:prompt|message|instructions?)"
        rf"|(?:system|admin|developer) override)[\])*_]* ?: ?[*_\"]*{_YOU}",
    ),
    _rule(
        "steers the answer",
        ("regardless of", "no matter what", "whatever the"),
        rf"{_BEGIN}(?:always |only |simply )?{_ANSWERS}\b[^.!?\n]{{0,80}}\b(?:regardless of|no matter what|whatever)"
        r"(?: \w+){0,3}? (?:questions?|asked|context|prompts?|you (?:read|find|see|are asked)"
        r"|other (?:documents|sources)|documents? says?)\b",
    ),
    _rule(
        "steers the answer",
        ("ask", "nquir", "questions about", "queries about"),
        r"\b(?:when(?:ever)?|if|in case|should) (?:(?:anybody|anyone|somebody|someone|a user|the user|users?|an auditor"
        r"|the auditor|a person|people|you) (?:ever )?(?:asks?|is asking|are asking|are asked|enquires?|inquires?)"
        r"|asked|(?:there are )?(?:questions|queries) about)\b[^.!?\n]{0,120}?[,:;]"
        r" (?:you (?:must|should|will|shall|are to) )?(?:then )?(?:always |only |simply |just )?"
        r"(?:answer|respond|reply|confirm|state|conclude|claim)"
        r"(?: (?:to )?(?:them|him|her))?(?: only)?(?: with)? (?:that\b|[\"“'])",
    ),
    _rule(
        "steers the answer",
        ("positive review", "positive assessment", "positive rating", "positive evaluation"),
        rf"{_BEGIN}(?:only )?(?:give|provide|write|output) (?:only )?(?:an? )?positive (?:review|assessment|rating"
        r"|evaluation)s? only\b",
    ),
    _rule(
        "asks for data to be sent away",
        ("conversation", "chat history", "system prompt", "context window"),
        rf"{_BEGIN}(?:send|post|forward|upload|exfiltrate|append|encode)\b[^.!?\n]{{0,60}}\b(?:(?:this|the|whole|entire"
        r"|full) conversation|chat history|system prompt|context window)\b[^!?\n]{0,40}(?:https?://|\S+@\S+\.)",
    ),
    _rule(
        "claims a mode without rules",
        ("mode enabled", "mode activated", "do anything now", "mode: enabled"),
        r"\b(?:developer|dan|god|jailbreak|unrestricted|debug) mode:? (?:enabled|activated)\b|\bdo anything now\b",
    ),
    _rule(
        "imitates a chat's delimiters",
        ("<|", "[inst", "[/inst", "<<sys", "<</sys", "_prompt>"),
        r"<\|(?:system|user|assistant|im_start|im_end|endoftext|end_of_text|begin_of_text|start_header_id"
        r"|end_header_id|eot_id|endofprompt|tool)\|>|\[/?inst\]|<</?sys>>|</?system_prompt>",
    ),
    _rule(
        "imitates a chat's delimiters",
        ("##", "system:", "assistant:"),
        rf"^[\s>]*(?:#{{2,4}} ?(?:system|assistant|instruction|human)(?: (?:prompt|message))?:[\s*_]*(?:$|{_YOU})"
        r"|\[?(?:system|assistant)\]? ?: ?(?:you are|you must|ignore|disregard|override"
        r"|(?:who|what)ever (?:reads?|processes|summari[sz]es|analy[sz]es|answers)"
        r"|any(?:one| (?:model|assistant|ai))\b)\b)",
    ),
)
_DESCRIBES = re.compile(
    r"\b(?:inject\w*|attack\w*|adversar\w*|malicious\w*|jailbreak\w*|attempts?|attempting|such as|for example|e\.g\."
    r"|examples?|phrases?|like|called|known as|manipulat\w*|tries|try|trick\w*|detect\w*)\b",
    re.I,
)
_QUOTES = re.compile(
    r"\"[^\"\n]{3,400}\"|“[^”]{3,400}”|‘[^’]{3,400}’|«[^»]{3,400}»|`[^`\n]{3,400}`|(?<!\w)'[^'\n]{3,400}'(?!\w)"
)
_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s)|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+#|]|\d+[.)])\s)")


def find_instructions(text: str) -> tuple[Annotation, ...]:
    """The spans of ``text`` that address a machine reader (``INSTRUCTION``) or smuggle characters (``HIDDEN``).

    An instruction's span is its sentence. Letters broken by zero-width characters, written in full
    width or mathematical letters, in tag characters or in look-alikes of another script are read as what
    they look like. Sorted by position; spans of one mark do not overlap.
    """
    readable, origin = _readable(text)
    found = sorted(_instructions(readable), key=lambda note: (note.start, note.end))
    notes = [_located(note, origin, len(text)) for note in _merged(found)]
    return tuple(sorted([*notes, *_smuggled(text)], key=lambda note: (note.start, note.end, note.mark)))


def _instructions(text: str) -> Iterator[Annotation]:
    lowered = text.replace("\u0130", "I").lower()  # the one letter whose lower case is longer
    for rule in _RULES:
        for sentence in _sentences(text, lowered, rule.triggers):
            words = text[sentence.start : sentence.end]
            if any(not _described(words, match) for match in rule.pattern.finditer(words)):
                yield Annotation(sentence.start, sentence.end, Mark.INSTRUCTION, rule.detail)


def _sentences(text: str, lowered: str, triggers: tuple[str, ...]) -> Iterator[Span]:
    """The sentences that hold a trigger, each once."""
    for trigger in triggers:
        position = lowered.find(trigger)
        while position >= 0:
            sentence = _sentence(text, position, position + len(trigger))
            yield sentence
            position = lowered.find(trigger, max(sentence.end, position + 1))


def _sentence(text: str, start: int, end: int) -> Span:
    """The sentence around ``[start, end)``: to a full stop, an empty line or a list item, within reach."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    for match in _END.finditer(text, low, start):
        low = match.end()
    ending = _END.search(text, end, high)
    high = ending.end() if ending else high
    while low < start and text[low].isspace():
        low += 1
    while high > end and text[high - 1].isspace():
        high -= 1
    return Span(low, high)


def _described(sentence: str, match: re.Match[str]) -> bool:
    """Whether the words found stand in quotation marks in a sentence about such attempts."""
    for quoted in _QUOTES.finditer(sentence):
        if quoted.start() <= match.start() + 1 and match.end() <= quoted.end():
            return _DESCRIBES.search(sentence[: quoted.start()] + " " + sentence[quoted.end() :]) is not None
    return False


def _merged(notes: list[Annotation]) -> Iterator[Annotation]:
    """``notes`` with overlapping ones made one; their details are joined."""
    current: Annotation | None = None
    for note in notes:
        if current is None or note.start >= current.end:
            if current is not None:
                yield current
            current = note
            continue
        detail = current.detail if note.detail in current.detail else f"{current.detail}; {note.detail}"
        current = Annotation(current.start, max(current.end, note.end), current.mark, detail)
    if current is not None:
        yield current


# Characters without a shape of their own, by what they are used for.
_INVISIBLE = "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u00ad"
_STRANGE = re.compile(rf"[{_INVISIBLE}\ufe00-\ufe0f\uff01-\uff5e\U0001d400-\U0001d7ff\U000e0000-\U000e01ef]")
_OTHERS = "аеорсухіѕјԁԛԝοαАВЕКМНОРСТХІЅЈΑΒΕΗΙΚΜΝΟΡΤΧΥΖ"  # Cyrillic and Greek
_LOOK_ALIKE = dict(zip(map(ord, _OTHERS), "aeopcyxisjdqwoaABEKMHOPCTXISJABEHIKMNOPTXYZ", strict=True))
_MIXED = re.compile("[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")


def _readable(text: str) -> tuple[str, list[int] | None]:
    """``text`` as it reads to a model, and for each of its characters the offset in ``text``.

    The list is ``None`` when offsets are unchanged.
    """
    if not text.isascii() and _MIXED.search(text):
        text = _WORD.sub(lambda word: _unmixed(word.group()), text)
    if text.isascii() or not _STRANGE.search(text):
        return text, None
    characters: list[str] = []
    origin: list[int] = []
    position = 0
    for match in _STRANGE.finditer(text):
        characters.extend(text[position : match.start()])
        origin.extend(range(position, match.start()))
        shown = _shown(match.group())
        characters.extend(shown)
        origin.extend([match.start()] * len(shown))
        position = match.end()
    characters.extend(text[position:])
    origin.extend(range(position, len(text)))
    return "".join(characters), origin


def _unmixed(word: str) -> str:
    """A word of Latin letters and look-alikes in Latin letters; other words as they are."""
    return word.translate(_LOOK_ALIKE) if _MIXED.search(word) else word


def _shown(character: str) -> str:
    code = ord(character)
    if 0xE0020 <= code <= 0xE007E:
        return chr(code - 0xE0000)
    if character in _INVISIBLE or 0xFE00 <= code <= 0xFE0F or code >= 0xE0000:
        return ""
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def _located(note: Annotation, origin: list[int] | None, length: int) -> Annotation:
    if origin is None:
        return note
    end = origin[note.end - 1] + 1 if note.end else 0
    return Annotation(origin[note.start], min(end, length), note.mark, note.detail)


_TAGS = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f|[\U000e0000-\U000e007f]+")
_RUNS = (
    (re.compile(f"[{_INVISIBLE}]{{4,}}"), "a run of characters without width"),
    (re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}"), "a run of variation selectors"),
    (re.compile("[\u202d\u202e][^\u202c\n]*\u202c?"), "text whose direction is overridden"),
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIRECTIONS = re.compile("[\u202a\u202b\u2066-\u2068][^\u202c\u2069\n]*[\u202c\u2069]?")


def _smuggled(text: str) -> Iterator[Annotation]:
    """Spans of characters that a reader cannot see, or sees in another order than they stand."""
    if text.isascii():
        return
    for match in _TAGS.finditer(text):
        if match.group()[0] != "\U0001f3f4":  # the flags of England, Scotland and Wales are written so
            words = "".join(map(_shown, match.group()))
            yield Annotation(match.start(), match.end(), Mark.HIDDEN, f"tag characters that spell {words[:80]!r}")
    for pattern, detail in _RUNS:
        for match in pattern.finditer(text):
            yield Annotation(match.start(), match.end(), Mark.HIDDEN, detail)
    if not _RIGHT_TO_LEFT.search(text):
        for match in _DIRECTIONS.finditer(text):
            yield Annotation(match.start(), match.end(), Mark.HIDDEN, "direction marks in a left-to-right text")
