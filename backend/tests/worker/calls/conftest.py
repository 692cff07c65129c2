"""The school and its calls, of the calls' tests."""

from tests.integration.calls.conftest import anna, call, calls, class_chat, igor, lena, misha, school, staff_chat

__all__ = ["anna", "call", "calls", "class_chat", "igor", "lena", "misha", "school", "staff_chat"]
