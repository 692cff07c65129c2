import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import styles from './Frame.module.css';

/** The page for unknown addresses. */
export function NowhereScreen() {
  return (
    <div className={styles['empty']}>
      <EmptyState title={t('ui.nowhere')} hint={t('ui.nowhereHint')} />
    </div>
  );
}
