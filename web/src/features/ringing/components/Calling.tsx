import { t } from '@/shared/i18n/text';
import styles from './RingOverlay.module.css';

/** «Звоним…», on the caller's side, among the notices of the call. */
export function Calling({ name }: { name: string }) {
  return (
    <p role="status" className={styles['calling']}>
      {t('ringing.calling', { name })}
    </p>
  );
}
