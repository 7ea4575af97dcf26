"""How often the verifier withholds what stands, and lets pass what does not: claims written apart from it.

    python -m benchmarks.claims [--details SET ...]

``data/claims.jsonl`` holds claims about five invented organisations: those that a careful reader wrote to the prompts
of LLM mode (kind ``good``), and subtly wrong ones made of them (the other kinds), both by writers who had not seen the
verifier. ``data/claims_of_readings.jsonl`` holds as many of each, over four organisations more, by a writer who knew
the rules. The errors of ``hospital``, ``foundry``, ``airport`` and ``payments`` were read while the verifier was
changed; of the others only totals were.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.llm.check import Verdict, check

_DATA = Path(__file__).parent / "data"
_ROWS = (_DATA / "claims.jsonl", _DATA / "claims_of_readings.jsonl")


def verdict(row: dict[str, Any]) -> Verdict:
    """What the verifier says of a row's claim."""
    return check(row["claim"], row["words"], labels=row["labels"], context=row["context"], asked=row["asked"])


def line(name: str, rows: Sequence[dict[str, Any]]) -> str:
    """Of a set: good claims withheld, wrong ones that pass by kind, and how many of these only partly."""
    good = [verdict(row).level for row in rows if row["kind"] == "good"]
    wrong = [(row["kind"], verdict(row).level) for row in rows if row["kind"] != "good"]
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
    details = parser.parse_args().details
    rows = [json.loads(each) for file in _ROWS for each in file.read_text("utf-8").splitlines()]
    for name in dict.fromkeys(row["set"] for row in rows):
        mine = [row for row in rows if row["set"] == name]
        print(line(name, mine))
        for row in mine if name in details else ():
            said = verdict(row)
            if (row["kind"] == "good") == (said.level == "unsupported"):
                print(f"    {row['kind']}: {row['claim']} | {'; '.join(map(str, said.reasons))} | {row['words']}")


if __name__ == "__main__":
    main()
