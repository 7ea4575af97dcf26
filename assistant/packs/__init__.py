"""Evidence packs: an answer, a conversation, a clause or a report as one ZIP that a third party can check offline."""

from assistant.packs.checking import NoPack, PackVerification, public_of, read_pack, verify_file, verify_pack
from assistant.packs.matter import AnswerOf, ClauseOf, ConversationOf, ReportOf, Wanted, said
from assistant.packs.packing import LIMIT, Pack, Packer
from assistant.packs.replaying import Change, Replayed, replay

__all__ = [
    "LIMIT",
    "AnswerOf",
    "Change",
    "ClauseOf",
    "ConversationOf",
    "NoPack",
    "Pack",
    "PackVerification",
    "Packer",
    "Replayed",
    "ReportOf",
    "Wanted",
    "public_of",
    "read_pack",
    "replay",
    "said",
    "verify_file",
    "verify_pack",
]
