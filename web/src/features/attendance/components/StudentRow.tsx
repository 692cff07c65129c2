import { type KeyboardEvent, useId, useState } from 'react';
import type { AttendanceRead, LessonStudent, AttendanceState } from '@/shared/api/schema';
import { fullName } from '@/shared/i18n/names';
import { t } from '@/shared/i18n/text';
import { attendanceInWords } from '@/shared/school/lesson';
import { LONGEST_LATE, PRESENCES } from '../model/sheet';
import styles from './Attendance.module.css';

interface Props {
  readonly student: LessonStudent;
  readonly mark: AttendanceRead | undefined;
  readonly isFixed: boolean;
  readonly onNote: (state: AttendanceState) => void;
  readonly onLateBy: (minutes: number) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLLIElement>) => void;
}

/** One student and what is noted of them. */
export function StudentRow({ student, mark, isFixed, onNote, onLateBy, onKeyDown }: Props) {
  const group = useId();
  const name = fullName(student.name);
  if (isFixed) {
    return (
      <li className={styles['student']}>
        <span className={styles['name']}>{name}</span>
        {student.attendance && <span>{attendanceInWords(student.attendance)}</span>}
      </li>
    );
  }
  return (
    <li className={styles['student']} onKeyDown={onKeyDown}>
      <span className={styles['name']} id={`${group}-name`}>
        {name}
      </span>
      {mark?.state === 'late' && (
        <Minutes
          label={t('attendance.minutesOf', { name })}
          minutes={mark.late_minutes}
          onChange={onLateBy}
        />
      )}
      <div role="radiogroup" aria-labelledby={`${group}-name`} className={styles['choices']}>
        {PRESENCES.map((state) => (
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
    </li>
  );
}

interface MinutesProps {
  readonly label: string;
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}

/** By how many minutes; while one types, the field may be empty. */
function Minutes({ label, minutes, onChange }: MinutesProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <label className={styles['minutes']}>
      <input
        type="number"
        inputMode="numeric"
        min={1}
        max={LONGEST_LATE}
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
