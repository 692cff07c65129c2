import {
  Icon24CalendarOutline,
  Icon24PhoneOutline,
  Icon24VideocamOutline,
  Icon28PhoneOutline,
} from '@vkontakte/icons';
import { t } from '@/shared/i18n/text';
import { MenuButton } from '@/shared/ui/MenuButton';
import styles from './ConversationHeader.module.css';

interface Props {
  readonly onNow: (withVideo: boolean) => void;
  readonly onPlan: () => void;
}

/** The call button of the conversation's header: now, with a camera or without, or at a time. */
export function CallMenu({ onNow, onPlan }: Props) {
  return (
    <MenuButton
      label={t('chats.call')}
      looks={styles['back']}
      sign={<Icon28PhoneOutline />}
      choices={[
        {
          key: 'audio',
          title: t('chats.callAudio'),
          icon: <Icon24PhoneOutline />,
          onChoose: () => onNow(false),
        },
        {
          key: 'video',
          title: t('chats.callVideo'),
          icon: <Icon24VideocamOutline />,
          onChoose: () => onNow(true),
        },
        { key: 'plan', title: t('chats.callPlan'), icon: <Icon24CalendarOutline />, onChoose: onPlan },
      ]}
    />
  );
}
