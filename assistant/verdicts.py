"""Yes, no, or nothing: what a statement says of a question that asks whether something is so.

The clause that says most of what is asked decides. It must say what the question says of its subject (the verb, a
synonym or its outcome): an affirmed, done thing is a yes, a negated or refused one a no. What is only planned,
wished or conditional is neither, unless the question asks for exactly that.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.assent import unassured, unnamed
from assistant.counted import thing_of
from assistant.periods import MAY
from assistant.query import Query
from assistant.statements import Statement
from assistant.synonyms import relates
from assistant.understand import content_terms
from assistant.words import presence, stems
from evidence.lexical import analyse

Verdict = Literal["yes", "no"]

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|cannot|neither|nobody|nothing|no longer|without)\b(?! only\b|\.?\s*(?:[:|]|\d))"
    r"|n['’]t\b",
    re.I,
)
_UNOPPOSED = re.compile(  # says that something was agreed, not that it was not
    r"\b(?:no|without(?: any)?|no further)\s+(?:\w+\s+)?(?:objections?|dissent|opposition|abstentions?|reservations?)\b"
    r"|\b(?:nobody|no one|none)\s+(?:objected|opposed|dissented|abstained|spoke against|was against|voted against)\b",
    re.I,
)
_WITHOUT = re.compile(  # says how something was done, not that it was not
    r"\b(?:without(?: any| an?)?|with no)\s+(?:\w+\s+)?"
    r"(?:changes?|amendments?|modifications?|corrections?|additions?|comments?|remarks?|questions?|discussions?|debate"
    r"|votes?|delays?|exceptions?|conditions?|restrictions?|deviations?|incidents?|problems?|difficult(?:y|ies)|errors?|complaints?"
    r"|findings?|observations?|non-?conformit(?:y|ies))\b",
    re.I,
)
_CONTRAST = re.compile(r",\s+(?:and\s+)?not\s+(?!yet\b|so far\b)[^,;.]*", re.I)
_NOT_BEFORE = re.compile(r"\b(?:not|n['’]t)\b[^,;.]*\b(?:until|till|before)\b", re.I)
_OWN = re.compile(r"\b(?!(?:yet|so|far|at|all|now|once|been|fully|longer)\b)\w+", re.I)
"""A word that says something of its own after a negation."""
_LACKS = re.compile(r"\bwithout\b", re.I)
_REFUSED = re.compile(
    r"\b(?:reject(?:ed|s)?|declin(?:ed|es)|refus(?:ed|es)|denie[ds]|cancel(?:led|ed)|withdrawn|revoked"
    r"|postponed|deferred|missed"
    r"|fail(?:ed|s)|lacks?|missing|overdue|pending|outstanding|forbidden|prohibited|banned|unable"
    r"|incomplete|unsigned|lapsed"
    r"|expired|ran out|run out|in progress|draft|open|blank|empty|yet to|abolished|dissolved|stopped|removed)\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:closed|done|completed?|achieved|finished|confirmed|fulfilled|passed|met|held|carried out"
    r"|implemented|effective|resolved"
    r"|approved|adopted|agreed|granted|carried|signed|accepted)\b",
    re.I,
)
_PLAN = re.compile(
    r"\b(?:will|shall|should|would|(?-i:may)|might|could|plans?|planned|planning|intends?|intended"
    r"|propos(?:ed?|es)|draft|pending"
    r"|expected|must|required|needs?|to be|aims?|if|unless|(?<!at )once|considering|subject to|asked (?:for|to)"
    r"|requests?|requested)\b",
    re.I,
)
_HOPES = re.compile(
    r"\b(?:aspir(?:es?|ed|ing) to|aims? to|(?:is|are) aiming to|hopes? to|hoped to|strives? to|endeavours? to"
    r"|endeavors? to|seeks? to|intends? to|tr(?:y|ies) to|attempts? to|would like to|ambition is to|(?:our|the) aim is"
    r"|(?:is|are) working towards?)\b",
    re.I,
)
_HOPED = re.compile(
    r"\b(?:aspir\w*|aims?|aiming|hop(?:es?|ed|ing)|striv\w+|endeavou?r\w*|seeks?|intend\w*|tr(?:y|ies)|attempt\w*"
    r"|ambitions?|targets?|goals?|plan\w*|want\w*|towards?)\b",
    re.I,
)
_MODAL = re.compile(
    rf"\b(?:{MAY}|can|must|should|shall|will|allowed|permitted|required|need(?:ed)?|obliged|have to|has to"
    r"|supposed|expected|mandatory"
    r"|optional|ok|forbidden|planned|going to|plan to|means? to|meant to|intends?|aims?|due|promised?)\b",
    re.I,
)
_PERMITTED = re.compile(rf"\b(?:{MAY}|can|allowed|permitted|ok to|free to|entitled)\b", re.I)
_FORBIDDEN = re.compile(
    r"\b(?:forbidden|prohibited|banned|not allowed|not permitted|must not|may not|cannot|never|only)\b", re.I
)
_RULED = re.compile(
    r"\b(?:may|must|shall|should|ought)(?:n['’]t| not)\b|\b(?:is|are) not (?:allowed|permitted)\b", re.I
)
_HAPPENED = re.compile(
    r"\b(?:happen(?:ed)?|get|got|gone|done|completed?|finished|closed|take place|took place|work(?:ed|s)?"
    r"|succeed(?:ed)?|reach(?:ed)?"
    r"|achiev(?:ed?)|met|in force|valid|live|up and running|exists?|still|meet|approv\w+|accept\w*"
    r"|agree\w*|adopt\w*|sign\w*|implement\w*|ready|resolved?|fixed|carried)\b",
    re.I,
)
_STATE_ASKED = re.compile(
    rf"{_DONE.pattern}|\b(?:certified|tested|verified|reviewed|documented|appointed|designated|ratified|endorsed)\b",
    re.I,
)
_EXISTS = re.compile(
    r"^(?:and |so |but )?(?:(?:is|are|was|were) there\b|any\b|do we have\b|does .* have\b|did .* find\b)", re.I
)
_ARTICLES = re.compile(r"\s*(?:(?:an?|the|any|some|our|such)\s+)*", re.I)
_EMBEDDED = re.compile(r"\b(?:whether|if|unless|how|why|what|where|when|rather than)\b[^,;.]*", re.I)
"""What is asked, discussed or supposed within a clause: "clarify how visitors can be allowed in" allows nothing."""
_CLAUSES = re.compile(r"(?<=[;.!?])\s+|;\s|,\s+(?:but|although|though|while|whereas|however)\s|\s+but\s+|\s[–—-]\s")
_ITEMS = re.compile(rf"{_CLAUSES.pattern}|\s[*•▪◦‣]\s")
_DEFINES = re.compile(r"\b(?:means? that|is defined|e\.g\.|for example)\b", re.I)
_SUBORDINATE = re.compile(r"(?<=\w) (?:when|while|after|before|although|because|if|that|which|who|since) ", re.I)
_WHENEVER = re.compile(r"\b(?:before|until|unless|whenever|when|once|if)\s+(?:an?|any|each|every)\b[^,;]*", re.I)
"""The case of a rule: "before a contract is signed" says of no contract that it was."""
_STATES = re.compile(rf"{_DONE.pattern}|\b(?:yes|active|live|in use|in force|valid|applicable|true)\b", re.I)
_LASTING = re.compile(r"\b(?:still|valid|expired?|lapsed?|overdue|current(?:ly)?|up to date|in time|late)\b", re.I)
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_SIGNED = re.compile(r"\b(?:un)?sign(?:ed|s|ing|atures?)?\b(?! off)", re.I)
"""Who signs a thing does not thereby approve it."""
_PRONOUN = re.compile(r"^\W*(?:he|she|it|they|this|that|these|those|both)\b", re.I)
_MERELY_THEIRS = re.compile(r"\b(?:I|he|she)\s+(?:(?:did|do|does|have|has|had|was|am) not|\w+n['’]t|never)\b", re.I)
"""What one of several did not do is not what nobody did."""
_FORM = 0.8  # presence of a form of the word itself
_LEAST = 0.5  # of the asked terms, in the statement and what it is filed under
_LEAST_OWN = 0.34  # of them in the statement itself
_LEANING = 8  # words: a statement so short leans on the one before it


_TARGET = re.compile(
    r"\b(?:meets?|met|meeting|reach(?:ed|es)?|hit|achieved?|attain(?:ed)?|miss(?:ed)?|fall short of|fell short of)\b"
    r".*\b(?:targets?|goals?|objectives?)\b|\bon target\b"
    r"|\b(?:targets?|goals?|objectives?) .*\b(?:met|reached|hit|achieved|attained|missed)\b",
    re.I,
)
_MISSED = re.compile(r"\b(?:miss(?:ed)?|f[ae]ll short)\b", re.I)
_REACHED = {
    **dict.fromkeys(
        ("green", "met", "achieved", "reached", "on target", "on track", "yes", "ok", "passed", "hit"), True
    ),
    **dict.fromkeys(("red", "missed", "not met", "not achieved", "not reached", "below target", "failed", "no"), False),
}


_ANY_COLUMN = ("yes", "no", "ok", "passed", "failed")  # said of anything: of a target only under such a label
_OF_STATE = re.compile(r"\b(?:met|reached|achieved|target|stat(?:e|us)|result|rag|light)\b", re.I)


def verdict(query: Query, statement: Statement) -> Verdict | None:
    """Whether ``statement`` says yes or no to ``query``; ``None`` if it does not decide."""
    terms = asked_terms(query)
    if not terms or statement.kind == "title" or statement.plain.rstrip().endswith("?"):
        return None
    words = said_with(statement)
    passage = statement.passage
    around = stems(words) | stems(statement.reading) | stems(f"{passage.context} {passage.section or ''}")
    if _said(terms, around) < _LEAST or _said(terms, stems(words)) < _LEAST_OWN:
        return None
    if _LASTING.search(query.text) and _DATED.search(words):
        return None  # the calendar decides, not the words
    row = statement.kind == "row"
    if row and _TARGET.search(query.text):
        return _on_target(query.text, statement)
    clause = words if row else _WHENEVER.sub("", _deciding(terms, words, _ITEMS))
    said = _judged(query, terms, clause, around) if clause else None
    if said == "yes" and row and not _STATES.search(clause):
        return None
    return said if said and _borne_out(query, statement, said, clause) else None


def _on_target(question: str, statement: Statement) -> Verdict | None:
    """What the state in a row says of a target: the name of a measure ("false rejects") says nothing of it."""
    cells = [cell.rpartition(": ") for cell in statement.reading.split("; ")]
    plain = [(label, value.strip(" .").lower()) for label, _, value in cells]
    told = [value for label, value in plain if value not in _ANY_COLUMN or _OF_STATE.search(label)]
    states = {_REACHED.get(value) for value in told} - {None}
    if len(states) != 1:
        return None
    reached = states.pop() != bool(_MISSED.search(question))
    return "yes" if reached else "no"


def _borne_out(query: Query, statement: Statement, said: Verdict, clause: str) -> bool:
    """Whether what the clause says is said of what the question names, and, if a yes, without reserve."""
    passage, words = statement.passage, said_with(statement)
    leant = statement.before if leans(statement) or _PRONOUN.search(clause) else ""
    filed = f"{passage.context} {passage.section or ''} {passage.doc_id} {leant}"
    if unnamed(query, clause, filed):
        return False
    if said == "no":
        return not _MERELY_THEIRS.search(clause)
    refused = _REFUSED.search(_unasked(query, clause))
    return not refused and not unassured(query, clause, words, row=statement.kind == "row")


def unreal(query: Query, statement: Statement) -> bool:
    """Whether what the statement says of the asked is planned, wished or negated, though the question is after facts.

    A question that is itself about plans, duties or what is not so is answered by just such a statement.
    """
    if _MODAL.search(query.text) or _NEGATION.search(query.text) or _PLAN.search(query.text):
        return False
    terms = asked_terms(query)
    clause = _deciding(terms, statement.plain) if terms else ""
    return bool(_NEGATION.search(clause) or _PLAN.search(clause))


def hoped(query: Query, statement: Statement) -> bool:
    """Whether the statement only says what somebody strives for, though the question asks what is so.

    That a board "aspires to meet monthly" does not tell how often it meets.
    """
    if _HOPED.search(query.text) or _MODAL.search(query.text) or _NEGATION.search(query.text):
        return False
    terms = asked_terms(query)
    return bool(_HOPES.search(_deciding(terms, statement.plain) if terms else statement.plain))


def said_with(statement: Statement) -> str:
    """The words of a statement, with those before it where it leans on them: "Declined." says of what only so."""
    return f"{statement.before} {statement.plain}" if leans(statement) else statement.plain


def leans(statement: Statement) -> bool:
    """Whether a statement says of what only together with the one before it."""
    words = statement.plain
    opens = _REFUSED.match(words) or _DONE.match(words) or _NEGATION.match(words)
    return bool(statement.before) and bool(opens or len(words.split()) <= _LEANING)


def asked_terms(query: Query) -> list[str]:
    """The analysed words of the question itself, without what it follows and without words of time."""
    own = [term for term in content_terms(query.text) if term not in _PASSING]
    return own or [term for term in query.terms if term not in _PASSING]


def _deciding(terms: list[str], words: str, apart: re.Pattern[str] = _CLAUSES) -> str:
    """The clause that says most of what is asked, the first of equals; with the outcome where that follows it."""
    clauses = [clause for clause in apart.split(words) if clause.strip()]
    if not clauses:
        return ""
    place = -max((_said(terms, stems(clause)), -place) for place, clause in enumerate(clauses))[1]
    best, after = clauses[place], clauses[place + 1 : place + 2]
    if after and (_REFUSED.match(after[0]) or _DONE.match(after[0]) or _denies(terms, best, after[0])):
        return f"{best} {after[0]}"
    return best


def _denies(terms: list[str], clause: str, after: str) -> bool:
    """Whether the clause ``after`` takes back what is asked: "; not so far", "but not the loan" asked of the loan."""
    denial = _NEGATION.match(after)
    if denial is None:
        return False
    rest = after[denial.end() :]
    missing = [term for term in terms if not presence(term, stems(clause))]
    return not _OWN.search(rest) or bool(_DONE.match(rest.strip())) or _said(missing or terms, stems(rest)) > 0


def _judged(query: Query, terms: list[str], clause: str, around: frozenset[str]) -> Verdict | None:
    if _PERMITTED.search(query.text):
        return _permission(clause)
    if _EXISTS.search(query.text):
        said = _existence(query, clause)
        return said if said != "yes" or (_in_state(query, around) and _of_the_thing(query, around)) else None
    if _RULED.search(clause) and not _MODAL.search(query.text):
        return None  # what may not be is not what is not
    return _happened(query, terms, clause)


def _happened(query: Query, terms: list[str], clause: str) -> Verdict | None:
    clause = clause if _SIGNED.search(query.text) else _SIGNED.sub(" ", clause)
    if _NOT_BEFORE.search(clause):
        return None  # "not until May" tells when
    negated, refused = _negated(query, clause), bool(_REFUSED.search(_unasked(query, clause)))
    says, happened = _predicate(query, terms, clause), bool(_HAPPENED.search(_main(query)))
    if negated and (says or (happened and _DONE.search(clause))):
        return "no"
    if refused and not negated and happened:
        return "no"
    if _PLAN.search(clause) and not _MODAL.search(query.text):
        return None  # planned is not done
    return "yes" if not negated and (says or (happened and _DONE.search(clause))) else None


def _negated(query: Query, clause: str) -> bool:
    """Whether the clause denies something.

    That nobody objected, that it was done without changes, or what it was not ("sold, not let"), denies nothing, unless
    just that is asked.
    """
    spoken = clause if stems(query.text) & _OPPOSING else _UNOPPOSED.sub(" ", clause)
    asked = stems(_WITHOUT.sub(" ", query.text))
    for aside in (_WITHOUT, _CONTRAST):
        spoken = aside.sub(lambda match: match[0] if stems(match[0]) & asked else " ", spoken)
    return bool(_NEGATION.search(spoken))


def _in_state(query: Query, words: frozenset[str]) -> bool:
    """Whether the words say the state in which a thing is asked for: an "approved plan" is not shown by a plan."""
    asked = {stem for match in _STATE_ASKED.finditer(_main(query)) for stem in stems(match[0])}
    return all(presence(term, words) for term in asked)


def _of_the_thing(query: Query, words: frozenset[str]) -> bool:
    """Whether the words name all of the thing that is looked for: a harbour master is no deputy harbour master."""
    match = _EXISTS.match(query.text)
    thing = thing_of(_ARTICLES.sub("", query.text[match.end() :], count=1)) if match else []
    return all(presence(term, words) for term in thing if term not in _PROOF)


def _existence(query: Query, clause: str) -> Verdict | None:
    planned = _PLAN.search(_unasked(query, clause))  # a plan that is looked for is no mere plan
    if planned or _DEFINES.search(clause) or (_LACKS.search(clause) and not _LACKS.search(query.text)):
        return None
    return "no" if re.search(r"\b(?:no(?! longer)|none|not any|nothing|nobody)\b", clause, re.I) else "yes"


def _permission(clause: str) -> Verdict | None:
    said = _EMBEDDED.sub(" ", clause)
    if _PERMITTED.search(clause) and not _PERMITTED.search(said):
        return None
    negations = {match[0].lower() for match in _NEGATION.finditer(said)}
    if _FORBIDDEN.search(said) or negations - {"without"}:
        return "no"
    if negations:
        return None  # "without approval": the one who reads it must say which way
    return "yes" if _PERMITTED.search(said) else None


def _predicate(query: Query, terms: list[str], clause: str) -> bool:
    """Whether the clause says what the question says of its subject: its relating words, or the last but names."""
    main = stems(_main(query))
    named = {stem for name in query.names for stem in stems(name)}
    candidates = [term for term in terms if term in main and term not in named and not term[0].isdigit()]
    relations = [term for term in candidates if relates(term)]
    words = stems(clause)
    if not relations:
        return bool(candidates) and presence(candidates[-1], words) >= _FORM
    return sum(bool(presence(term, words)) for term in relations) * 2 >= len(relations)


def _main(query: Query) -> str:
    """The question up to its first subordinate clause."""
    return _SUBORDINATE.split(query.text)[0]


def _unasked(query: Query, clause: str) -> str:
    """The clause without the words that the question uses itself: "is it overdue" is not refused by "overdue"."""
    asked = {word.lower() for word in re.findall(r"\w+", query.text)}
    return " ".join(word for word in clause.split() if word.strip(".,;:()").lower() not in asked)


def _said(terms: list[str], words: frozenset[str]) -> float:
    return sum(presence(term, words) for term in terms) / len(terms)


_PASSING = frozenset(
    analyse(
        "happen ever yet actually still really already last year month quarter week today now again"
        " allowed permitted may can"
    )
)
_PROOF = frozenset(analyse("evidence proof record documentation document cover coverage arrangement"))
"""Words of a thing that is there when what it is of is there: a record of a drill is what tells of the drill."""
_OPPOSING = frozenset(analyse("object objection dissent oppose opposition abstain abstention reservation against"))
