"""Sends that arrive together commit together: the messenger's hot path, beside the services."""

from parta.messenger.sending.batch import Sent as Sent
from parta.messenger.sending.queue import SendQueue as SendQueue
