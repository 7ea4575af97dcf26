"""The one exception tree.

::

    VouchError                 code, remedy, retry: what happened, what to do, whether to try again
    ├── SettingsError          a setting is unknown or unusable
    ├── ArchiveError           the archive cannot serve
    │   ├── ArchiveLocked      another process owns the home (names its pid)
    │   ├── ArchiveMismatch    written by a newer version, or under another embedder
    │   └── UnknownDocument    no live document of that id in this view
    ├── IngestError            one file cannot be ingested; never costs another
    │   ├── Unsupported        no parser for the format
    │   ├── Unreadable         permissions, vanished, a broken or cyclic link
    │   ├── Corrupt            the bytes are not what the format requires
    │   ├── Encrypted          a password or certificate is needed
    │   ├── Empty              nothing to read in it
    │   ├── TooLarge           beyond a limit of size, rows, pages or memory
    │   ├── TooSlow            beyond the time limit
    │   └── Crashed            the parser process died
    ├── QuestionError          a question that cannot be processed as given
    └── ServiceError           a service that the settings name did not do its part (retry says whether to try again)

Foreign exceptions are translated once, in the file that owns the dependency, with ``from exc``.
"""

from __future__ import annotations


class VouchError(Exception):
    """Base of all errors a user may see. ``str(error)`` is one plain sentence."""

    code = "error"
    remedy = ""
    retry = False

    def __init__(self, message: str, *, remedy: str | None = None, retry: bool | None = None) -> None:
        super().__init__(message)
        if remedy is not None:
            self.remedy = remedy
        if retry is not None:
            self.retry = retry

    def __reduce__(self) -> tuple[object, ...]:
        """Keep remedy and retry when the error crosses a process boundary."""
        return (_restore, (type(self), str(self), self.remedy, self.retry))


def _restore(kind: type[VouchError], message: str, remedy: str, retry: bool) -> VouchError:
    return kind(message, remedy=remedy, retry=retry)


class SettingsError(VouchError):
    """A setting is unknown or unusable."""

    code = "settings"
    remedy = "Correct the setting named; `vouch doctor` prints those in force."


class ArchiveError(VouchError):
    """The archive cannot serve the request."""

    code = "archive"


class ArchiveLocked(ArchiveError):
    """Another process owns the home."""

    code = "locked"
    remedy = "Wait for that process or stop it; one process at a time owns a home."
    retry = True


class ArchiveMismatch(ArchiveError):
    """The archive was written by a newer version or under another embedder."""

    code = "mismatch"
    remedy = "Run `vouch reindex`, or use the version that wrote the archive."


class UnknownDocument(ArchiveError):
    """No live document of that id is in this view."""

    code = "unknown_document"
    remedy = "`vouch status` lists what is ingested."


class IngestError(VouchError):
    """One file cannot be ingested."""

    code = "ingest"


class Unsupported(IngestError):
    """No parser handles the format."""

    code = "unsupported"
    remedy = "Convert it to a supported format (docs/operations.md lists them) or leave it out."


class Unreadable(IngestError):
    """The file cannot be opened."""

    code = "unreadable"
    remedy = "Check its permissions and links, then ingest again."


class Corrupt(IngestError):
    """The bytes are not what the format requires."""

    code = "corrupt"
    remedy = "Open it in its own program, save it again and replace the file."


class Encrypted(IngestError):
    """A password or certificate is needed."""

    code = "encrypted"
    remedy = "Save a copy without the password and ingest that."


class Empty(IngestError):
    """There is nothing to read."""

    code = "empty"
    remedy = "Replace it with the filled document, or leave it out."


class TooLarge(IngestError):
    """Beyond a limit of size, rows, pages or memory."""

    code = "too_large"
    remedy = "Split the file, or raise the limit in the settings (`ingest`)."


class TooSlow(IngestError):
    """Beyond the time limit for one file."""

    code = "too_slow"
    remedy = "Split the file, or raise `ingest.seconds_per_file`."


class Crashed(IngestError):
    """The parser process died."""

    code = "crashed"
    remedy = "Save the file again in its own program; if it still fails, report it with the file's type."


class QuestionError(VouchError):
    """A question that cannot be processed as given."""

    code = "question"


class ServiceError(VouchError):
    """A service that the settings name (Ollama, Chroma) did not do its part."""

    code = "service"
    retry = True
