import { Icon24ChevronLeftOutline, Icon24ChevronRightOutline } from '@vkontakte/icons';
import { type ReactNode, useEffect } from 'react';
import { t } from '@/shared/i18n/text';
import { dayInWords, daysInWords, daysLater, mondayOf, shortWeekday } from '@/shared/school/days';
import { useIsWide } from '@/shared/ui/layout';
import { PageLink, useGo } from '@/shared/ui/PageLink';
import { weekKeyOf } from '../model/keys';
import styles from './WeekHead.module.css';

interface Props {
  readonly title: string;
  /** The owner of the week, where it is not obvious: «Миша Соколов, 7Б». */
  readonly about?: string | undefined;
  /** Switches between weeks of several people or classes. */
  readonly switches?: ReactNode;
  readonly aside?: ReactNode;
  readonly on: string;
  readonly today: string;
  /** Returns the address of another day; without it there are no links to weeks. */
  readonly hrefOf: ((on: string) => string) | undefined;
}

/** The header of a week: owner, dates, and links to other weeks; on a phone also to other days. */
export function WeekHead({ title, about, switches, aside, hrefOf, ...days }: Props) {
  const isWide = useIsWide();
  return (
    <header className={styles['head']}>
      <div className={styles['titles']}>
        <h1 className={styles['title']}>{title}</h1>
        {about && <p className={styles['about']}>{about}</p>}
      </div>
      {switches && <div className={styles['switches']}>{switches}</div>}
      {aside && <div className={styles['aside']}>{aside}</div>}
      {hrefOf && <Weeks {...days} hrefOf={hrefOf} />}
      {hrefOf && !isWide && <Strip {...days} hrefOf={hrefOf} />}
    </header>
  );
}

interface DaysProps {
  readonly on: string;
  readonly today: string;
  readonly hrefOf: (on: string) => string;
}

function Weeks({ on, today, hrefOf }: DaysProps) {
  const isWide = useIsWide();
  const go = useGo();
  const monday = mondayOf(on);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const days = weekKeyOf(event);
      if (days !== 0) go(hrefOf(daysLater(on, days)), true);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
  const step = (days: -7 | 7) => (
    <PageLink
      isStep
      className={styles['step']}
      href={hrefOf(daysLater(on, days))}
      aria-label={t(days < 0 ? 'timetable.weekBefore' : 'timetable.weekAfter')}
    >
      {days < 0 ? <Icon24ChevronLeftOutline /> : <Icon24ChevronRightOutline />}
    </PageLink>
  );
  return (
    <nav className={styles['weeks']} aria-label={t('timetable.weeks')}>
      {(isWide ? monday !== mondayOf(today) : on !== today) && (
        <PageLink isStep className={styles['toToday']} href={hrefOf(today)}>
          {t('timetable.today')}
        </PageLink>
      )}
      {step(-7)}
      <span className={styles['week']} aria-live="polite">
        {daysInWords(monday, daysLater(monday, 6))}
      </span>
      {step(7)}
    </nav>
  );
}

function Strip({ on, today, hrefOf }: DaysProps) {
  const monday = mondayOf(on);
  return (
    <nav className={styles['strip']} aria-label={t('timetable.days')}>
      {Array.from({ length: 7 }, (_, day) => daysLater(monday, day)).map((each) => (
        <PageLink
          key={each}
          isStep
          className={styles['chip']}
          href={hrefOf(each)}
          title={dayInWords(each)}
          aria-current={each === on ? 'date' : undefined}
          data-today={each === today || undefined}
        >
          <span className={styles['chipDay']}>{shortWeekday(each)}</span>{' '}
          <span className={styles['chipDate']}>{Number(each.slice(8))}</span>
        </PageLink>
      ))}
    </nav>
  );
}
