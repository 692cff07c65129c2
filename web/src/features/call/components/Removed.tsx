import { removedOf } from '@/data/call/roster';
import { t } from '@/shared/i18n/text';
import { useAttempt } from '@/shared/ui/useAttempt';
import { forgive } from '../api';
import styles from '../panels/people.module.css';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import buttons from './buttons.module.css';

/** «Удалённые»: who was removed from the call, perhaps by a slip, may be let back in. */
export function Removed({ session }: { session: CallSession }) {
  const removed = useCallState(session, ({ roster }) => removedOf(roster));
  const mayRemove = useCallState(session, ({ roster }) => roster.may.includes('remove'));
  const attempt = useAttempt();
  if (!mayRemove || removed.length === 0) return null;
  return (
    <section aria-label={t('call.removed')}>
      <h3 className={styles['heading']}>{t('call.removed')}</h3>
      <ul className={styles['list']}>
        {removed.map(({ id, name }) => (
          <li key={id} className={styles['row']}>
            <span className={styles['words']}>
              <span className={styles['name']}>{name}</span>
            </span>
            <button
              type="button"
              className={buttons['button']}
              aria-label={t('call.forgiveOne', { name })}
              onClick={() => attempt(id, () => forgive(session.callId, id))}
            >
              {t('call.forgive')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
