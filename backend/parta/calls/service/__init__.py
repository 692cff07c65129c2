"""What is done in calls. One function, one use case; nobody here commits."""

from parta.calls.models import EndReason as EndReason
from parta.calls.models import Rights as Rights
from parta.calls.rules.rights import LESSON as LESSON
from parta.calls.service.calling import create_call as create_call
from parta.calls.service.calling import end_call as end_call
from parta.calls.service.calling import end_for_all as end_for_all
from parta.calls.service.calling import open_call as open_call
from parta.calls.service.joining import join as join
from parta.calls.service.joining import leave as leave
