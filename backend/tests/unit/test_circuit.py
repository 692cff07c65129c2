"""A circuit: who fails several times in a row is left alone, and tried again by one."""

from contextlib import ExitStack

import pytest

from parta.core import circuit
from parta.core.circuit import Circuit
from parta.core.errors import Unavailable


class Clock:
    """The time as the circuit sees it."""

    def __init__(self) -> None:
        """Begin at no particular time."""
        self.at = 100.0

    def __call__(self) -> float:
        """Return the time."""
        return self.at


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock of all circuits."""
    clock = Clock()
    monkeypatch.setattr(circuit, "monotonic", clock)
    return clock


def fail(tested: Circuit, times: int = 1) -> Unavailable:
    """Let the part fail so often; return the last error."""
    for _ in range(times - 1):
        with pytest.raises(Unavailable), tested.attempt():
            raise Unavailable
    with pytest.raises(Unavailable) as error, tested.attempt():
        raise Unavailable("silent")
    return error.value


def test_after_three_failures_nobody_waits_any_more(time: Clock) -> None:
    tested = Circuit("part", Unavailable)
    fail(tested, 3)
    assert tested.is_open
    tried = False
    with pytest.raises(Unavailable) as error, tested.attempt():
        tried = True
    assert not tried
    assert 1 <= error.value.extra["retry_after"] <= 2
    assert time.at == 100


def test_a_success_between_failures_closes_it() -> None:
    tested = Circuit("part", Unavailable)
    fail(tested, 2)
    with tested.attempt():
        pass
    fail(tested, 2)
    assert not tested.is_open


def test_one_tries_again_after_the_pause_and_a_success_closes_it(time: Clock) -> None:
    tested = Circuit("part", Unavailable)
    fail(tested, 3)
    time.at += 2
    with tested.attempt():
        with pytest.raises(Unavailable), tested.attempt():
            pass
        assert tested.is_open
    assert not tested.is_open


def test_a_retry_that_fails_after_an_older_attempt_succeeded_is_the_first_failure(time: Clock) -> None:
    tested = Circuit("part", Unavailable)
    older, retry = ExitStack(), ExitStack()
    older.enter_context(tested.attempt())
    fail(tested, 3)
    time.at += 2
    retry.enter_context(tested.attempt())
    older.close()
    assert not retry.__exit__(Unavailable, Unavailable(), None)
    assert not tested.is_open
    fail(tested, 2)
    assert tested.is_open


def test_the_pause_grows_to_half_a_minute(time: Clock) -> None:
    tested = Circuit("part", Unavailable)
    fail(tested, 3)
    for pause in (2, 4, 8, 16, 30, 30):
        time.at += pause - 0.1
        assert "it does not respond" in str(fail(tested))
        time.at += 0.1
        assert str(fail(tested)) == "silent"


def test_other_errors_say_nothing_about_the_part(time: Clock) -> None:
    tested = Circuit("part", Unavailable)
    fail(tested, 3)
    time.at += 2
    with pytest.raises(ValueError, match="mine"), tested.attempt():
        raise ValueError("mine")
    assert tested.is_open
    with tested.attempt():
        pass
    assert not tested.is_open
