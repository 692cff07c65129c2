import {
  Icon16ArrowshapeLeftRight,
  Icon16CancelCircleOutline,
  Icon16ClockOutline,
  Icon16UserOutline,
} from '@vkontakte/icons';
import { clsx } from 'clsx';
import type { LessonRead, PersonName } from '@/shared/api/schema';
import styles from './LessonMarks.module.css';
import { type LessonMark, marksOf } from './lesson';

interface Props {
  readonly lesson: LessonRead;
  readonly reader?: PersonName | undefined;
  /** True where the lesson was before it was moved away. */
  readonly isMovedAway?: boolean;
}

/** The deviations of a lesson from the weekly timetable, as icon and text. */
export function LessonMarks({ lesson, reader, isMovedAway }: Props) {
  const marks = marksOf(lesson, reader, isMovedAway);
  if (marks.length === 0) return null;
  return (
    <ul className={styles['marks']}>
      {marks.map(({ kind, words }) => (
        <li key={kind} className={clsx(styles['mark'], kind === 'cancelled' && styles['cancelled'])}>
          <Sign kind={kind} />
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}

function Sign({ kind }: Pick<LessonMark, 'kind'>) {
  if (kind === 'cancelled') return <Icon16CancelCircleOutline />;
  if (kind === 'moved') return <Icon16ClockOutline />;
  return kind === 'mine' ? <Icon16UserOutline /> : <Icon16ArrowshapeLeftRight />;
}
