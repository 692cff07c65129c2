import { clsx } from 'clsx';
import { knocksOf } from '@/data/call/roster';
import { t } from '@/shared/i18n/text';
import { useAttempt } from '@/shared/ui/useAttempt';
import { admitAll, admitKnock, refuseKnock } from '../api';
import styles from '../panels/people.module.css';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import buttons from './buttons.module.css';

interface Props {
  readonly session: CallSession;
}

/** The people in the lobby, to be admitted one by one or all at once. */
export function Lobby({ session }: Props) {
  const roster = useCallState(session, (snapshot) => snapshot.roster);
  const attempt = useAttempt();
  const waiting = knocksOf(roster);
  if (!roster.may.includes('admit') || waiting.length === 0) return null;
  return (
    <section className={styles['lobby']} aria-label={t('call.lobby')}>
      <h3 className={styles['heading']}>{t('call.lobbyCount', { count: waiting.length })}</h3>
      <ul className={styles['list']}>
        {waiting.map(({ id, name, is_guest }) => (
          <li key={id} className={styles['row']}>
            <span className={styles['words']}>
              <span className={styles['name']}>{name}</span>
              {is_guest && <span className={styles['about']}>{t('call.guest')}</span>}
            </span>
            <span className={styles['answers']}>
              <button
                type="button"
                className={buttons['button']}
                aria-label={t('call.refuseOne', { name })}
                onClick={() => attempt(id, () => refuseKnock(session.callId, id))}
              >
                {t('call.refuse')}
              </button>
              <button
                type="button"
                className={clsx(buttons['button'], buttons['yes'])}
                aria-label={t('call.admitOne', { name })}
                onClick={() => attempt(id, () => admitKnock(session.callId, id))}
              >
                {t('call.admit')}
              </button>
            </span>
          </li>
        ))}
      </ul>
      {waiting.length > 1 && (
        <div className={clsx(styles['answers'], styles['all'])}>
          <button
            type="button"
            className={clsx(buttons['button'], buttons['yes'])}
            onClick={() => attempt('all', () => admitAll(session.callId))}
          >
            {t('call.admitAll')}
          </button>
        </div>
      )}
    </section>
  );
}
