"""Builds the sample organisation: ``python samples/build.py`` (needs the dev requirements).

Brightwater Lending is fictional, as are its people. The outputs are committed, so that the demo needs
no builder; running it again gives the same bytes where the format allows (containers carry fixed dates).
"""

from __future__ import annotations

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE.parent))

from samples.builders import mail, office, pages, plain  # noqa: E402

TARGET = _HERE / "organisation"


def main() -> None:
    for builder in (plain, office, pages, mail):
        for name, data in builder.files().items():
            path = TARGET / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    print(f"{sum(path.is_file() for path in TARGET.rglob('*'))} files in {TARGET}")


if __name__ == "__main__":
    main()
