import { Icon16LockOutline, Icon20UserAddOutline } from '@vkontakte/icons';
import { useEffect, useState } from 'react';
import { knocksOf } from '@/data/call/roster';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { titleOf } from '@/shared/person/person';
import { useAttempt } from '@/shared/ui/useAttempt';
import { admitKnock } from '../api';
import { duration } from '../model/duration';
import { otherNameOf } from '../model/people';
import { panel as invite } from '../panels/invite';
import { panel as people } from '../panels/people';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import styles from './Header.module.css';

interface Props {
  readonly session: CallSession;
}

/** The call's title, its duration, and who waits in the lobby. */
export function Header({ session }: Props) {
  const { call, may } = useCallState(session, ({ roster }) => ({ call: roster.call, may: roster.may }));
  const title = useCallState(session, ({ roster }) => titleOf(roster.call, otherNameOf(roster)));
  const count = useCallState(session, ({ people }) => people.length);
  return (
    <header className={styles['header']}>
      <div className={styles['words']}>
        <h1 className={styles['title']}>{title || t('call.untitled')}</h1>
        <p className={styles['about']}>
          {call.is_locked && <Icon16LockOutline className={styles['lock']} aria-label={t('call.isLocked')} />}
          {call.is_lesson && <span>{t('call.isLesson')} · </span>}
          {call.opened_at && <Clock since={call.opened_at} />}
          <span>{t('call.count', { count })}</span>
        </p>
      </div>
      <WaitingInLobby session={session} />
      {may.includes('invite') && (
        <button
          type="button"
          className={styles['invite']}
          aria-label={t('call.invite')}
          onClick={() => session.open(invite)}
        >
          <Icon20UserAddOutline aria-hidden />
          <span>{t('call.invite')}</span>
        </button>
      )}
    </header>
  );
}

function Clock({ since }: { since: string }) {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <span className={styles['clock']}>{duration(now - Date.parse(since))} · </span>;
}

function WaitingInLobby({ session }: Props) {
  const attempt = useAttempt();
  const waiting = useCallState(session, ({ roster }) => knocksOf(roster));
  const mayAdmit = useCallState(session, ({ roster }) => roster.may.includes('admit'));
  const first = waiting[0];
  if (!first || !mayAdmit) return null;
  const isOne = waiting.length === 1;
  const admit = () => attempt(first.id, () => admitKnock(session.callId, first.id));
  return (
    <div className={styles['door']} role="status">
      <span className={styles['knock']}>
        {t('call.knocking', { name: first.name, count: waiting.length })}
      </span>
      <button type="button" className={styles['let']} onClick={isOne ? admit : () => session.open(people)}>
        {t(isOne ? 'call.admit' : 'call.look')}
      </button>
    </div>
  );
}
