import { t } from '@/shared/i18n/text';
import type { Phase } from '@/shared/stream/connection';
import { useIsOutdated } from '@/shared/stream/outdated';
import styles from './Frame.module.css';

/** A line shown while there is no connection. */
export function OfflineLine({ phase }: { phase: Phase }) {
  const isOutdated = useIsOutdated();
  if (phase !== 'waiting') return null;
  return (
    <p className={styles['offline']} role="status">
      <span className={styles['offlineText']}>
        <span>{t(isOutdated ? 'ui.outdated' : 'journal.offline')}</span>
      </span>
    </p>
  );
}
