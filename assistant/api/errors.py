"""What can go wrong on the way in, before and around the use cases. ``status`` is the HTTP status of each."""

from __future__ import annotations

import math

from evidence.errors import VouchError


class Unauthenticated(VouchError):
    """Nobody is known to be asking. Wrong, expired and revoked credentials look alike."""

    code = "unauthenticated"
    status = 401
    remedy = "Send a valid token as `Authorization: Bearer …`, or sign in."


class CrossSite(VouchError):
    """A browser sent it from another site, or without the page's own token."""

    code = "cross_site"
    status = 403
    remedy = "Reload the page and try again."


class WrongHost(VouchError):
    """The request is addressed to a name that this server is not known by."""

    code = "wrong_host"
    status = 421
    remedy = "Use the address that the server prints, or add the name to `serve.hosts`."


class BodyTooLarge(VouchError):
    """The request's body is longer than allowed."""

    code = "body_too_large"
    status = 413


class BodyTooSlow(VouchError):
    """The request's body did not arrive in time."""

    code = "body_too_slow"
    status = 408
    remedy = "Send it again, faster."
    retry = True


class BadRequest(VouchError):
    """A header or parameter that cannot be understood."""

    code = "bad_request"
    status = 400


class Busy(VouchError):
    """No room now. ``retry_after`` is an honest estimate of when there may be."""

    code = "busy"
    status = 429
    retry = True

    def __init__(self, message: str, seconds: float, *, remedy: str | None = None) -> None:
        super().__init__(message, remedy=remedy or "Wait as long as Retry-After says, then try again.")
        self.retry_after = max(1, math.ceil(seconds))

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuild with the estimate."""
        return (type(self), (str(self), float(self.retry_after)))


class RateLimited(Busy):
    """This person has asked for too much in a short time."""

    code = "rate_limited"
    status = 429


class TooLong(VouchError):
    """The work took longer than one request may."""

    code = "timeout"
    status = 504
    retry = True
    remedy = "Try again later, or ask for less at once."


class InProgress(VouchError):
    """Another request with the same idempotency key is being worked on."""

    code = "in_progress"
    status = 409
    retry = True
    remedy = "Wait for its answer; the same key will then return it."


class NoRoute(VouchError):
    """There is nothing at that address."""

    code = "not_found"
    status = 404


class NoMethod(VouchError):
    """There is something at that address, but not for that method."""

    code = "method_not_allowed"
    status = 405


class SignInFailed(VouchError):
    """The provider's answer to a sign-in could not be accepted."""

    code = "sign_in_failed"
    status = 401
    remedy = "Start again from the sign-in page."
