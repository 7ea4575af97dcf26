"""Records that stand near what is asked and do not tell it, as the cross-encoder reads them.

A label's value is looked up by the likeness of words: the score of one risk is found where that of another is asked
for. The cross-encoder reads the words that would be cited, and what would be said of them, with the question; what it
takes for no answer is left (docs/decisions/0020-doubted-records.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answer import Citation, Claim
from assistant.statements import Statement, in_place
from evidence.model import StoredPassage
from evidence.view import View

_LEAST = -1.0  # log odds: at 0 twice as many wrong ones would be left, and four times as many right ones
_READ = 2  # citations of a claim

Cut = Callable[[StoredPassage], Sequence[Statement]]
Crossed = Callable[[Sequence[str]], Sequence[float]]


def doubted(claims: Sequence[Claim], view: View, cut: Cut, crossed: Crossed) -> bool:
    """Whether none of what ``claims`` cite and say answers, by ``crossed``: a text's log odds that it does."""
    texts = [text for claim in claims for text in _texts(claim, view, cut)]
    return bool(texts) and max(crossed(texts)) < _LEAST


def _texts(claim: Claim, view: View, cut: Cut) -> list[str]:
    cited = claim.citations[:_READ]
    stated = (_stated(each, view, cut) for each in cited)
    return [in_place(each) for each in stated if each] + [f"{each.title} | {claim.text}" for each in cited]


def _stated(citation: Citation, view: View, cut: Cut) -> Statement | None:
    """The statement that holds most of what is cited."""
    passages = view.passages(view.document(citation.doc_id).rowid)
    near = (each for each in passages if each.start < citation.end and citation.start < each.end)
    shared = [
        (min(each.end, citation.end) - max(each.start, citation.start), each)
        for passage in near
        for each in cut(passage)
    ]
    most = max(shared, key=lambda each: each[0], default=None)
    return most[1] if most and most[0] > 0 else None
