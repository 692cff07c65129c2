import { type TouchEvent, useRef } from 'react';
import { type AnyDay, type AnyWeek, entriesOf, keyOf } from '@/data/journal/week';
import { t } from '@/shared/i18n/text';
import { isOtherZone } from '@/shared/i18n/time';
import { dayAndMonth, dayInWords, daysLater, weekdayName } from '@/shared/school/days';
import { useIsWide } from '@/shared/ui/layout';
import { Wall } from '@/shared/ui/Wall';
import { dayOf, shownDays, swipeOf } from '../model/week';
import { type CardOptions, LessonCard } from './LessonCard';
import styles from './WeekView.module.css';

interface Props extends Omit<CardOptions, 'zone'> {
  readonly week: AnyWeek;
  /** The day shown on a phone. */
  readonly on: string;
  readonly onDay: (on: string) => void;
}

/** A week: days side by side on a desktop, one day at a time on a phone. */
export function WeekView({ week, on, onDay, ...looks }: Props) {
  const isWide = useIsWide();
  const day = dayOf(week, on);
  const isElsewhere = isOtherZone(`${week.from_on}T12:00:00Z`, week.time_zone);
  return (
    <>
      {isElsewhere && <p className={styles['zone']}>{t('timetable.schoolTime')}</p>}
      <Days week={week} day={day} isWide={isWide} onDay={onDay} {...looks} />
    </>
  );
}

interface DaysProps extends Omit<Props, 'on'> {
  readonly day: AnyDay | undefined;
  readonly isWide: boolean;
}

function Days({ week, day, isWide, onDay, ...looks }: DaysProps) {
  if (!isWide) {
    return (
      day && (
        <PhoneDay
          day={day}
          onSwipe={(days) => onDay(daysLater(day.on, days))}
          {...looks}
          zone={week.time_zone}
        />
      )
    );
  }
  return (
    <div className={styles['days']}>
      {shownDays(week).map((each) => (
        <section
          key={each.on}
          className={styles['day']}
          aria-label={dayInWords(each.on)}
          data-today={each.is_today || undefined}
        >
          <h2 className={styles['heading']} aria-current={each.is_today ? 'date' : undefined}>
            <span className={styles['weekday']}>{weekdayName(each.on)}</span>
            <span className={styles['date']}>{dayAndMonth(each.on)}</span>
            {each.is_today && <span className={styles['today']}>{t('timetable.today')}</span>}
          </h2>
          <Lessons day={each} {...looks} zone={week.time_zone} />
        </section>
      ))}
    </div>
  );
}

interface DayProps extends CardOptions {
  readonly day: AnyDay;
  readonly onSwipe: (days: 1 | -1) => void;
}

function PhoneDay({ day, onSwipe, ...looks }: DayProps) {
  const from = useRef<{ x: number; y: number }>(undefined);
  const begin = ({ touches }: TouchEvent) => {
    const touch = touches[0];
    from.current = touch && { x: touch.clientX, y: touch.clientY };
  };
  const end = ({ changedTouches }: TouchEvent) => {
    const touch = changedTouches[0];
    const begun = from.current;
    from.current = undefined;
    if (!begun || !touch) return;
    const days = swipeOf(touch.clientX - begun.x, touch.clientY - begun.y);
    if (days !== 0) onSwipe(days);
  };
  return (
    <section
      className={styles['phoneDay']}
      aria-label={dayInWords(day.on)}
      onTouchStart={begin}
      onTouchEnd={end}
    >
      <h2 className={styles['phoneHeading']} aria-current={day.is_today ? 'date' : undefined}>
        {dayInWords(day.on)}
        {day.is_today && <span className={styles['today']}>{t('timetable.today')}</span>}
      </h2>
      <Lessons day={day} {...looks} />
    </section>
  );
}

function Lessons({ day, ...looks }: CardOptions & { readonly day: AnyDay }) {
  const entries = entriesOf(day);
  if (entries.length === 0) {
    return (
      <p className={styles['empty']} data-holiday={day.holiday !== null || undefined}>
        {day.holiday ?? t('timetable.noLessons')}
      </p>
    );
  }
  return (
    <div className={styles['lessons']}>
      {day.holiday && (
        <p className={styles['empty']} data-holiday>
          {day.holiday}
        </p>
      )}
      {entries.map((entry) => (
        <Wall key={keyOf(entry)} place="lesson" size="row" of={entry.lesson}>
          <LessonCard entry={entry} {...looks} />
        </Wall>
      ))}
    </div>
  );
}
