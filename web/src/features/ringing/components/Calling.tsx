import { t } from '@/shared/i18n/text';
import styles from './RingOverlay.module.css';

/** «Звоним…», on the caller's side. */
export function Calling({ name }: { name: string }) {
  return (
    <div role="status" className={styles['calling']}>
      {t('ringing.calling', { name })}
    </div>
  );
}
