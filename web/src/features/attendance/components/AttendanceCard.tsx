import { Button } from '@vkontakte/vkui';
import { type KeyboardEvent, useMemo } from 'react';
import { useAttendanceNotes } from '@/data/journal/attendance-notes';
import type { LessonPage, ProposedAttendance } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullMoment } from '@/shared/i18n/time';
import { Card } from '@/shared/ui/Card';
import { useOverlays } from '@/shared/ui/Overlays';
import { useConfirmAttendance } from '../api';
import {
  createSheet,
  notedSince,
  presentCount,
  type Sheet,
  sameSheet,
  stateByKey,
  withLateMinutes,
  withNotes,
  withState,
} from '../model/sheet';
import styles from './Attendance.module.css';
import { StudentRow } from './StudentRow';

interface Props {
  readonly page: LessonPage;
  readonly proposal: readonly ProposedAttendance[];
  readonly zone: string;
}

/**
 * The attendance of a lesson: proposed from presence in the call, confirmed by the teacher, editable by single
 * keys.
 */
export function AttendanceCard({ page: { lesson, students, may }, proposal, zone }: Props) {
  const begun = useMemo(() => createSheet(students, proposal), [students, proposal]);
  const [notes, setNotes] = useAttendanceNotes(lesson.id);
  const confirmation = useConfirmAttendance(lesson.id);
  const { note: say } = useOverlays();
  const note = (studentId: string, after: Sheet) => {
    const mark = after.get(studentId);
    if (mark) setNotes((before) => new Map(before).set(studentId, mark));
  };
  // What others confirm meanwhile, and who comes to the class, is on the sheet below the own notes.
  const sheet = useMemo(() => withNotes(begun, notes), [begun, notes]);
  const confirmedAt = lesson.attendance_confirmed_at;
  const isLevel = confirmedAt !== null && sameSheet(sheet, begun);
  const confirm = () => {
    // Students who are not named keep what was confirmed before.
    confirmation.mutate(confirmedAt === null ? sheet : notes, {
      onSuccess: () => {
        // What was noted while the request was running still needs to be confirmed.
        setNotes((now) => notedSince(now, notes));
        say({ text: t('attendance.confirmed') });
      },
    });
  };
  const words = confirmedAt
    ? t('attendance.confirmedAt', { at: fullMoment(confirmedAt, zone) })
    : t(hintBefore(may.confirm_attendance, proposal.length > 0));
  return (
    <Card title={t('attendance.title')} hint={words}>
      {students.length === 0 && <p className={styles['legend']}>{t('attendance.nobody')}</p>}
      {may.confirm_attendance && students.length > 0 && (
        <p className={styles['legend']}>
          {t('attendance.legend')} <span className={styles['keys']}>{t('attendance.keys')}</span>
        </p>
      )}
      <ol className={styles['students']}>
        {students.map((student) => (
          <StudentRow
            key={student.id}
            student={student}
            mark={sheet.get(student.id)}
            presence={proposal.find(({ student_id }) => student_id === student.id)}
            isFixed={!may.confirm_attendance}
            onNote={(state) => note(student.id, withState(sheet, student.id, state))}
            onLateBy={(minutes) => note(student.id, withLateMinutes(sheet, student.id, minutes))}
            onKeyDown={(event) => {
              const state = stateByKey(event);
              if (state && may.confirm_attendance) {
                event.preventDefault();
                note(student.id, withState(sheet, student.id, state));
              } else moveAmongRows(event);
            }}
          />
        ))}
      </ol>
      {may.confirm_attendance && students.length > 0 && (
        <div className={styles['foot']}>
          <span>{t('attendance.there', { count: presentCount(sheet), total: students.length })}</span>
          <Button size="l" disabled={isLevel} loading={confirmation.isPending} onClick={confirm}>
            {t(confirmedAt ? 'attendance.saveChanges' : 'attendance.confirm')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function hintBefore(mayConfirm: boolean, isProposed: boolean) {
  if (!mayConfirm) return 'attendance.notYet';
  return isProposed ? 'attendance.proposed' : 'attendance.notConfirmed';
}

/** Up and down move between students; left and right keep their default behaviour. */
function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const row =
    event.key === 'ArrowDown'
      ? event.currentTarget.nextElementSibling
      : event.currentTarget.previousElementSibling;
  row?.querySelector<HTMLElement>('input:checked')?.focus();
}
