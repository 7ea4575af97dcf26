"""Mail: one message with an attachment, a mailbox, and an Outlook message."""

from __future__ import annotations

import mailbox
import tempfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from tests.support.messages import OutlookItem, Person, msg_bytes


def files() -> dict[str, bytes]:
    """File name -> bytes."""
    return {
        "mail/2026-04-02-ethics-policy-announcement.eml": bytes(_announcement()),
        "mail/committee-2026.mbox": _mailbox(),
        "mail/drift-alert.msg": _alert(),
    }


def _message(sender: str, to: str, subject: str, when: datetime, body: str, identity: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"], message["Message-ID"] = format_datetime(when), f"<{identity}@brightwater.example>"
    message.set_content(body)
    return message


def _announcement() -> EmailMessage:
    message = _message(
        "Helena Okafor <helena.okafor@brightwater.example>",
        "All staff <all@brightwater.example>",
        "AI ethics policy 2.1: please read and confirm",
        datetime(2026, 4, 2, 8, 30, tzinfo=UTC),
        "Dear colleagues,\n\nour AI ethics policy 2.1 has been in force since 1 January 2026. Please read it and confirm in the\n"
        "learning portal by 30 April 2026. The summary is attached.\n\nHelena Okafor\nChief Executive\n",
        "announce-1",
    )
    summary = "Three things to remember: a person reviews every refusal; we say when AI was involved; we test for unfair outcomes.\n"
    message.add_attachment(summary, filename="summary.txt")
    message.set_boundary("brightwater-boundary-1")
    return message


def _mailbox() -> bytes:
    committee = "AI governance committee <aigc@brightwater.example>"
    messages = [
        _message(
            "Mei Tanaka <mei.tanaka@brightwater.example>",
            committee,
            "ScoreWell drift in April",
            datetime(2026, 4, 29, 14, 2, tzinfo=UTC),
            "The stability index is 0.27. I propose to retrain. Details at the meeting on 6 May.\n",
            "drift-1",
        ),
        _message(
            "Tomas Lindqvist <tomas.lindqvist@brightwater.example>",
            committee,
            "Re: ScoreWell drift in April",
            datetime(2026, 4, 29, 16, 40, tzinfo=UTC),
            "Agreed. I have kept manual review of all refusals switched on since this morning.\n",
            "drift-2",
        ),
        _message(
            "Priya Raman <priya.raman@brightwater.example>",
            committee,
            "Paperlane contract",
            datetime(2026, 5, 12, 9, 5, tzinfo=UTC),
            "The Paperlane agreement ends on 31 August 2026. The renewal needs the new AI annex.\n",
            "paperlane-1",
        ),
    ]
    messages[1]["In-Reply-To"] = "<drift-1@brightwater.example>"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box"
        box = mailbox.mbox(path)
        for message in messages:
            entry = mailbox.mboxMessage(message)
            entry.set_from("MAILER", datetime(2026, 5, 13, tzinfo=UTC).timetuple())
            box.add(entry)
        box.close()
        return path.read_bytes()


def _alert() -> bytes:
    item = OutlookItem(
        subject="Automatic alert: ScoreWell stability index",
        sender=Person("Monitoring", "monitoring@brightwater.example"),
        to=(Person("Mei Tanaka", "mei.tanaka@brightwater.example"),),
        sent=datetime(2026, 4, 28, 5, 0, tzinfo=UTC),
        body="The population stability index of ScoreWell was 0.27 on 27 April 2026. The alert limit is 0.20.\n",
    )
    return msg_bytes(item)
