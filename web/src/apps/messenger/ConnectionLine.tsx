import { useEffect, useState } from 'react';
import { useConnection } from '@/data/messenger/hooks';
import { t } from '@/shared/i18n/text';
import { useIsOutdated } from '@/shared/stream/outdated';
import styles from './ConnectionLine.module.css';

/** A connection usually stands before anybody reads that it does not. */
const PATIENCE_MS = 1_500;

/** Shown while there is no connection, or the server keeps silent. */
export function ConnectionLine() {
  const connection = useConnection();
  const isOutdated = useIsOutdated();
  const isSlow = useIsSlow(connection === 'connecting');
  return (
    <div role="status">
      {isSlow && <p className={styles['line']}>{t('chats.slow')}</p>}
      {connection === 'offline' && (
        <p className={styles['line']}>{t(isOutdated ? 'ui.outdated' : 'chats.offline')}</p>
      )}
    </div>
  );
}

/** True once it has lasted for a while. */
function useIsSlow(isLasting: boolean): boolean {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    if (!isLasting) return;
    const timer = setTimeout(() => setIsSlow(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setIsSlow(false);
    };
  }, [isLasting]);
  return isSlow;
}
