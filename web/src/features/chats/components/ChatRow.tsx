import { Icon12Verified, Icon16Muted, Icon16PhoneOutline } from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { type MouseEvent, memo, type PointerEvent, type ReactNode, useRef } from 'react';
import { t } from '@/shared/i18n/text';
import { shortMoment } from '@/shared/i18n/time';
import { Avatar } from '@/shared/ui/Avatar';
import { CountBadge } from '@/shared/ui/CountBadge';
import type { Point } from '@/shared/ui/point';
import { useLongPress } from '@/shared/ui/useLongPress';
import type { ChatLine, ShownChat } from '../model/row';
import styles from './ChatRow.module.css';

interface Props {
  readonly chat: ShownChat;
  readonly isOpen: boolean;
  /** The state of the person's own last message, or of what has not been sent. */
  readonly ticks?: ReactNode;
  readonly acts: RowActs;
}

/** What a row can do; the same object for all rows, so that none is drawn again for its acts. */
export interface RowActs {
  readonly onOpen: (chatId: string) => void;
  readonly onMenu?: (chatId: string, at: Point) => void;
}

/** One chat of the list. */
export const ChatRow = memo(function ChatRow({ chat, isOpen, ticks, acts }: Props) {
  const menu = useRowMenu(chat.id, acts.onMenu);
  return (
    <a
      href={`/chats/${chat.id}`}
      data-stop
      data-chat={chat.id}
      className={styles['row']}
      aria-current={isOpen ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        if (!menu.wasOpened()) acts.onOpen(chat.id);
      }}
      {...menu.handlers}
    >
      <Avatar {...chat.face} size={48} />
      <span className={styles['lines']}>
        <span className={styles['top']}>
          <span className={styles['title']}>{chat.title}</span>
          {chat.isStaff && (
            <Sign icon={<Icon12Verified className={styles['verified']} />} words={t('chats.staff')} />
          )}
          {chat.hasCall && (
            <Sign icon={<Icon16PhoneOutline className={styles['call']} />} words={t('chats.callRuns')} />
          )}
          {chat.isMuted && (
            <Sign icon={<Icon16Muted className={styles['muted']} />} words={t('chats.muted')} />
          )}
          <time className={styles['time']} dateTime={chat.at}>
            {shortMoment(chat.at)}
          </time>
        </span>
        <span className={styles['bottom']}>
          <Line line={chat.line} />
          <Signs chat={chat} ticks={ticks} />
        </span>
      </span>
    </a>
  );
});

/** The menu by a right click, the menu key or a long press; lifting that finger opens nothing. */
function useRowMenu(chatId: string, onMenu: RowActs['onMenu']) {
  const isHeld = useRef(false);
  const longPress = useLongPress((x, y) => {
    isHeld.current = true;
    onMenu?.(chatId, { x, y });
  });
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    // A long press has opened it already; a key has no point.
    if (isHeld.current) return;
    const box = event.currentTarget.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    onMenu?.(chatId, x === 0 && y === 0 ? { x: box.left + 64, y: box.top + 32 } : { x, y });
  };
  const wasOpened = () => {
    const was = isHeld.current;
    isHeld.current = false;
    return was;
  };
  const onPointerDown = (event: PointerEvent) => {
    isHeld.current = false;
    longPress.onPointerDown(event);
  };
  return { wasOpened, handlers: onMenu ? { ...longPress, onPointerDown, onContextMenu } : {} };
}

/** An icon with text for screen readers. */
function Sign({ icon, words }: { icon: ReactNode; words: string }) {
  return (
    <>
      {icon}
      <VisuallyHidden>{words}</VisuallyHidden>
    </>
  );
}

function Line({ line }: { line: ChatLine }) {
  if (line.kind === 'typing')
    return <span className={clsx(styles['words'], styles['typing'])}>{line.words}</span>;
  return (
    <span className={styles['words']}>
      {line.kind === 'draft' && <span className={styles['draft']}>{t('chats.draft')} </span>}
      {line.author && <span className={styles['author']}>{line.author}: </span>}
      {line.words}
    </span>
  );
}

function Signs({ chat, ticks }: { chat: ShownChat; ticks: ReactNode }) {
  return (
    <>
      {chat.isMentioned && (
        <span className={styles['mention']}>
          <span aria-hidden>@</span>
          <VisuallyHidden>{t('chats.mentioned')}</VisuallyHidden>
        </span>
      )}
      {ticks && (chat.hasUnsent || !isUnread(chat)) && <span className={styles['ticks']}>{ticks}</span>}
      <Unread chat={chat} />
    </>
  );
}

/** How many messages are unread; of a chat that was marked by hand a dot. */
function Unread({ chat }: { chat: ShownChat }) {
  if (chat.unread > 0)
    return <CountBadge count={chat.unread} appearance={chat.isMuted ? 'quiet' : 'accent'} />;
  if (!chat.isMarkedUnread) return null;
  return (
    <span className={clsx(styles['dot'], chat.isMuted && styles['quiet'])}>
      <VisuallyHidden>{t('chats.markedUnread')}</VisuallyHidden>
    </span>
  );
}

function isUnread({ unread, isMarkedUnread }: ShownChat): boolean {
  return unread > 0 || isMarkedUnread;
}
