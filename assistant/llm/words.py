"""Words of a claim and of its evidence, told apart: what carries meaning, and what only joins."""

# ruff: noqa: E501 - vocabularies: one meaning a line

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from evidence.lexical import analyse

_TOKEN = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")

#: Words that carry no content of their own, negations, modals and quantities included: those are compared apart.
FUNCTION = frozenset(
    """a an the this that these those it its they them their theirs he him his she her hers we us our ours you your i me my
    who whom whose which what when where why how there here such same own so than then too very just also as at by for from in
    into of off on onto out over per to toward towards under up upon via with within without about above across after against
    along among around before behind below beneath beside between beyond down during except inside like near outside past since
    through throughout till until and or nor but if unless because although though while whereas whether both either neither
    not no never none nobody nothing cannot am is are was were be been being do does did doing done have has had having will
    would shall should may might must can could need ought all any each every some most more less few many much several only
    at least exactly about approximately around roughly nearly almost now currently already still yet ever again further
    other another one ones respectively namely i.e e.g etc yes therefore thus hence however moreover accordingly""".split()
)


# Past forms that stemming does not join with their verb.
_IRREGULAR = {
    form: verb
    for verb, forms in {
        "take": "took taken", "hold": "held", "meet": "met", "give": "gave given", "write": "wrote written", "begin": "began begun",
        "keep": "kept", "send": "sent", "show": "shown", "find": "found", "make": "made", "see": "saw seen",
        "know": "knew known", "leave": "left", "lead": "led", "run": "ran", "set": "setting", "become": "became", "bring": "brought",
        "buy": "bought", "sell": "sold", "pay": "paid", "lose": "lost", "rise": "rose risen", "fall": "fell fallen", "grow": "grew grown",
        "speak": "spoke spoken", "tell": "told", "get": "got gotten", "go": "went gone", "come": "came", "withdraw": "withdrew withdrawn",
        "teach": "taught", "understand": "understood", "build": "built", "rebuild": "rebuilt", "spend": "spent", "draw": "drew drawn", "overtake": "overtook",
        "retain": "retention", "decide": "decision", "submit": "submission", "permit": "permission", "respond": "response",
        "choose": "chose chosen choice", "acquire": "acquisition", "abstain": "abstention", "dispose": "disposal", "deny": "denial",
        "sign": "signature", "renew": "renewal", "remove": "removal", "refuse": "refusal", "accept": "acceptance",
    }.items()
    for form in forms.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word at ``text[start:end]``: as written, folded to lower case, and its stem ("" for a function word)."""

    text: str
    low: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=4_096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of ``text`` in order; possessive endings are dropped."""
    found = []
    for match in _TOKEN.finditer(text):
        word = re.sub(r"['’]s$", "", match.group())
        low = word.lower().replace("’", "'")
        content = low not in FUNCTION and not low.endswith("n't")
        found.append(Token(word, low, stem_of(low) if content else "", match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=16_384)
def stem_of(word: str) -> str:
    """The stem of one word as the index has it; a compound as its parts, joined."""
    terms = analyse(_IRREGULAR.get(word, word))
    return terms[0] if terms else ""


def content(text: str) -> list[str]:
    """The stems of the words that carry meaning, each once, in order."""
    return list(dict.fromkeys(token.stem for token in tokens(text) if token.stem))
