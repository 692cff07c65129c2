import { Icon24CalendarOutline, Icon24PhoneOutline, Icon28PhoneOutline } from '@vkontakte/icons';
import { t } from '@/shared/i18n/text';
import { MenuButton } from '@/shared/ui/MenuButton';
import styles from './ConversationHeader.module.css';

interface Props {
  readonly isBusy: boolean;
  readonly onNow: () => void;
  readonly onPlan: () => void;
}

/** The call button of the conversation's header: now, or at a time. */
export function CallMenu({ isBusy, onNow, onPlan }: Props) {
  return (
    <MenuButton
      label={t('chats.call')}
      looks={styles['back']}
      sign={<Icon28PhoneOutline />}
      isDisabled={isBusy}
      choices={[
        { key: 'now', title: t('chats.callNow'), icon: <Icon24PhoneOutline />, onChoose: onNow },
        { key: 'plan', title: t('chats.callPlan'), icon: <Icon24CalendarOutline />, onChoose: onPlan },
      ]}
    />
  );
}
