"""The gate: no development question may turn worse, unless the commit says which and why.

Answers without a model are deterministic, so they are held question by question against
``baseline/<set>-<split>.json``. ``baseline/accepted.toml`` excuses single questions, each with its reason. Where a
model writes the answers, chance has its part: then the paired interval of the difference decides.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.errors import GateError
from evals.log import write_whole
from evals.summary import bootstrap

if TYPE_CHECKING:
    from evals.summary import Interval

BASELINES = Path(__file__).parent / "baseline"
ACCEPTED = "accepted.toml"
GONE = "gone"
_WORTH = {"right": 3, "refused": 2, "error": 1, "wrong": 0, GONE: -1}
_HEAD = """\
# Development questions that turned worse, and why that was accepted. `vouch eval SET --accept REASON` adds them.
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question whose outcome changed; ``reason`` is the one it was accepted for, if it was."""

    id: str
    before: str
    after: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says. ``worse`` are not accepted; ``difference`` is of the right answers where chance is in."""

    passed: bool
    worse: tuple[Turn, ...] = ()
    accepted: tuple[Turn, ...] = ()
    better: tuple[Turn, ...] = ()
    new: tuple[str, ...] = ()
    difference: Interval | None = None

    def as_json(self) -> dict[str, Any]:
        """For the log."""
        plain = {name: [asdict(turn) for turn in getattr(self, name)] for name in ("worse", "accepted", "better")}
        shown = self.difference
        interval = shown and {"mean": shown.mean, "low": shown.low, "high": shown.high, "n": shown.n}
        return {"passed": self.passed, **plain, "new": list(self.new), "difference": interval}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One entry of ``accepted.toml``: this question may go from ``before`` to ``after``."""

    set: str
    id: str
    before: str
    after: str
    reason: str


def outcomes(log: Mapping[str, Any]) -> dict[str, str]:
    """The outcome of every question of a log."""
    return {str(row["id"]): str(row["score"]["outcome"]) for row in log["records"]}


def baseline_file(log: Mapping[str, Any], folder: Path = BASELINES) -> Path:
    """Where the baseline of a log's set and split stands."""
    name = re.sub(r"[^\w.-]+", "-", _name(log))
    return folder / f"{name}.json"


def read_baseline(file: Path) -> dict[str, str]:
    """Outcomes by question. Raises ``GateError`` where there are none."""
    try:
        found = json.loads(file.read_text("utf-8"))["outcomes"]
        if isinstance(found, dict) and all(each in _WORTH for each in found.values()):
            return found
    except FileNotFoundError as error:
        remedy = 'Make it from a run that was looked at: `vouch eval SET --accept "first baseline"`.'
        raise GateError(f"there is no baseline {file}", remedy=remedy) from error
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise GateError(f"the baseline {file} cannot be read: {error}") from error
    raise GateError(f"the baseline {file} holds no outcomes by question")


def read_accepted(folder: Path = BASELINES) -> tuple[Acceptance, ...]:
    """The entries of ``accepted.toml``; each must give a reason. Raises ``GateError`` for one that does not."""
    file = folder / ACCEPTED
    if not file.exists():
        return ()
    try:
        rows = tomllib.loads(file.read_text("utf-8")).get("accepted", [])
        found = tuple(Acceptance(**row) for row in rows)
    except (OSError, ValueError, TypeError) as error:
        raise GateError(f"{file} cannot be read: {error}") from error
    for entry in found:
        if not all(isinstance(each, str) and each.strip() for each in asdict(entry).values()):
            raise GateError(f"{file}: the entry of {entry.id!r} lacks a value or a reason")
    return found


def check(log: Mapping[str, Any], folder: Path = BASELINES) -> Verdict:
    """Hold a run against its baseline. Raises ``GateError`` for a partial run and where there is no baseline."""
    _whole(log)
    before, after = read_baseline(baseline_file(log, folder)), outcomes(log)
    excused = {
        (entry.id, entry.before, entry.after): entry for entry in read_accepted(folder) if entry.set == _name(log)
    }
    turns = [Turn(name, was, after.get(name, GONE)) for name, was in before.items()]
    worse = [turn for turn in turns if _WORTH[turn.after] < _WORTH[turn.before]]
    refused, accepted = [], []
    for turn in worse:
        entry = excused.get((turn.id, turn.before, turn.after))
        if entry is None:
            refused.append(turn)
        else:
            accepted.append(Turn(turn.id, turn.before, turn.after, entry.reason))
    difference = None if deterministic(log) else _difference(before, log)
    return Verdict(
        passed=not refused if difference is None else difference.high >= 0,
        worse=tuple(refused),
        accepted=tuple(accepted),
        better=tuple(turn for turn in turns if _WORTH[turn.after] > _WORTH[turn.before]),
        new=tuple(name for name in after if name not in before),
        difference=difference,
    )


def accept(log: Mapping[str, Any], reason: str, folder: Path = BASELINES) -> tuple[Turn, ...]:
    """Make this run the baseline; what turned worse is listed with ``reason``, and returned."""
    _whole(log)
    if not reason.strip():
        raise GateError("a change cannot be accepted without a reason", remedy='Say why: --accept "…".')
    file = baseline_file(log, folder)
    worse = check(log, folder).worse if file.exists() else ()
    if worse:
        _list(_name(log), worse, reason.strip(), folder)
    found = {"set": log["set"]["name"], "split": log["set"].get("split"), "digest": log["set"]["digest"]}
    write_whole(file, json.dumps({**found, "outcomes": outcomes(log)}, ensure_ascii=False, indent=1) + "\n")
    return worse


def deterministic(log: Mapping[str, Any]) -> bool:
    """Whether no language model had a part in the answers."""
    return not any(row["answer"].get("model") for row in log["records"])


def _list(name: str, worse: Sequence[Turn], reason: str, folder: Path) -> None:
    file = folder / ACCEPTED
    known = file.read_text("utf-8") if file.exists() else _HEAD
    rows = [
        "\n[[accepted]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in asdict(entry).items())
        for entry in (Acceptance(name, turn.id, turn.before, turn.after, reason) for turn in worse)
    ]
    write_whole(file, known + "".join(rows))


def _difference(before: Mapping[str, str], log: Mapping[str, Any]) -> Interval:
    """Right answers now less then, paired, over the questions of the baseline; one that is gone is not right."""
    after = outcomes(log)
    clusters = {str(row["id"]): row["score"].get("cluster") for row in log["records"]}
    changes = [float(after.get(name) == "right") - float(was == "right") for name, was in before.items()]
    return bootstrap(changes, clusters=[clusters.get(name) or name for name in before])


def _name(log: Mapping[str, Any]) -> str:
    return "-".join(filter(None, (str(log["set"]["name"]), log["set"].get("split"))))


def _whole(log: Mapping[str, Any]) -> None:
    if log["set"].get("limit") or log.get("withheld"):
        raise GateError("only a run over the whole set can be held against a baseline", remedy="Leave --limit out.")
