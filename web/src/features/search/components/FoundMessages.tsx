import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { shortMoment } from '@/shared/i18n/time';
import { Avatar, type Face } from '@/shared/ui/Avatar';
import { partsOf } from '../model/snippet';
import styles from './FoundMessages.module.css';

/** A found message for the list. */
export interface ShownFound {
  readonly id: string;
  readonly chatId: string;
  readonly number: number;
  readonly snippet: string;
  readonly sentAt: string;
  readonly author: string;
  readonly chat: string;
  readonly face: Face;
}

interface Props {
  readonly found: readonly ShownFound[];
  readonly hasMore: boolean;
  readonly isMoreComing: boolean;
  readonly onMore: () => void;
  readonly onOpen: (chatId: string, number: number) => void;
}

/** Found messages with the matches highlighted; a press shows the message. */
export function FoundMessages({ found, hasMore, isMoreComing, onMore, onOpen }: Props) {
  return (
    <>
      {found.map((one) => (
        <a
          key={one.id}
          href={`/chats/${one.chatId}?message=${one.number}`}
          data-stop
          className={styles['row']}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onOpen(one.chatId, one.number);
          }}
        >
          <Avatar {...one.face} size={48} />
          <span className={styles['lines']}>
            <span className={styles['top']}>
              <span className={styles['chat']}>{one.chat}</span>
              <time dateTime={one.sentAt}>{shortMoment(one.sentAt)}</time>
            </span>
            <span className={styles['words']}>
              {one.author && <span className={styles['author']}>{one.author}: </span>}
              <Snippet snippet={one.snippet} />
            </span>
          </span>
        </a>
      ))}
      {hasMore && (
        <div className={styles['more']}>
          <Button mode="tertiary" loading={isMoreComing} onClick={onMore}>
            {t('search.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Snippet({ snippet }: { snippet: string }) {
  return partsOf(snippet).map(({ text, isFound }, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one snippet keep their places
    return isFound ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>;
  });
}
