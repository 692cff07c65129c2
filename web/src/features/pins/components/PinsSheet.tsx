import { Icon20PinSlashOutline } from '@vkontakte/icons';
import { ModalPage, ModalPageHeader } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { dayAndTime } from '@/shared/i18n/time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { IconButton } from '@/shared/ui/IconButton';
import type { ShownPin } from '../model/pins';
import styles from './PinsSheet.module.css';

interface Props {
  readonly id: string;
  /** The newest first. */
  readonly pins: readonly ShownPin[];
  readonly mayPin: boolean;
  readonly onJump: (number: number) => void;
  readonly onUnpin: (messageId: string) => void;
}

/** All pinned messages of a chat; a press shows one in the conversation. */
export function PinsSheet({ id, pins, mayPin, onJump, onUnpin }: Props) {
  return (
    <ModalPage id={id} header={<ModalPageHeader>{t('pins.all')}</ModalPageHeader>} dynamicContentHeight>
      {pins.length === 0 && <EmptyState title={t('pins.none')} hint={mayPin ? t('pins.noneHint') : ''} />}
      <ul className={styles['list']}>
        {pins.map(({ messageId, number, author, words, pinnedBy, pinnedAt }) => (
          <li key={messageId} className={styles['item']}>
            <button type="button" className={styles['jump']} onClick={() => onJump(number)}>
              <span className={styles['author']}>{author}</span>
              <span className={styles['words']}>{words}</span>
              <span className={styles['by']}>
                {t('pins.by', { name: pinnedBy, moment: dayAndTime(pinnedAt) })}
              </span>
            </button>
            {mayPin && (
              <IconButton
                looks={styles['unpin']}
                title={t('pins.unpin')}
                onClick={() => onUnpin(messageId)}
                label={t('pins.unpinOne', { words })}
              >
                <Icon20PinSlashOutline width={24} height={24} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </ModalPage>
  );
}
