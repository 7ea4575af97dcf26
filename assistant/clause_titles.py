"""Requirements that a question names by their titles: "show me evidence of leadership commitment" is clause 5.1."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.frameworks import Framework, Requirement
from evidence.lexical import analyse

_SORT = r"(?:objective |documented |documentary |written )?(?:evidence|proofs?)\b"
_ASKED = re.compile(
    r"^(?:(?:and|so|please|now|ok|hi|hello|can|could|would|will|you|i|we|need|want|like|to|see)\W+)*(?:"
    rf"(?:show|give|find|get|list|bring|see|name)?\W*(?:me |us |the auditors? )?"
    rf"(?:all |any |some |the |our |your )*{_SORT}"
    r"(?: (?:that )?we have)?"
    r"|(?:what|which|where(?:[’']s| is| are)?|do we have|is there|have we(?: got)?)\b"
    rf"(?: (?:is|are|the|our|any|some|sort of|kind of))*? {_SORT}"
    r"(?: (?:do|can|could|have) (?:we|i|you)(?: (?:have|show|offer|give|got|on file))*| is there| exists?| there is)?"
    r"|(?:how|where) (?:do|can|could|would|should) (?:we|i|you) (?:show|prove|demonstrate|evidence)\b"
    r")(?:,? (?:of|for|that|on|about|to show|showing|concerning|regarding|as to))*(?P<about>[^?]*)",
    re.I,
)
_LIGHT = frozenset(
    analyse(
        "the a an of and or for to in on at by with from our we us you your it its their has have had is are "
        "was were be been being do does did that this which there any some all ai artificial intelligence "
        "system systems management organisation organization company firm house top general other compliance "
        "comply requirement requirements clause control controls evidence iso iec standard please meet fulfil "
        "met effective effectively properly process processes adequate sufficient appropriate take taken "
        "place carried out happen happens happened work works"
    )
)
_SAME = {
    **dict.fromkeys(analyse("trained training trainings train skills skilled qualified qualification"), "compet"),
    **dict.fromkeys(analyse("aware"), "awar"),
    **dict.fromkeys(analyse("improving improve improves improved"), "improv"),
    **dict.fromkeys(analyse("monitored monitoring monitors measured"), "monitor"),
    **dict.fromkeys(analyse("vendors vendor"), "supplier"),
}
"""What people say -> the word of the titles."""
_PEOPLE = frozenset(analyse("staff employees employee people everyone everybody colleagues workers team teams persons"))
_LEAST = 0.5  # of a title's own words that a question must say


def asked_by_title(text: str) -> str:
    """What evidence is asked for, in words: "" where a question does not plainly ask for evidence of something."""
    match = _ASKED.match(text.strip())
    about = match["about"].strip(" .!,") if match else ""
    return about if 0 < len(about.split()) <= 12 else ""


def titled(about: str, framework: Framework) -> tuple[Requirement, ...]:
    """The requirements of a framework whose titles say what ``about`` names, in printed order; () for none.

    Every word that weighs must stand in the title, and they must be half of its own words or more. Of titles that say
    more than is asked only the shortest count.
    """
    wanted = _weighing(about)
    if not wanted:
        return ()
    found: list[tuple[int, Requirement]] = []
    for requirement in framework.requirements:
        own = _weighing(requirement.title)
        if own and (wanted - _PEOPLE or wanted) <= own and len(wanted & own) >= _LEAST * len(own):
            found.append((len(own - wanted), requirement))
    least = min((beyond for beyond, _ in found), default=0)
    return _outermost([requirement for beyond, requirement in found if beyond == least])


def _weighing(words: str) -> frozenset[str]:
    """The analysed words that tell requirements apart."""
    return frozenset(_SAME.get(term, term) for term in analyse(words) if term not in _LIGHT and not term.isdigit())


def _outermost(found: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Without those that stand below another one."""
    refs = [each.ref for each in found]
    return tuple(each for each in found if not any(each.ref.startswith(f"{ref}.") for ref in refs))
