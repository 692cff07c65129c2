import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { usePageName } from '@/shared/ui/page-title';
import styles from './Frame.module.css';

/** The page for unknown addresses. */
export function NowhereScreen() {
  usePageName(t('ui.nowhere'));
  return (
    <div className={styles['empty']}>
      <EmptyState title={t('ui.nowhere')} hint={t('ui.nowhereHint')} />
    </div>
  );
}
