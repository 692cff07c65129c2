import { t } from '@/shared/i18n/text';
import styles from './RingOverlay.module.css';

/** The caller's side: it rings there. */
export function Calling({ name }: { name: string }) {
  return (
    <div role="status" className={styles['calling']}>
      {t('ringing.calling', { name })}
    </div>
  );
}
