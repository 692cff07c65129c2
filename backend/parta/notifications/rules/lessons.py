"""What there is to say about a lesson: how it differs from the timetable."""

from collections.abc import Sequence
from typing import Any

from parta.notifications.models import NotificationKind, NotificationTarget
from parta.notifications.rules import NotificationSpec
from parta.timetable.schemas import LessonRead, LessonState


def build_specs(lesson: LessonRead, time_zone: str) -> Sequence[NotificationSpec]:
    """Return the notifications about a lesson; of a cancelled one only that it is cancelled."""
    is_cancelled = lesson.state is LessonState.CANCELLED
    state = _build(
        lesson,
        time_zone,
        NotificationKind.LESSON_CANCELLED if is_cancelled else NotificationKind.LESSON_RESTORED,
        subject="lesson_state",
        version=lesson.state.value,
        is_usual=not is_cancelled,
        params={"reason": lesson.reason},
    )
    if is_cancelled:
        return [state]
    return [state, _build_time(lesson, time_zone), _build_teacher(lesson, time_zone)]


def _build_time(lesson: LessonRead, time_zone: str) -> NotificationSpec:
    is_moved = lesson.moved_from is not None
    return _build(
        lesson,
        time_zone,
        NotificationKind.LESSON_MOVED if is_moved else NotificationKind.LESSON_MOVED_BACK,
        subject="lesson_time",
        version=f"{lesson.starts_at.isoformat()} {lesson.classroom or ''}",
        is_usual=not is_moved,
        params={
            "classroom": lesson.classroom,
            "from_on": lesson.moved_from.on.isoformat() if lesson.moved_from else None,
            "from_number": lesson.moved_from.number if lesson.moved_from else None,
            "number": lesson.number,
        },
    )


def _build_teacher(lesson: LessonRead, time_zone: str) -> NotificationSpec:
    substitute = lesson.substitute
    return _build(
        lesson,
        time_zone,
        NotificationKind.LESSON_SUBSTITUTED if substitute else NotificationKind.LESSON_TEACHER_RETURNED,
        subject="lesson_teacher",
        version=substitute.model_dump_json() if substitute else "",
        is_usual=substitute is None,
        params={"teacher": substitute.model_dump(mode="json") if substitute else None},
    )


def _build(  # noqa: PLR0913 - what is told, and of which lesson
    lesson: LessonRead,
    time_zone: str,
    kind: NotificationKind,
    *,
    subject: str,
    version: str,
    is_usual: bool,
    params: dict[str, Any],
) -> NotificationSpec:
    title = ", ".join(part for part in (lesson.subject, lesson.class_title, lesson.subgroup) if part)
    common = {
        "title": title,
        "on": lesson.on.isoformat(),
        "starts_at": lesson.starts_at.isoformat(),
        "time_zone": time_zone,
    }
    return NotificationSpec(
        kind,
        subject=f"{subject}:{lesson.id}",
        version=version,
        target=NotificationTarget.LESSON,
        target_id=lesson.id,
        params=common | params,
        is_usual=is_usual,
    )
