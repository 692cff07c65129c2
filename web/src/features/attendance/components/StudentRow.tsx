import { type KeyboardEvent, useId, useState } from 'react';
import type { AttendanceRead, AttendanceState, LessonStudent, ProposedAttendance } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullName } from '@/shared/person/person';
import { attendanceInWords } from '@/shared/school/lesson';
import { Wall } from '@/shared/ui/Wall';
import { MAX_LATE_MINUTES, STATES } from '../model/sheet';
import styles from './Attendance.module.css';

interface Props {
  readonly student: LessonStudent;
  readonly mark: AttendanceRead | undefined;
  /** What the call knows of them. */
  readonly presence: ProposedAttendance | undefined;
  readonly isFixed: boolean;
  readonly onNote: (state: AttendanceState) => void;
  readonly onLateBy: (minutes: number) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLLIElement>) => void;
}

/** One student and their attendance. */
export function StudentRow({ onKeyDown, ...props }: Props) {
  return (
    <li className={styles['student']} {...(props.isFixed ? {} : { onKeyDown })}>
      <Wall place="student" size="row" of={props.student}>
        <Student {...props} />
      </Wall>
    </li>
  );
}

function Student({ student, mark, presence, isFixed, onNote, onLateBy }: Omit<Props, 'onKeyDown'>) {
  const group = useId();
  const name = fullName(student.name);
  if (isFixed) {
    return (
      <>
        <span className={styles['name']}>{name}</span>
        {student.attendance && (
          <span className={styles['mark']} data-state={student.attendance.state}>
            {attendanceInWords(student.attendance)}
          </span>
        )}
      </>
    );
  }
  return (
    <>
      <span className={styles['name']}>
        <span id={`${group}-name`}>{name}</span>
        {presence && <span className={styles['presence']}>{presenceInWords(presence)}</span>}
      </span>
      {mark?.state === 'late' && (
        <Minutes
          label={t('attendance.minutesOf', { name })}
          minutes={mark.late_minutes}
          onChange={onLateBy}
        />
      )}
      <div role="radiogroup" aria-labelledby={`${group}-name`} className={styles['choices']}>
        {STATES.map((state) => (
          <label
            key={state}
            className={styles['choice']}
            data-state={state}
            title={t(`attendance.state.${state}`)}
          >
            <input
              type="radio"
              name={group}
              checked={mark?.state === state}
              aria-label={t(`attendance.state.${state}`)}
              onChange={() => onNote(state)}
            />
            <span aria-hidden>{t(`attendance.letter.${state}`)}</span>
          </label>
        ))}
      </div>
    </>
  );
}

/** Return the evidence of the call: «В звонке: 16 из 17 мин». */
function presenceInWords({ present_minutes, lesson_minutes }: ProposedAttendance): string {
  return t('attendance.presence', { present: present_minutes, total: lesson_minutes });
}

interface MinutesProps {
  readonly label: string;
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}

/** Minutes late; the field may be empty while typing. */
function Minutes({ label, minutes, onChange }: MinutesProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <label className={styles['minutes']}>
      <input
        type="number"
        inputMode="numeric"
        min={1}
        max={MAX_LATE_MINUTES}
        value={typed ?? minutes}
        aria-label={label}
        onChange={({ target }) => {
          setTyped(target.value);
          if (target.value !== '') onChange(target.valueAsNumber);
        }}
        onBlur={() => setTyped(undefined)}
        onKeyDown={(event) => event.stopPropagation()}
      />
      {t('attendance.minutes')}
    </label>
  );
}
