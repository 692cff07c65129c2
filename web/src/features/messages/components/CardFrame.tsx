import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { fullMoment, timeOfDay } from '@/shared/i18n/time';
import styles from './CardFrame.module.css';

interface Props {
  /** The icon. */
  readonly sign: ReactNode;
  /** Highlights the icon: something goes on now. */
  readonly isActive?: boolean;
  readonly title: string;
  readonly status?: string;
  readonly sentAt: string;
  /** The button below. */
  readonly children?: ReactNode;
}

/** The frame of all cards: icon, title, status and time. */
export function CardFrame({ sign, isActive = false, title, status, sentAt, children }: Props) {
  return (
    <div className={styles['card']}>
      <span className={clsx(styles['sign'], isActive && styles['active'])} aria-hidden>
        {sign}
      </span>
      <div className={styles['words']}>
        <strong>{title}</strong>
        {status && <span>{status}</span>}
      </div>
      <time className={styles['time']} dateTime={sentAt} title={fullMoment(sentAt)}>
        {timeOfDay(sentAt)}
      </time>
      {children && <div className={styles['action']}>{children}</div>}
    </div>
  );
}
