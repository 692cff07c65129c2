import { Icon16LockOutline, Icon20UserAddOutline } from '@vkontakte/icons';
import { useEffect, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { useAttempt } from '@/shared/ui/useAttempt';
import { admitKnock } from '../api';
import { duration } from '../model/duration';
import { titleOf } from '../model/people';
import { knocksOf } from '../model/roster';
import type { CallSession } from '../session/session';
import type { CallSnapshot } from '../session/snapshot';
import styles from './Header.module.css';

interface Props {
  readonly session: CallSession;
  readonly snapshot: CallSnapshot;
  readonly count: number;
}

/** The call's title, its duration, and who waits in the lobby. */
export function Header({ session, snapshot, count }: Props) {
  const { roster } = snapshot;
  const { call, may } = roster;
  return (
    <header className={styles['header']}>
      <div className={styles['words']}>
        <h1 className={styles['title']}>{titleOf(roster) || t('call.untitled')}</h1>
        <p className={styles['about']}>
          {call.is_locked && <Icon16LockOutline className={styles['lock']} aria-label={t('call.isLocked')} />}
          {call.is_lesson && <span>{t('call.isLesson')} · </span>}
          {call.opened_at && <Clock since={call.opened_at} />}
          <span>{t('call.count', { count })}</span>
        </p>
      </div>
      <WaitingInLobby session={session} snapshot={snapshot} />
      {may.includes('invite') && (
        <button type="button" className={styles['invite']} onClick={() => session.open('invite')}>
          <Icon20UserAddOutline aria-hidden />
          <span>{t('call.invite')}</span>
        </button>
      )}
    </header>
  );
}

function Clock({ since }: { since: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <span className={styles['clock']}>{duration(now - Date.parse(since))} · </span>;
}

function WaitingInLobby({ session, snapshot: { roster } }: Omit<Props, 'count'>) {
  const attempt = useAttempt();
  const waiting = knocksOf(roster);
  const first = waiting[0];
  if (!first || !roster.may.includes('admit')) return null;
  const isOne = waiting.length === 1;
  const admit = () => attempt(first.id, () => admitKnock(session.callId, first.id));
  return (
    <div className={styles['door']} role="status">
      <span className={styles['knock']}>
        {t('call.knocking', { name: first.name, count: waiting.length })}
      </span>
      <button type="button" className={styles['let']} onClick={isOne ? admit : () => session.open('people')}>
        {t(isOne ? 'call.admit' : 'call.look')}
      </button>
    </div>
  );
}
