"""Use cases of calls: one function each. None commits."""

from parta.calls.models import EndReason as EndReason
from parta.calls.rules.rights import LESSON_RIGHTS as LESSON_RIGHTS
from parta.calls.service.call import create_call as create_call
from parta.calls.service.call import end_call as end_call
from parta.calls.service.call import end_for_all as end_for_all
from parta.calls.service.call import end_locked_call as end_locked_call
from parta.calls.service.call import open_call as open_call
from parta.calls.service.call import set_closing_time as set_closing_time
from parta.calls.service.participant import join as join
from parta.calls.service.participant import leave as leave
