"""Who reads an answer in a conversation, and so what it may hold."""

from __future__ import annotations

from dataclasses import dataclass

from integrations.slack.options import Options
from integrations.slack.people import Directory, Person
from integrations.slack.ports import SlackError

_SHARED = ("is_ext_shared", "is_pending_ext_shared")


@dataclass(frozen=True, slots=True)
class Audience:
    """``groups`` whose evidence everybody there may see; ``None``: nothing may be shown there.

    ``more`` says that the asker has groups besides. It follows from who is there, never from what is in the archive.
    """

    groups: tuple[str, ...] | None
    more: bool
    private: bool = False


def audience(
    directory: Directory, options: Options, asker: Person, channel: str, everyone: tuple[str, ...]
) -> Audience:
    """The audience of a conversation that ``asker`` writes in. ``everyone`` are the groups that each member has.

    A conversation shared with another organisation, or with a guest or a stranger in it, may be shown nothing. A label
    of the settings counts as far as each person there has it. Who cannot be found out about may see nothing.
    """
    own = tuple(dict.fromkeys((*everyone, *asker.groups)))
    try:
        described = directory.channel(asker.team, channel)
        if described.get("is_im"):
            return Audience(own, False, private=True)
        if any(described.get(name) for name in _SHARED):
            return Audience(None, True)
        there = directory.people(asker.team, directory.members(asker.team, channel))
    except SlackError:
        return Audience(None, True)
    people = [person for person in there if person.problem not in ("bot", "gone")]
    if any(person.problem for person in people):
        return Audience(None, True)
    allowed = options.channels.get(channel, everyone)
    shared = tuple(label for label in allowed if label in everyone or all(label in each.groups for each in people))
    groups = tuple(label for label in shared if label in own)
    return Audience(groups, bool(set(own) - set(groups)))
