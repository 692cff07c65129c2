import { Icon16LockOutline, Icon20UserAddOutline } from '@vkontakte/icons';
import { clsx } from 'clsx';
import { useEffect, useState } from 'react';
import { knocksOf, type Roster } from '@/data/call/roster';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { titleOf } from '@/shared/person/person';
import { useAttempt } from '@/shared/ui/useAttempt';
import { admitKnock, refuseKnock } from '../api';
import { duration } from '../model/duration';
import { markedName } from '../model/marked-name';
import { otherNameOf } from '../model/people';
import { panel as invite } from '../panels/invite';
import { panel as people } from '../panels/people';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import styles from './Header.module.css';

interface Props {
  readonly session: CallSession;
  /** What the call is called while nobody else has been in it: who is rung, in a dialog. */
  readonly name?: string | undefined;
}

/** The call's title, its duration, and who waits in the lobby. */
export function Header({ session, name }: Props) {
  const { call, may } = useCallState(session, ({ roster }) => ({ call: roster.call, may: roster.may }));
  const title = useCallState(session, ({ roster }) => titleOf(roster.call, otherNameOf(roster)));
  const count = useCallState(session, ({ people }) => people.length);
  const since = useCallState(session, ({ roster }) => talkingSince(roster));
  return (
    <header className={styles['header']}>
      <div className={styles['words']}>
        <h1 className={styles['title']}>{title || name || t('call.untitled')}</h1>
        <p className={styles['about']}>
          {call.is_locked && <Icon16LockOutline className={styles['lock']} aria-label={t('call.isLocked')} />}
          {call.is_lesson && <span>{t('call.isLesson')} · </span>}
          {since && <Clock since={since} />}
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

/** Return since when people talk; of two not while it still rings. */
function talkingSince({ call, participants }: Roster): string | null {
  if (!call.is_dialog) return call.opened_at;
  const joined = [...participants.values()].map(({ joined_at }) => joined_at).sort();
  return joined[1] ?? null;
}

function Clock({ since }: { since: string }) {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <span className={styles['clock']}>{duration(now - Date.parse(since))} · </span>;
}

function WaitingInLobby({ session }: Pick<Props, 'session'>) {
  const attempt = useAttempt();
  const waiting = useCallState(session, ({ roster }) => knocksOf(roster));
  const mayAdmit = useCallState(session, ({ roster }) => roster.may.includes('admit'));
  const first = waiting[0];
  if (!first || !mayAdmit) return null;
  const isOne = waiting.length === 1;
  const admit = () => attempt(first.id, () => admitKnock(session.callId, first.id));
  const refuse = () => attempt(first.id, () => refuseKnock(session.callId, first.id));
  return (
    <div className={styles['door']} role="status">
      <span className={styles['knock']}>
        {t('call.knocking', { name: markedName(first), count: waiting.length })}
      </span>
      {isOne && (
        <button type="button" className={clsx(styles['let'], styles['refuse'])} onClick={refuse}>
          {t('call.refuse')}
        </button>
      )}
      <button type="button" className={styles['let']} onClick={isOne ? admit : () => session.open(people)}>
        {t(isOne ? 'call.admit' : 'call.look')}
      </button>
    </div>
  );
}
