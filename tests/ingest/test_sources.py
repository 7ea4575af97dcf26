"""Listing folders and files: what is taken, what is refused, what a path on the command line means."""

from __future__ import annotations

import os
import socket
import unicodedata
from pathlib import Path

import pytest

from evidence.errors import SettingsError
from ingest.remember import Memory, Remembered
from ingest.sources import Listing, Target, list_target, normal, printable, targets


def listing(root: Path, *leave_out: str) -> Listing:
    return list_target(Target(root), (), leave_out)


def write(path: Path, text: str = "words") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_files_are_listed_by_posix_path_with_size_and_time(tmp_path: Path) -> None:
    file = write(tmp_path / "a" / "b c.md", "words")
    os.utime(file, ns=(5, 123_456_789))
    found = listing(tmp_path).files
    assert list(found) == ["a/b c.md"]
    assert (found["a/b c.md"].size, found["a/b c.md"].mtime_ns) == (5, 123_456_789)


@pytest.mark.parametrize(
    "name",
    ".hidden.md .git/config ~$report.docx Thumbs.db .DS_Store __MACOSX/a.md desktop.ini access.json".split(),
)
def test_clutter_is_left_out_silently(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    write(tmp_path / "kept.md")
    found = listing(tmp_path)
    assert list(found.files) == ["kept.md"] and not found.refused


def test_only_the_roots_access_file_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "access.json")
    assert list(listing(tmp_path).files) == ["sub/access.json"]


def test_the_home_and_nested_sources_are_left_out(tmp_path: Path) -> None:
    write(tmp_path / "home" / "archive.db")
    write(tmp_path / "kept.md")
    assert list(listing(tmp_path, str(tmp_path / "home")).files) == ["kept.md"]


def test_links(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", write(tmp_path / "outside.md")
    write(root / "real.md")
    write(root / "folder" / "inner.md")
    write(root / ".secret" / "key.md")
    (root / "fine.md").symlink_to(root / "real.md")
    (root / "out.md").symlink_to(outside)
    (root / "broken.md").symlink_to(root / "missing.md")
    (root / "loop.md").symlink_to(root / "loop.md")
    (root / "folder" / "up").symlink_to(root)
    (root / "same").symlink_to(root / "folder")
    (root / "hidden.md").symlink_to(root / ".secret" / "key.md")
    (root / "away").symlink_to(tmp_path)
    found = listing(root)
    assert sorted(found.files) == ["fine.md", "folder/inner.md", "real.md"]
    assert found.files["fine.md"].location == str(root / "real.md")
    reasons = {path: str(error) for path, error in found.refused.items()}
    assert reasons == {
        "out.md": "the link leads out of the folder that is ingested",
        "broken.md": "the link leads to nothing",
        "loop.md": "the link leads back to itself",
        "folder/up": "the link leads back to a folder that it is in",
        "hidden.md": "the link leads to a file that is left out",
        "away": "the link leads out of the folder that is ingested",
    }
    assert all(error.remedy and error.code == "unreadable" for error in found.refused.values())


def test_pipes_and_sockets_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "null").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.open(tmp_path, os.O_RDONLY)  # a socket's address is short: go through the descriptor
        server.bind(f"/proc/self/fd/{here}/s.sock")
        os.close(here)
        refused = listing(tmp_path).refused
    assert str(refused["pipe.md"]) == "it is a named pipe, not a file"
    assert str(refused["s.sock"]) == "it is a socket, not a file"
    assert "leads out" in str(refused["null"])


def test_names_are_normalised_escaped_and_kept_apart(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "é.md")
    write(tmp_path / decomposed)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("latin name")
    write(tmp_path / "two\nlines.md")
    write(tmp_path / "right\u202egnp.md")
    found = listing(tmp_path)
    assert sorted(found.files) == sorted(["é.md", "caf\\xe9.md", "two\nlines.md", "right\u202egnp.md"])
    assert [printable(path) for path in sorted(found.files)[2:]] == ["two\\nlines.md", "é.md"]
    assert printable("right\u202egnp.md") == "right\\u202egnp.md"
    assert all(Path(file.location).read_text() for file in found.files.values())
    write(tmp_path / "é.md", "composed")
    twice = listing(tmp_path)
    assert len(twice.files) == 4 and len(twice.refused) == 1
    assert all("Rename" in error.remedy for error in twice.refused.values())


def test_printable_handles_what_no_text_may_hold() -> None:
    assert printable("a\udce9\x1b[31m\u200f") == "a\\udce9\\x1b[31m\\u200f"


def test_folders_that_cannot_be_listed_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "closed" / "a.md")
    write(tmp_path / "kept.md")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = listing(tmp_path)
    assert list(found.files) == ["kept.md"]
    assert found.unseen == {"closed": "the folder cannot be listed: Permission denied"}
    assert found.refused["closed"].code == "unreadable"


def test_a_missing_root_is_unseen(tmp_path: Path) -> None:
    assert listing(tmp_path / "gone").unseen == {"": "the folder is not there"}


# ------------------------------------------------------------------------ what a path means


def test_a_folder_is_a_source(tmp_path: Path) -> None:
    assert targets([tmp_path], [], Memory(None)) == [Target(tmp_path)]


def test_a_file_belongs_to_the_known_folder_that_contains_it(tmp_path: Path) -> None:
    file = write(tmp_path / "a" / "b.md")
    assert targets([file], [tmp_path], Memory(None)) == [Target(tmp_path, frozenset({"a/b.md"}))]
    assert targets([tmp_path / "a"], [tmp_path], Memory(None)) == [Target(tmp_path, frozenset({"a"}))]


def test_a_file_alone_is_tracked_alone(tmp_path: Path) -> None:
    file = write(tmp_path / "b.md")
    write(tmp_path / "other.md")
    write(tmp_path / ".hidden.md")
    [target] = targets([file], [], Memory(None))
    assert target == Target(tmp_path, frozenset({"b.md"}), files_only=True)
    assert list(list_target(target, (), ()).files) == ["b.md"]
    everything = Target(tmp_path, files_only=True)
    assert list(list_target(everything, ["b.md", ".hidden.md", "gone.md"], ()).files) == [".hidden.md", "b.md"]


def test_a_folder_takes_over_a_source_of_single_files(tmp_path: Path) -> None:
    memory = Memory(None)
    memory.keep(tmp_path, Remembered(files_only=True))
    assert targets([write(tmp_path / "b.md")], [tmp_path], memory)[0].files_only
    assert targets([tmp_path], [tmp_path], memory) == [Target(tmp_path)]


def test_the_whole_folder_wins_over_paths_inside_it(tmp_path: Path) -> None:
    file = write(tmp_path / "a" / "b.md")
    assert targets([tmp_path, file], [], Memory(None)) == [Target(tmp_path)]
    assert targets([file, tmp_path, file], [tmp_path], Memory(None)) == [Target(tmp_path)]


def test_known_folders_below_a_given_one_are_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    assert targets([tmp_path], [tmp_path / "inner"], Memory(None)) == [Target(tmp_path), Target(tmp_path / "inner")]


def test_the_order_of_paths_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    given = [tmp_path / "inner", tmp_path]
    assert targets(given, [], Memory(None)) == targets(given[::-1], [], Memory(None)) == [Target(tmp_path)]


def test_a_path_through_a_link_is_the_folder_itself(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert targets([tmp_path / "link"], [], Memory(None)) == [Target(tmp_path / "real")]


def test_a_path_that_never_was_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file or folder"):
        targets([tmp_path / "no\nthing"], [], Memory(None))
    with pytest.raises(SettingsError, match=r"no\\nthing"):
        targets([tmp_path / "no\nthing"], [], Memory(None))
    assert targets([tmp_path / "gone.md"], [tmp_path], Memory(None)) == [Target(tmp_path, frozenset({"gone.md"}))]


def test_names_on_disk_are_found_by_their_identity(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "dé/é.md")
    write(tmp_path / decomposed)
    found = list_target(Target(tmp_path, frozenset({normal(decomposed)})), (), ())
    assert list(found.files) == ["dé/é.md"]
    assert Path(found.files["dé/é.md"].location).exists()
