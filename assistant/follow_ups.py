"""Whether a question leans on the one before it in a conversation, and what it takes over from it."""

from __future__ import annotations

import re

from assistant.periods import stated_periods

_JOINING = re.compile(r"(?:and|so|but|what about|how about)\b", re.I)
_ABOUT = re.compile(r"(?:and|so|but|or)?\s*(?:what about|how about|and|so|but|or)\s+(?P<rest>.+?)[\s?.!]*", re.I)
_AUXILIARIES = (
    "is are was were be been am do does did has have had can could may might must will would shall should".split()
)
_AUXILIARY = rf"(?:{'|'.join(_AUXILIARIES)})"
_ASKING = re.compile(rf"\b(?:{'|'.join(_AUXILIARIES)}|who|whom|whose|what|which|when|where|why|how)\b", re.I)
_ARTICLE = r"(?:the|our|your|their|its|an?)"
_NAME = r"[A-Z][\w&-]*(?: [A-Z][\w&-]*)*"
_SAME_YEAR = re.compile(r",?\s*\b(?:in |of )?(?:that|the same) year\b", re.I)
_BESIDE_TIME = re.compile(r"\b(?:in|on|at|for|since|until|by|during|of|the|before|after|from)\b|[,.?!]", re.I)
_SAME = (  # pronouns that may mean one and the same thing
    frozenset("it its this that".split()),
    frozenset("they them their these those".split()),
    frozenset("he she him her his".split()),
    frozenset("there then".split()),
)
_POINTING = re.compile(rf"\b(?:{'|'.join(sorted(word for words in _SAME for word in words))})\b", re.I)
_SUBJECT = r"(?:an?|the|all|any|each|every|no|some|our|my|your|we|you|i|it|they|he|she|there|nobody|everybody)\b"
_SAYS = (
    r"(?:says?|said|states?d?|shows?|showed|shown|proves?|proof|evidence|confirms?|confirmed|confirmation|requires?"
    r"|required|means?|claims?|claimed|finds?|found|decides?|decided|agrees?|agreed|records?|recorded|notes?|noted"
    r"|ensures?|believes?|thinks?|knows?|known|demonstrates?|concludes?|concluded|recommends?|recommended|indicates?"
    r"|specif(?:y|ies|ied)|mentions?|mentioned|declares?|declared|promises?|true|sure|clear|certain|fact|statement"
    r"|requirement|rule|assurance)"
)
_NOT_POINTING = tuple(
    re.compile(form, re.I)
    for form in (
        rf"\b{_AUXILIARY}(?:n['’]t)? there\b(?=\s+\w)",  # "is there a plan": nothing is pointed at
        rf"\bthere (?={_AUXILIARY}\b)",
        r"\b(?:this|these) (?:calendar |financial |fiscal )?(?:year|quarter|month|week|morning|afternoon|days)\b",
        rf"\bthat (?={_SUBJECT})",  # "evidence that the board met": a conjunction
        rf"\b{_SAYS} that (?=\S.*\b{_AUXILIARY}\b)",
        r"\b(?:an?|the|all|any|each|every|no|some|which|what)\s+"
        rf"(?:(?!{_AUXILIARY}\b)[\w-]+\s+){{1,4}}that (?=(?:{_AUXILIARY}|\w+(?:s|ed))\b)",  # "the plan that covers …"
        rf"\b{_AUXILIARY}(?:n['’]t)? it (?:true|possible|allowed|permitted|required|necessary|mandatory|clear|ok)\b"
        r"(?=\s+\w)",
    )
)


def follows(text: str) -> bool:
    """Whether a question leans on the one before: it opens with "and", or points back with a pronoun."""
    return bool(_JOINING.match(text) or pronouns(text))


def pronouns(text: str) -> tuple[str, ...]:
    """The words of ``text`` that point at something said before, in lower case and in order.

    Not "there" in "is there a plan", not "that" before a clause ("evidence that the board met"), not "this year", and
    not the department IT.
    """
    shouted = text.isupper()
    for form in _NOT_POINTING:
        text = form.sub(" ", text)
    found = _POINTING.findall(text)
    return tuple(word.lower() for word in found if shouted or word != "IT")


def same_thing(text: str, before: str) -> bool:
    """Whether two questions in a row point with the same pronoun, so that both mean what the first of them meant."""
    pointed = {place for place, words in enumerate(_SAME) if words & set(pronouns(text))}
    return bool(pointed) and pointed == {place for place, words in enumerate(_SAME) if words & set(pronouns(before))}


def completed(text: str, before: str) -> str | None:
    """The question that a fragment asks: "and the fire plan?" after "Who approved the flood plan?".

    The fragment takes the place of what is like it in ``before``: a phrase that ends with the same word, a day or a
    year, a name. ``None`` where ``text`` is no fragment (it has a verb or a question word of its own, or points back),
    or where nothing in ``before`` or more than one thing is like it.
    """
    match = _ABOUT.fullmatch(text.strip())
    if match is None or _ASKING.search(match["rest"]):
        return None
    rest = match["rest"]
    whole = _other_time(rest, before)
    if whole is None and not pronouns(rest):
        whole = _other_of_its_kind(rest, before) or _other_name(rest, before)
    if not whole or whole.casefold() == before.casefold():
        return None
    return re.sub(r"^(?:and|so|but)\s+", "", whole, flags=re.I)


def _other_time(rest: str, before: str) -> str | None:
    """``before`` with its one day, month or year changed for that of ``rest``, where ``rest`` is nothing else."""
    asked, told = stated_periods(before), stated_periods(rest)
    if len(asked) != 1 or len(told) > 1:
        return None
    year = str(asked[0].first.year)
    if told:
        said = told[0].text
        left = rest.replace(said, " ")
    else:  # "on 30 June that year"
        said = _SAME_YEAR.sub(f" {year}", rest)
        told = stated_periods(said)
        if len(told) != 1 or not _SAME_YEAR.search(rest):
            return None
        left, said = said.replace(told[0].text, " "), told[0].text
    return before.replace(asked[0].text, said, 1) if not _BESIDE_TIME.sub(" ", left).strip() else None


def _other_of_its_kind(rest: str, before: str) -> str | None:
    """``before`` with the one phrase that ends with the last word of ``rest`` changed for ``rest``."""
    words = rest.split()
    article = re.fullmatch(_ARTICLE, words[0], re.I)
    if len(words) - bool(article) < 2:
        return None  # a bare "and the board?" says of which board nothing new
    between = rf"(?:(?!{_ARTICLE}\b|{_AUXILIARY}\b|(?:of|by|for|in|on|to|at|from|with)\b)[\w.-]+\s+){{0,4}}"
    found = list(re.finditer(rf"\b(?P<article>{_ARTICLE}\s+){between}{re.escape(words[-1])}\b", before, re.I))
    if len(found) != 1:
        return None
    put = rest if article else f"{found[0]['article']}{rest}"
    return f"{before[: found[0].start()]}{put}{before[found[0].end() :]}"


def _other_name(rest: str, before: str) -> str | None:
    """``before`` with its one name, or the "it" that stands for one, changed for the name that ``rest`` is."""
    if not re.fullmatch(_NAME, rest):
        return None
    opening = len(before.split(maxsplit=1)[0])  # a capital opens every question
    found = list(re.compile(rf"\b{_NAME}").finditer(before, opening))
    if len(found) == 1:
        return f"{before[: found[0].start()]}{rest}{before[found[0].end() :]}"
    if found or pronouns(before) not in (("it",), ("its",)):
        return None
    return re.sub(r"\bits?\b", f"{rest}'s" if pronouns(before) == ("its",) else rest, before, count=1)


_OCCASION = re.compile(
    rf"\b(?:the|our|your|this)\s+(?:(?!{_AUXILIARY}\b)[\w/'’-]+\s+){{0,5}}?"
    r"(?:audit|review|meeting|session|sitting|visit|assessment|exercise|drill|test|inspection|workshop)\b"
    rf"(?:\s+(?:of|for|on)\s+(?:(?!{_AUXILIARY}\b|held\b|done\b|carried\b|made\b|completed\b|and\b)[\w/'’-]+\s*){{1,5}})?",
    re.I,
)
_FORMS: tuple[tuple[str, str], ...] = (
    (
        r"(?P<said>what (?:was|were|has been|got) (?:decided|agreed|resolved|discussed|concluded|approved))",
        "{said} at {occasion}",
    ),
    (r"(?P<said>what (?:was|were|has been) (?:found|raised|recommended|identified))", "{said} in {occasion}"),
    (
        r"what (?P<aux>did|does|has) (?:it|they|that) "
        r"(?P<verb>find|found|raise|conclude|concluded|decide|decided|show|shown|say|recommend)",
        "what {aux} {occasion} {verb}",
    ),
    (
        r"(?P<said>what (?:was|were) (?:the|its|their) "
        r"(?:results?|outcomes?|conclusions?|findings?|decisions?|recommendations?|actions?))",
        "{said} of {occasion}",
    ),
    (
        r"who (?:attended|took part|was (?:there|present)|were (?:there|present))(?: it| in it| at it)?",
        "who attended {occasion}",
    ),
    (r"who (?:chaired|led)(?: it)?", "who chaired {occasion}"),
    (
        r"who (?:did|made|conducted|performed|carried out)(?: it)?|who carried it out",
        "who carried out {occasion}",
    ),
)
_LEFT_OUT = tuple((re.compile(rf"(?:(?:and|so|but) )?(?:{form})[\s?.!]*", re.I), whole) for form, whole in _FORMS)


def at_the_occasion(text: str, before: str) -> str | None:
    """What a question about an occasion leaves unsaid, said: "what was decided?" after "When was the last review?".

    ``None`` where ``text`` asks something else, or ``before`` names no such occasion or several.
    """
    found = {" ".join(match[0].split()) for match in _OCCASION.finditer(before)}
    asked = next(((match, whole) for form, whole in _LEFT_OUT if (match := form.fullmatch(text.strip()))), None)
    if asked is None or len(found) != 1:
        return None
    return asked[1].format(occasion=found.pop(), **asked[0].groupdict())


_THINGS = rf"(?:(?!{_AUXILIARY}\b)[\w/&-]+\s+){{0,3}}?(?!(?:{_AUXILIARY}|there|we|that|which|who)\b)[\w/&-]+s"
_SET = re.compile(
    r"\W*(?:(?:and|so|but|please)\W+)*(?:how many|which|what|list|show (?:me|us)|what are|who are)\s+"
    r"(?:(?:of|all|any|the|our|are|were|is|do we have|open|total|number of)\s+)*"
    rf"(?P<things>{_THINGS})\b"
    rf"(?=\s+(?:{_AUXILIARY}|there|we|in|on|of|for|from|that|which|with|to)\b|\s*[?.,;!]|\s*$)",
    re.I,
)
_STATE = (
    r"(?:still |already |now |currently |not (?:yet )?|yet )*(?:open|closed|overdue|late|done|complete[d]?|finished"
    r"|live|in use|active|high|medium|low|critical|major|minor|accepted|expired|approved|signed|unsigned|met|missed"
    r"|resolved|unresolved|outstanding|in progress|on track|off track)"
)
_MOST = (
    r"the (?P<most>(?:two |three |four |five )?(?:highest|biggest|largest|lowest|smallest|worst|greatest|oldest|newest"
    r"|latest|most (?:severe|serious|critical|important|recent|expensive)))(?: ones?)?"
)
_THOSE = re.compile(
    r"(?:(?:and|so|but)\W+)?(?P<head>how many|which)(?: ones?)?(?: of (?:them|those|these))?\s+"
    rf"(?P<aux>is|are|were|was|have|has)\s+(?:{_MOST}|(?P<state>(?:been )?{_STATE}))[\s?.!]*",
    re.I,
)


def of_those(text: str, before: str) -> str | None:
    """What is asked of the things that the question before counted or listed: "which is the highest?" after "how many
    risks do we have?". ``None`` where ``text`` names what it asks about, or ``before`` names no such things."""
    asked, things = _THOSE.fullmatch(text.strip()), _SET.match(before.strip())
    if asked is None or things is None:
        return None
    named = things["things"]
    if asked["state"]:
        return f"{asked['head']} {named} {asked['aux']} {asked['state']}?"
    one = asked["aux"].lower() in ("is", "was")
    singular = re.sub(r"(?<!s)s$", "", re.sub(r"(?<=[^aeiou])ies$", "y", named)) if one else named
    return f"What {asked['aux']} the {asked['most']} {singular}?"
