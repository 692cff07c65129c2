import { t } from '@/shared/i18n/text';
import { useConnection } from '@/shared/sync/hooks';
import styles from './ConnectionLine.module.css';

/** Says that there is no connection, while there is none. */
export function ConnectionLine() {
  const connection = useConnection();
  return (
    <div role="status">
      {connection === 'offline' && <p className={styles['line']}>{t('chats.offline')}</p>}
    </div>
  );
}
