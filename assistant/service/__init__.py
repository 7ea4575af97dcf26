"""What every way in - API, web page, Slack, command line - asks of the program: who asks, and what they may do."""

from assistant.listening import Listener
from assistant.service.identity import OPERATOR, Identity, Refused
from assistant.service.service import EARLIER, Asked, Service, Told

__all__ = ["EARLIER", "OPERATOR", "Asked", "Identity", "Listener", "Refused", "Service", "Told"]
