import {
  Icon24InfoCircleOutline,
  Icon24MessageOutline,
  Icon24MessageUnreadTopOutline,
  Icon24NotificationOutline,
  Icon24NotificationSlashOutline,
} from '@vkontakte/icons';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { Menu, type MenuChoice } from '@/shared/ui/Menu';
import type { Point } from '@/shared/ui/point';
import { actsOn, type ChatActName } from '../model/chat-acts';
import { MUTE_CHOICES } from '../model/mute';
import styles from './ChatMenu.module.css';

export type { ChatActName };

interface Props {
  readonly chat: {
    readonly title: string;
    readonly unread: number;
    readonly isMarkedUnread: boolean;
    readonly isMuted: boolean;
  };
  readonly at: Point;
  /** Shows for how long to mute instead of the acts. */
  readonly isChoosingMute: boolean;
  readonly onAct: (name: ChatActName) => void;
  readonly onMute: (until: Date) => void;
  readonly onClose: () => void;
}

const ICONS: Readonly<Record<ChatActName, ReactNode>> = {
  markUnread: <Icon24MessageUnreadTopOutline />,
  markRead: <Icon24MessageOutline />,
  mute: <Icon24NotificationSlashOutline />,
  unmute: <Icon24NotificationOutline />,
  about: <Icon24InfoCircleOutline />,
};
const WIDTH = 280;

/** The menu of a chat in the list, at the point of the press. */
export function ChatMenu({ chat, at, isChoosingMute, onAct, onMute, onClose }: Props) {
  const label = isChoosingMute ? t('chats.mute') : t('chats.actions', { title: chat.title });
  const isBelow = at.y < window.innerHeight / 2;
  const left = Math.max(0, Math.min(at.x, window.innerWidth - WIDTH));
  return (
    <div className={clsx(styles['anchor'], !isBelow && styles['above'])} style={{ left, top: at.y }}>
      {isChoosingMute ? (
        <Menu key="mute" label={label} onClose={onClose} choices={durations(onMute)} />
      ) : (
        <Menu
          key="acts"
          label={label}
          onClose={onClose}
          choices={actsOn(chat).map(({ name, label }) => ({
            key: name,
            title: t(label),
            icon: ICONS[name],
            onChoose: () => onAct(name),
          }))}
        />
      )}
    </div>
  );
}

function durations(onMute: Props['onMute']): readonly MenuChoice[] {
  return MUTE_CHOICES.map(({ label, until }) => ({
    key: label,
    title: t(label),
    onChoose: () => onMute(until(new Date(serverNow()))),
  }));
}
