"""What the record refuses, beside the errors of the archive."""

from __future__ import annotations

from evidence.errors import ArchiveError, VouchError


class Missing(ArchiveError):
    """There is nothing of that name, or it is somebody else's: the two are told alike."""

    code = "missing"


class Conflict(VouchError):
    """The same key was used for another request."""

    code = "conflict"
    remedy = "Use a new key for every request; repeat a key only with the same body."
