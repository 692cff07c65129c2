"""Group commit of messages: the messenger's hot path, beside the services."""

from parta.messenger.send_queue.batch import StoredMessage as StoredMessage
from parta.messenger.send_queue.queue import SendQueue as SendQueue
from parta.messenger.send_queue.rate_limiter import ChangeRateLimiter as ChangeRateLimiter
