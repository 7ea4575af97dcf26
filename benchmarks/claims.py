"""How often the verifier withholds what stands, and lets pass what does not: claims written apart from it.

    python -m benchmarks.claims [--rules] [--details SET ...]

``data/claims.jsonl`` holds claims about five invented organisations: those that a careful reader wrote to the prompts
of LLM mode (kind ``good``), and subtly wrong ones made of them (the other kinds), both by writers who had not seen the
verifier. ``data/claims_of_readings.jsonl`` holds as many of each, over four organisations more, by a writer who knew
the rules. The errors of ``hospital``, ``foundry``, ``airport`` and ``payments`` were read while the verifier was
changed; of the others only totals were. ``--rules``: without the entailment reader, which learnt from those four.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.llm.check import Verdict
from assistant.llm.weighing import judged
from evidence.cross_encoder import shared_entailing

_DATA = Path(__file__).parent / "data"
_ROWS = (_DATA / "claims.jsonl", _DATA / "claims_of_readings.jsonl")


def verdict(row: dict[str, Any], *, rules: bool = False) -> Verdict:
    """What the verifier says of a row's claim."""
    reader = None if rules else shared_entailing()
    told = {name: row[name] for name in ("labels", "context", "asked")}
    return judged(row["claim"], row["words"], **told, reader=reader)


def line(name: str, rows: Sequence[dict[str, Any]], *, rules: bool = False) -> str:
    """Of a set: good claims withheld, wrong ones that pass by kind, and how many of these only partly."""
    good = [verdict(row, rules=rules).level for row in rows if row["kind"] == "good"]
    wrong = [(row["kind"], verdict(row, rules=rules).level) for row in rows if row["kind"] != "good"]
    passed = [(kind, level) for kind, level in wrong if level != "unsupported"]
    told = (
        f"{name:13} withheld {good.count('unsupported'):3} of {len(good):3} ({_share(good.count('unsupported'), good)})"
    )
    if not wrong:
        return told
    partly = sum(level == "partial" for _, level in passed)
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(Counter(kind for kind, _ in passed).items()))
    return (
        f"{told}; passed {len(passed):2} of {len(wrong):2} ({_share(len(passed), wrong)}), {partly} as partial: {kinds}"
    )


def _share(count: int, of: Sequence[object]) -> str:
    return f"{100 * count / len(of):.1f} %" if of else "none"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--details", nargs="*", default=[], help="sets whose errors are listed")
    parser.add_argument("--rules", action="store_true", help="without the entailment reader")
    chosen = parser.parse_args()
    rows = [json.loads(each) for file in _ROWS for each in file.read_text("utf-8").splitlines()]
    for name in dict.fromkeys(row["set"] for row in rows):
        mine = [row for row in rows if row["set"] == name]
        print(line(name, mine, rules=chosen.rules))
        for row in mine if name in chosen.details else ():
            said = verdict(row, rules=chosen.rules)
            if (row["kind"] == "good") == (said.level == "unsupported"):
                print(f"    {row['kind']}: {row['claim']} | {'; '.join(map(str, said.reasons))} | {row['words']}")


if __name__ == "__main__":
    main()
