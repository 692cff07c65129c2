import { t } from '@/shared/i18n/text';
import { useConnection } from '@/shared/sync/hooks';
import { useIsOutdated } from '@/shared/sync/outdated';
import styles from './ConnectionLine.module.css';

/** Shown while there is no connection. */
export function ConnectionLine() {
  const connection = useConnection();
  const isOutdated = useIsOutdated();
  return (
    <div role="status">
      {connection === 'offline' && (
        <p className={styles['line']}>{t(isOutdated ? 'ui.outdated' : 'chats.offline')}</p>
      )}
    </div>
  );
}
