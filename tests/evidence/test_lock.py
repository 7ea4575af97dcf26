import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from evidence.errors import ArchiveError, ArchiveLocked
from evidence.lock import OwnerLock
from tests.support.archives import open_archive

_HOLDER = """
import sys, time
from pathlib import Path
from evidence.lock import OwnerLock
lock = OwnerLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""

_FORKER = """
import os, sys, time
from pathlib import Path
from evidence.lock import OwnerLock
lock = OwnerLock(Path(sys.argv[1]))
child = os.fork()
if child == 0:
    print(os.getpid(), flush=True)  # by itself, once it has left the lock alone
    time.sleep(60)
    os._exit(0)
time.sleep(60)
"""


def _start(program: str, path: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_a_second_process_is_told_the_owners_pid(tmp_path: Path) -> None:
    holder, _ = _start(_HOLDER, tmp_path / "owner.lock")
    try:
        with pytest.raises(ArchiveLocked, match=rf"in use by process {holder.pid} \(-c .*since 20") as caught:
            open_archive(tmp_path)
        assert caught.value.retry
    finally:
        _end(holder)
    assert (tmp_path / "owner.lock").read_text()  # stale words, which block nobody
    open_archive(tmp_path).close()


def test_a_second_opening_in_one_process_is_refused_until_the_first_is_closed(tmp_path: Path) -> None:
    with open_archive(tmp_path), pytest.raises(ArchiveLocked, match=f"process {os.getpid()} "):
        open_archive(tmp_path)
    open_archive(tmp_path).close()


def test_a_forked_worker_does_not_keep_the_lock_of_a_killed_owner(tmp_path: Path) -> None:
    owner, child = _start(_FORKER, tmp_path / "owner.lock")
    try:
        with pytest.raises(ArchiveLocked):
            OwnerLock(tmp_path / "owner.lock")
        _end(owner)
        os.kill(int(child), 0)  # it lives on
        OwnerLock(tmp_path / "owner.lock").release()
    finally:
        os.kill(int(child), signal.SIGKILL)


def test_an_opening_that_fails_lets_go_of_the_lock(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"not a database, surely" * 100)
    with pytest.raises(ArchiveError, match="damaged"):
        open_archive(tmp_path)
    OwnerLock(tmp_path / "owner.lock").release()


def test_unreadable_words_in_the_file_are_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "owner.lock"
    path.write_text("{")
    lock = OwnerLock(path)
    path.write_text("[]")
    with pytest.raises(ArchiveLocked, match="in use by another process"):
        OwnerLock(path)
    lock.release()
    lock.release()


def test_a_home_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot make the folder") as caught:
        open_archive(tmp_path / "file" / "home")
    assert caught.value.remedy
    with pytest.raises(ArchiveError, match=r"cannot write .*owner\.lock"):
        OwnerLock(tmp_path / "nowhere" / "owner.lock")
