"""Who is told what, by what they read and what waits for them."""

import pytest

from parta.core.ids import new_id
from parta.notifications.models import NotificationKind, NotificationTarget
from parta.notifications.rules import Child, NotificationSpec, Recipient, Step, decide_step

NEWS = NotificationSpec(NotificationKind.LESSON_MOVED, "lesson_time", "later", NotificationTarget.LESSON)
USUAL = NotificationSpec(
    NotificationKind.LESSON_MOVED_BACK, "lesson_time", "usual", NotificationTarget.LESSON, is_usual=True
)


@pytest.mark.parametrize(
    ("spec", "read", "unread", "step"),
    [
        pytest.param(NEWS, None, None, Step.SEND, id="who knows nothing is told"),
        pytest.param(NEWS, None, "later", Step.NOTHING, id="who was told is not told again"),
        pytest.param(NEWS, None, "sooner", Step.SEND, id="what waits is replaced"),
        pytest.param(NEWS, "later", None, Step.NOTHING, id="who has read it is not told again"),
        pytest.param(NEWS, "sooner", None, Step.SEND, id="who has read another is told"),
        pytest.param(NEWS, "later", "sooner", Step.WITHDRAW, id="what was read is true again"),
        pytest.param(USUAL, None, None, Step.NOTHING, id="the usual is no news"),
        pytest.param(USUAL, None, "later", Step.WITHDRAW, id="what waits is no longer true"),
        pytest.param(USUAL, "later", None, Step.SEND, id="who has read otherwise is told of the usual"),
        pytest.param(USUAL, "later", "sooner", Step.SEND, id="so is who has read otherwise and not yet the last"),
        pytest.param(USUAL, "usual", None, Step.NOTHING, id="but once"),
    ],
)
def test_what_a_notice_does(spec: NotificationSpec, read: str | None, unread: str | None, step: Step) -> None:
    assert decide_step(spec, read=read, unread=unread) is step


def test_a_guardian_is_told_about_each_child() -> None:
    guardian, children = new_id(), [Child(new_id(), name) for name in ("Миша", "Коля")]
    subjects = {NEWS.subject_for(Recipient(account_id=guardian, child=child)) for child in children}
    assert len(subjects) == 2
    assert NEWS.subject_for(Recipient(account_id=guardian)) == "lesson_time"
