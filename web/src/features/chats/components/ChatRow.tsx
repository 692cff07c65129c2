import { Icon12Verified, Icon16Muted } from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { memo, type ReactNode } from 'react';
import { t } from '@/shared/i18n/text';
import { shortMoment } from '@/shared/i18n/time';
import { Avatar } from '@/shared/ui/Avatar';
import { CountBadge } from '@/shared/ui/CountBadge';
import type { ChatLine, ShownChat } from '../model/row';
import styles from './ChatRow.module.css';

interface Props {
  readonly chat: ShownChat;
  readonly isOpen: boolean;
  /** The state of the person's own last message. */
  readonly ticks?: ReactNode;
  readonly onOpen: (chatId: string) => void;
}

/** One chat of the list. */
export const ChatRow = memo(function ChatRow({ chat, isOpen, ticks, onOpen }: Props) {
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
        onOpen(chat.id);
      }}
    >
      <Avatar {...chat.face} size={48} />
      <span className={styles['lines']}>
        <span className={styles['top']}>
          <span className={styles['title']}>{chat.title}</span>
          {chat.isStaff && (
            <Sign icon={<Icon12Verified className={styles['verified']} />} words={t('chats.staff')} />
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
      {chat.unread > 0 ? (
        <CountBadge count={chat.unread} appearance={chat.isMuted ? 'quiet' : 'accent'} />
      ) : (
        ticks && <span className={styles['ticks']}>{ticks}</span>
      )}
    </>
  );
}
