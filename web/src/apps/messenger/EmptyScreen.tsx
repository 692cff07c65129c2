import { Icon56MessagesOutline } from '@vkontakte/icons';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { useIsWide } from '@/shared/ui/layout';
import styles from './Frame.module.css';

/** Shown beside the list while no chat is open. On a phone there is only the list. */
export function EmptyScreen() {
  const isWide = useIsWide();
  if (!isWide) return null;
  return (
    <div className={styles['empty']}>
      <EmptyState icon={<Icon56MessagesOutline />} title={t('chats.choose')} hint={t('chats.chooseHint')} />
    </div>
  );
}
