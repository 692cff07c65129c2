import { Icon20Cancel, Icon28EducationOutline } from '@vkontakte/icons';
import { t } from '@/shared/i18n/text';
import { IconButton } from '@/shared/ui/IconButton';
import styles from './ConnectDiaryCard.module.css';

/** Offers to connect the diary, from which the chats of the school come. */
export function ConnectDiaryCard({ onClose }: { onClose: () => void }) {
  return (
    <div className={styles['card']}>
      <a className={styles['link']} href="/id/connect">
        <Icon28EducationOutline className={styles['icon']} aria-hidden />
        <span className={styles['words']}>
          <span className={styles['title']}>{t('chats.connectDiary')}</span>
          <span className={styles['about']}>{t('chats.connectDiaryHint')}</span>
        </span>
      </a>
      <IconButton looks={styles['close']} label={t('chats.hideCard')} onClick={onClose}>
        <Icon20Cancel />
      </IconButton>
    </div>
  );
}
