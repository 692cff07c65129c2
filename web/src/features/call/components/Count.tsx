import { clsx } from 'clsx';
import { t } from '@/shared/i18n/text';
import styles from './Count.module.css';

interface Props {
  readonly count: number;
  /** Where it stands. */
  readonly looks: string | undefined;
}

/** The number of things behind a control. Over the button, not in it: its visible words must stand in its name as they are. */
export function Count({ count, looks }: Props) {
  if (count === 0) return null;
  return (
    <span className={clsx(styles['count'], looks)} aria-hidden>
      {count}
    </span>
  );
}

/** Return the name of a control with the number of things that wait behind it. */
export function withCount(what: string, count: number): string {
  return count > 0 ? t('call.withCount', { what, count }) : what;
}
