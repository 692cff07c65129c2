import { Icon16VideocamOutline, Icon20Add } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { useState } from 'react';
import { type Entry, entriesOf, keyOf, numberOf } from '@/data/journal/week';
import type { LessonRead, OfficeChoices, Week } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { dayAndMonth, dayInWords, weekdayName, weekdayOf } from '@/shared/school/days';
import { LessonMarks } from '@/shared/school/LessonMarks';
import { classroomText, hoursOf, teachersOf } from '@/shared/school/lesson';
import { Modals } from '@/shared/ui/Modals';
import { useOverlays } from '@/shared/ui/Overlays';
import { Wall } from '@/shared/ui/Wall';
import { courseInWords } from '../model/grid';
import { ExtraModal } from './ExtraModal';
import { LessonModal } from './LessonModal';
import styles from './Office.module.css';

interface Props {
  readonly classId: string;
  readonly week: Week;
  readonly on: string;
  readonly choices: OfficeChoices;
  /** The lessons that are held as distance lessons. */
  readonly remoteIds: ReadonlySet<string>;
}

type Open = { readonly name: 'lesson'; readonly lesson: LessonRead } | { readonly name: 'extra' };

/** The lessons of one week of a class; a press opens the office's actions. */
export function LessonsOfWeek({ classId, week, on, choices, remoteIds }: Props) {
  const { note } = useOverlays();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const done = (text: string) => {
    close();
    note({ text });
  };
  const days = week.days.filter((day) => weekdayOf(day.on) < 6 || entriesOf(day).length > 0);
  return (
    <>
      <div className={styles['bar']}>
        <p className={styles['hint']}>{t('office.lessonsHint')}</p>
        <Button size="l" mode="secondary" before={<Icon20Add />} onClick={() => setOpen({ name: 'extra' })}>
          {t('office.extra')}
        </Button>
      </div>
      <div className={styles['days']}>
        {days.map((day) => (
          <section key={day.on} aria-label={dayInWords(day.on)}>
            <h2 className={styles['day']} aria-current={day.is_today ? 'date' : undefined}>
              {weekdayName(day.on)} <span className={styles['about']}>{dayAndMonth(day.on)}</span>
            </h2>
            {entriesOf(day).length === 0 && (
              <p className={styles['hint']}>{day.holiday ?? t('timetable.noLessons')}</p>
            )}
            {entriesOf(day).map((entry) => (
              <Wall key={keyOf(entry)} place="lesson" size="row" of={entry.lesson}>
                <Lesson
                  entry={entry}
                  zone={week.time_zone}
                  isRemote={remoteIds.has(entry.lesson.id)}
                  onOpen={() => setOpen({ name: 'lesson', lesson: entry.lesson })}
                />
              </Wall>
            ))}
          </section>
        ))}
      </div>
      <Modals active={open?.name} onClose={close}>
        {open === undefined ? (
          []
        ) : open.name === 'lesson' ? (
          <LessonModal
            id="lesson"
            lesson={open.lesson}
            choices={choices}
            zone={week.time_zone}
            onDone={done}
          />
        ) : (
          <ExtraModal id="extra" classId={classId} on={on} choices={choices} onDone={done} />
        )}
      </Modals>
    </>
  );
}

interface LessonProps {
  readonly entry: Entry;
  readonly zone: string;
  readonly isRemote: boolean;
  readonly onOpen: () => void;
}

function Lesson({ entry, zone, isRemote, onOpen }: LessonProps) {
  const { lesson, isMovedAway } = entry;
  const number = numberOf(entry);
  return (
    <button
      type="button"
      className={styles['slot']}
      data-struck={lesson.state === 'cancelled' || isMovedAway || undefined}
      onClick={onOpen}
    >
      <span className={styles['about']}>
        {number > 0 && `${number}. `}
        {!isMovedAway && hoursOf(lesson, zone)}
      </span>
      <span className={styles['subject']}>{courseInWords(lesson)}</span>
      <span className={styles['about']}>
        {[teachersOf(lesson), classroomText(lesson.classroom)].filter(Boolean).join(' · ')}
      </span>
      {isRemote && !isMovedAway && (
        <span className={styles['remote']}>
          <Icon16VideocamOutline />
          {t('office.remote')}
        </span>
      )}
      <LessonMarks lesson={lesson} isMovedAway={isMovedAway} />
    </button>
  );
}
