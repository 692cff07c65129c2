import { t } from '@/shared/i18n/text';
import type { Phase } from '@/shared/sync/connection';
import styles from './Frame.module.css';

/** A quiet line while nothing new can be heard. */
export function OfflineLine({ phase }: { phase: Phase }) {
  if (phase !== 'waiting') return null;
  return (
    <p className={styles['offline']} role="status">
      {t('journal.offline')}
    </p>
  );
}
