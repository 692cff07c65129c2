import { Icon20ReplyOutline, Icon20SmileOutline } from '@vkontakte/icons';
import { clsx } from 'clsx';
import { type KeyboardEvent, type MouseEvent, memo, useRef } from 'react';
import { errorCodeText } from '@/shared/api/error-codes';
import { t } from '@/shared/i18n/text';
import { timeOfDay } from '@/shared/i18n/time';
import { Avatar } from '@/shared/ui/Avatar';
import { IconButton } from '@/shared/ui/IconButton';
import { useLongPress } from '@/shared/ui/useLongPress';
import type { MessageKind } from '../kinds/kind';
import { kindOf } from '../kinds/kinds';
import { isThere } from '../model/actions';
import type { ShownMessage } from '../model/shown';
import { useActs, useFact } from './conversation';
import styles from './MessageRow.module.css';

interface Props {
  readonly message: ShownMessage;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Highlighted for a moment after a jump. */
  readonly isFound: boolean;
}

/** A row of the conversation: avatar, bubble, and pointer and keyboard actions. */
export const MessageRow = memo(function MessageRow({ message, isFirst, isLast, isFound }: Props) {
  const { onMenu } = useActs();
  const row = useRef<HTMLElement>(null);
  const kind = kindOf(message);
  const isOwn = useFact(({ me }) => message.author_id === me);
  const isDialog = useFact((facts) => facts.isDialog);
  const name = useFact(({ nameOf }) => (isOwn ? t('messages.you') : nameOf(message.author_id ?? '')));
  const words = useFact(({ nameOf, attachmentOf }) =>
    kind.preview(message, { nameOf, value: attachmentOf(message) }),
  );
  const hasMenu = kind.actions.length > 0;
  const openMenu = (x: number, y: number) => {
    if (hasMenu) onMenu(message, { x, y });
  };
  const onContextMenu = (event: MouseEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest('a')) return;
    event.preventDefault();
    openMenu(event.clientX, event.clientY);
  };
  const openMenuBeside = () => {
    const box = row.current?.getBoundingClientRect();
    if (box) openMenu(isOwn ? box.right - 240 : box.left + 56, box.top + 24);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== row.current || event.key !== 'Enter') return;
    event.preventDefault();
    openMenuBeside();
  };
  const longPress = useLongPress(openMenu);
  return (
    <article
      ref={row}
      tabIndex={-1}
      data-stop
      data-number={message.number || undefined}
      aria-label={t('messages.spoken', { name, words, time: timeOfDay(message.sent_at) })}
      className={clsx(
        styles['row'],
        isOwn && styles['own'],
        isFirst && styles['first'],
        isFound && styles['found'],
      )}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
      {...longPress}
    >
      {!isOwn && !isDialog && <Face message={message} isShown={isLast} />}
      <div className={styles['stack']}>
        <kind.View message={message} isFirst={isFirst} isLast={isLast} />
        {message.waiting?.state === 'failed' && <Failure message={message} />}
      </div>
      {hasMenu && isThere(message) && <Tools message={message} kind={kind} onMenu={openMenuBeside} />}
    </article>
  );
});

function Face({ message, isShown }: { message: ShownMessage; isShown: boolean }) {
  const { onOpenPerson } = useActs();
  const author = useFact(({ people }) => people.get(message.author_id ?? ''));
  if (!isShown || !author) return <span className={styles['face']} />;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles['face']}
      aria-label={t('messages.openCard', { name: author.name })}
      onClick={() => onOpenPerson(author.id)}
    >
      <Avatar id={author.id} name={author.names} src={author.picture} size={32} />
    </button>
  );
}

function Failure({ message }: { message: ShownMessage }) {
  const { onRetry, onDiscard, onEdit, onSendRest, onTakeBack } = useActs();
  const { code, refused, mayRetry = true } = message.waiting ?? {};
  const isEdit = message.number > 0;
  const words = code ? errorCodeText(code) : t('api.unknown');
  const reason =
    typeof refused === 'object' ? t('messages.fileRefused', { name: refused.file, words }) : words;
  return (
    <div className={styles['failure']} role="alert">
      <span>{t(isEdit ? 'messages.notEdited' : 'messages.notSent', { reason })}</span>
      {refused && (
        <button type="button" onClick={() => onSendRest(message)}>
          {t(refused === 'reply' ? 'messages.sendWithoutReply' : 'messages.sendWithoutFile')}
        </button>
      )}
      {mayRetry && (
        <button type="button" onClick={() => onRetry(message)}>
          {t('messages.retry')}
        </button>
      )}
      <button type="button" onClick={() => (isEdit ? onEdit : onTakeBack)(message)}>
        {t('messages.edit')}
      </button>
      <button type="button" onClick={() => onDiscard(message)}>
        {t(isEdit ? 'messages.discardEdit' : 'messages.discard')}
      </button>
    </div>
  );
}

interface ToolsProps {
  readonly message: ShownMessage;
  readonly kind: MessageKind;
  readonly onMenu: () => void;
}

function Tools({ message, kind, onMenu }: ToolsProps) {
  const { onReply } = useActs();
  const mayWrite = useFact(({ may }) => may.includes('write'));
  const mayReact = useFact((facts) => facts.mayReact);
  return (
    <div className={styles['tools']}>
      {kind.actions.includes('reply') && mayWrite && (
        <IconButton tabIndex={-1} label={t('messages.reply')} onClick={() => onReply(message)}>
          <Icon20ReplyOutline />
        </IconButton>
      )}
      {kind.takesReactions && mayReact && (
        <IconButton tabIndex={-1} label={t('messages.react')} onClick={onMenu}>
          <Icon20SmileOutline />
        </IconButton>
      )}
    </div>
  );
}
