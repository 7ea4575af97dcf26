"""Who is asking: tokens, browser sessions, a sign-in provider, or a proxy's headers."""

from assistant.api.context import csrf_token, identity

__all__ = ["csrf_token", "identity"]
