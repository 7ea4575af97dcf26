"""What people would use instead of Vouch, measured on the same labelled set in the same run.

Every system runs in a process of its own (``worker``), so that its memory and its start are its own. The
LlamaIndex peers may run on an environment of their own, for they need other versions of shared packages than Vouch
does (``requirements/peers.in``); nothing here is imported by the rest of the program until it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evals.peers.compare import compare_peers
    from evals.peers.result import PeerResult

__all__ = ["PeerResult", "compare_peers"]


def __getattr__(name: str) -> Any:
    # Lazy, for the worker imports this package where most of Vouch's own packages are not installed.
    if name == "compare_peers":
        from evals.peers.compare import compare_peers

        return compare_peers
    if name == "PeerResult":
        from evals.peers.result import PeerResult

        return PeerResult
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
