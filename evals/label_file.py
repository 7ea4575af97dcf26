"""``questions.jsonl`` as a person's labels grow: every change is checked, then written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.errors import EvaluationError, LabelError
from evals.labels import QUESTIONS_FILE, LabelledSet, load_set

Row = dict[str, Any]  # one row of the contract, unknown keys kept

_KEYS = (
    "id question kind answerable answer answer_facts avoid groups as_of follow_up_of split gold also".split()
)  # the order in which they are written
_NUMBERED = re.compile(r"q(\d+)")


class LabelFile:
    """The rows of one file, and the unfinished one beside it (``<name>.draft``).

    Rows that are not changed keep their bytes. A file that another program has changed in the meantime is read
    again instead of overwritten.
    """

    def __init__(self, path: Path) -> None:
        """Reads ``path`` if it is there. Raises ``LabelError`` naming every faulty line."""
        self.path = path
        self._draft = path.with_name(f"{path.name}.draft")
        self._lines: list[str] = []
        self._known = b""
        self._read()

    @property
    def rows(self) -> list[Row]:
        """The rows in the order of the file."""
        return [json.loads(line) for line in self._lines]

    def row(self, identity: str) -> Row | None:
        """The row of that id."""
        return next((row for row in self.rows if str(row["id"]) == identity), None)

    def next_id(self) -> str:
        """``q001``, or one more than the highest such id."""
        found = (_NUMBERED.fullmatch(str(row["id"])) for row in self.rows)
        return f"q{max((int(match[1]) for match in found if match), default=0) + 1:03d}"

    def save(self, row: Mapping[str, Any], replaces: str | None = None) -> None:
        """Append ``row``, or put it where the row with id ``replaces`` stands.

        Raises ``LabelError`` when the file would not be a labelled set any more, ``EvaluationError`` when it cannot be
        written or was changed by another program; nothing is written then.
        """
        line = json.dumps(_ordered(row), ensure_ascii=False)
        if replaces is None:
            self._write([*self._lines, line])
        else:
            self._write([line if _id_of(old) == replaces else old for old in self._lines])

    def remove(self, identity: str) -> None:
        """Take out the row of that id; raises as ``save``, so a row that others follow up stays."""
        self._write([line for line in self._lines if _id_of(line) != identity])

    def draft(self) -> Row | None:
        """The unfinished row that an earlier session left, if it can be read."""
        try:
            value = json.loads(self._draft.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        row = value.get("row") if isinstance(value, dict) else None
        usable = isinstance(row, dict) and isinstance(row.get("question"), str) and isinstance(row.get("id"), str)
        return value if usable else None

    def keep_draft(self, value: Mapping[str, Any] | None) -> None:
        """Keep ``value`` (``{"row", "replaces"}``) for a later session, or forget what was kept."""
        if value is None:
            self._draft.unlink(missing_ok=True)
        else:
            _replace(self._draft, json.dumps(value, ensure_ascii=False).encode())

    def checked(self) -> LabelledSet:
        """The rows as a labelled set. Raises ``LabelError`` naming every faulty line, or that there is none."""
        return self._check(self._known)

    def _read(self) -> None:
        try:
            self._known = self.path.read_bytes() if self.path.exists() else b""
        except OSError as error:
            raise EvaluationError(f"{self.path} cannot be read: {error.strerror}") from error
        if self._known.strip():
            self._check(self._known)
        text = self._known.decode("utf-8-sig")
        self._lines = [line.strip() for line in text.split("\n") if line.strip()]

    def _write(self, lines: list[str]) -> None:
        data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
        if lines:
            self._check(data)
        if (self.path.read_bytes() if self.path.exists() else b"") != self._known:
            self._read()
            raise EvaluationError(
                f"{self.path} was changed by another program", remedy="It was read again; save again."
            )
        _replace(self.path, data)
        self._known, self._lines = data, lines

    def _check(self, data: bytes) -> LabelledSet:
        """What ``load_set`` says of a file with these bytes."""
        with tempfile.TemporaryDirectory(prefix="vouch-label-") as folder:
            (Path(folder) / QUESTIONS_FILE).write_bytes(data)
            try:
                return load_set(Path(folder))
            except LabelError as error:
                raise LabelError.of(str(self.path), error.problems) from error


def _id_of(line: str) -> str:
    return str(json.loads(line)["id"])


def _ordered(row: Mapping[str, Any]) -> Row:
    """The known keys in their order, then the others; empty optional ones are left out."""
    known = {key: row[key] for key in _KEYS if key in row}
    others = {key: value for key, value in row.items() if key not in _KEYS}
    return {
        key: value
        for key, value in {**known, **others}.items()
        if value not in (None, "", []) or key == "answerable" or key in others or (key == "groups" and value == [])
    }


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; durable when this returns."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise EvaluationError(f"{path} cannot be written: {error.strerror}", remedy="Choose another place.") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise EvaluationError(f"{path} cannot be written: {error.strerror}") from error
        raise
