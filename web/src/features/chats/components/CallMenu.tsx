import { Icon24CalendarOutline, Icon24PhoneOutline, Icon28PhoneOutline } from '@vkontakte/icons';
import { useCallback, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { Menu } from '@/shared/ui/Menu';
import styles from './ConversationHeader.module.css';

interface Props {
  readonly isBusy: boolean;
  readonly onNow: () => void;
  readonly onPlan: () => void;
}

/** The call button of the conversation's header: now, or at a time. */
export function CallMenu({ isBusy, onNow, onPlan }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const close = useCallback(() => setIsOpen(false), []);
  return (
    <div className={styles['call']}>
      <button
        type="button"
        className={styles['back']}
        aria-label={t('chats.call')}
        title={t('chats.call')}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isBusy}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon28PhoneOutline />
      </button>
      {isOpen && (
        <Menu
          label={t('chats.call')}
          onClose={close}
          choices={[
            { key: 'now', title: t('chats.callNow'), icon: <Icon24PhoneOutline />, onChoose: onNow },
            { key: 'plan', title: t('chats.callPlan'), icon: <Icon24CalendarOutline />, onChoose: onPlan },
          ]}
        />
      )}
    </div>
  );
}
