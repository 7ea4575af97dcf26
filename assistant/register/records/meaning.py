"""What a column is for, by the likeness of its label to the usual ones: its due date, its owner, when it was closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.register.records.grids import Column, Grid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evidence.embedders import Embedder


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(";"))


_USUAL: dict[str, tuple[str, ...]] = {
    "due": _phrases("due date; target date; deadline; by when; to be done by; next due; answer by; complete by"),
    "until": _phrases("valid until; expires on; expiry date; runs out; end date; contract to"),
    "review": _phrases("next review; look at again by; to be reviewed by; review due"),
    "closed": _phrases(
        "closed on; date closed; completed on; finished; done on; closed out; put right; resolved; fixed"
    ),
    "raised": _phrases(
        "raised on; date found; reported on; opened; date; date of event; held on; approved on; issued; noted; logged"
    ),
    "start": _phrases("live since; in use since; start date; valid from; contract from; effective from"),
    "last": _phrases("last done; last reviewed; last looked at; last checked; last assessed"),
}
"""What dates are for, each in the words that registers use."""
_MORE: dict[str, tuple[str, ...]] = {
    "start": _phrases(
        "went live; switched on; put into use; came into force; took effect; began; start using; rolled out"
    ),
    "until": _phrases("when does it end; expire; lapse; up for renewal; good until; how long does it last"),
    "stop": _phrases(
        "switched off; shut down; taken out of use; taken out of service; retired on; decommissioned; withdrawn;"
        "discontinued; suspended; turned off; stood down; no longer used since"
    ),
    "due": _phrases("when must it be done; has to be finished by; when is it supposed to be ready; fall due"),
    "closed": _phrases("when was it closed; when was it completed; put to bed; sorted; signed off as done"),
    "raised": _phrases("when did it happen; when was it found; come across; came to light; when was it reported"),
    "review": _phrases("due for review; when is it looked at again; fall due to be looked at again"),
    "last": _phrases("when was it last done; when was it last reviewed; last went through"),
    "owner": _phrases(
        "owner; responsible person; who looks after it; accountable; person in charge; lead; assigned to;"
        "who has it on their plate; who minds it; answerable for; who is on the hook"
    ),
    "approver": _phrases(
        "approved by; authorised by; released by; agreed by; accepted by; signed off by; who said yes;"
        "who gave the go-ahead; who let it through; who ok'd it"
    ),
    "author": _phrases("written by; prepared by; drafted by; author"),
    "assessor": _phrases("assessed by; evaluated by; examined by; looked at by; checked by; who did the assessment"),
    "auditor": _phrases("auditor; lead auditor; lead assessor; inspector"),
    "reporter": _phrases("reported by; raised by; told by; found by; who noticed it"),
    "chair": _phrases("chair; chaired by; who presided; took the chair"),
    "giver": _phrases("given by; trainer; presented by; held by; who explained it; instructor"),
    "maker": _phrases("supplier; vendor; made by; provider; manufacturer; who makes it"),
    "signer": _phrases("signed by; signature; signatory; who put their name to it"),
}
_ASKED = {name: (*_USUAL.get(name, ()), *phrases) for name, phrases in _MORE.items()}
"""What questions ask after, in the words that labels and people use for it."""
_OWNERS = _phrases(
    "owner; responsible person; who looks after it; accountable; person in charge; lead; assigned to; whose; done by"
)
_STATES = _phrases("status; state; stage; progress; open or closed")
_KNOWN, _RIVAL = 0.6, 0.03  # likeness by which a label is one of the usual; lead that another may have
_LIKE = 0.45  # calibrated on the columns of three sample organisations: less says nothing


_kept: dict[tuple[str, int], NDArray[np.float32]] = {}


def _vectors(embedder: Embedder, table: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """The phrases of a table as vectors, each with the name it stands for; kept by the embedder's id."""
    names = tuple(name for name, phrases in table.items() for _ in phrases)
    key = (embedder.id, len(names))
    if key not in _kept:
        _kept[key] = embedder.embed([phrase for phrases in table.values() for phrase in phrases])
    return names, _kept[key]


def purpose(column: Column, embedder: Embedder) -> str:
    """What a column of days is for (a key of ``_USUAL``), or "" where its label is like none of the usual."""
    if column.sort != "day":
        return ""
    names, vectors = _vectors(embedder, _USUAL)
    near = vectors @ embedder.embed([column.label.replace("_", " ")])[0]
    best = int(near.argmax())
    return names[best] if near[best] >= _LIKE else ""


def asked_for(rest: str, label: str, embedder: Embedder) -> float:
    """How surely a label names what the remainder of a question asks for: by their likeness, or by what both are like.

    0 where both are plainly among the usual and not the same one: who leads an audit is not who leads the mending.
    """
    names, vectors = _vectors(embedder, _ASKED)
    near = embedder.embed([rest, label.replace("_", " ")])
    direct = float(near[0] @ near[1])
    of_rest, of_label = vectors @ near[0], vectors @ near[1]
    best = names[int(of_label.argmax())]
    if of_label.max() < _KNOWN:
        return direct
    same = max(float(of_rest[n]) for n, name in enumerate(names) if name == best)
    if same >= float(of_rest.max()) - _RIVAL:
        return max(direct, same)
    return 0.0 if of_rest.max() >= _KNOWN else direct


def usual(label: str, embedder: Embedder) -> str:
    """What a label plainly is, of what questions ask after (``until``, ``approver``), or ""."""
    names, vectors = _vectors(embedder, _ASKED)
    near = vectors @ embedder.embed([label.replace("_", " ")])[0]
    best = int(near.argmax())
    return names[best] if near[best] >= _KNOWN else ""


def of_purpose(grid: Grid, embedder: Embedder, *wanted: str) -> list[Column]:
    """The columns of days that are for one of ``wanted``."""
    return [column for column in grid.columns if purpose(column, embedder) in wanted]


def state_column(grid: Grid, embedder: Embedder) -> Column | None:
    """The column of choices that tells how a record stands."""
    columns = [column for column in grid.columns if column.sort == "choice"]
    near = [(likeness(embedder, column.label, _STATES), n) for n, column in enumerate(columns)]
    best = max(near, default=(0.0, 0))
    return columns[best[1]] if best[0] >= _LIKE else None


def owner_column(grid: Grid, embedder: Embedder) -> Column | None:
    """The column that names who answers for a record: the only one of people, or the most like the usual."""
    columns = [column for column in grid.columns if column.sort == "people" and column is not grid.columns[0]]
    if len(columns) == 1:
        return columns[0]
    near = [(likeness(embedder, column.label, _OWNERS), n) for n, column in enumerate(columns)]
    best = max(near, default=(0.0, 0))
    return columns[best[1]] if best[0] >= _LIKE else None


def likeness(embedder: Embedder, text: str, others: Sequence[str]) -> float:
    """The highest cosine of ``text`` and any of ``others``; 0 for none."""
    if not others or not text.strip():
        return 0.0
    return float((embedder.embed(list(others)) @ embedder.embed([text.replace("_", " ")])[0]).max())
