import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { selectIds } from '@/data/messenger/chat-list';
import { useSnapshot } from '@/data/messenger/hooks';
import { useSync } from '@/data/messenger/SyncProvider';
import { detailsOf, otherOf } from '@/data/messenger/summary';
import { useOpenDialog } from '@/features/chats/api';
import { useSearch } from '@/features/search/api';
import { FoundMessages, type ShownFound } from '@/features/search/components/FoundMessages';
import { newId } from '@/shared/api/ids';
import type { SearchResult } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { calledName, titleOf } from '@/shared/person/person';
import { withWords } from '@/shared/text/words';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { moveAmongStops } from '@/shared/ui/keyboard';
import { PersonRow } from '@/shared/ui/PersonRow';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { ChatItem } from './ChatItem';
import styles from './Frame.module.css';
import { useWriteTo } from './useWriteTo';

interface Props {
  readonly query: string;
  readonly openId: string | undefined;
  readonly onDone: () => void;
}

/** Search results: chats by title at once, then people and messages from the server. */
export function SearchResults({ query, openId, onDone }: Props) {
  const navigate = useNavigate();
  const search = useSearch(useDeferredValue(query));
  const writeTo = useWriteTo(useOpenDialog());
  const named = useNamed(query);
  const acts = useMemo(
    () => ({
      onOpen: (chatId: string) => {
        onDone();
        void navigate({ to: '/chats/$chatId', params: { chatId } });
      },
    }),
    [navigate, onDone],
  );
  const pages = search.data?.pages ?? [];
  const people = (pages[0]?.people ?? []).filter(({ may_write }) => may_write);
  const found = useShownFound(pages);
  const isNothing = search.isSuccess && named.length + people.length + found.length === 0;
  return (
    <section className={styles['list']} aria-label={t('search.results')} onKeyDown={moveAmongStops}>
      {named.length > 0 && <h2 className={styles['heading']}>{t('search.chats')}</h2>}
      {named.map((chat) => (
        <ChatItem key={chat.id} chatId={chat.id} isOpen={chat.id === openId} acts={acts} />
      ))}
      {people.length > 0 && <h2 className={styles['heading']}>{t('search.people')}</h2>}
      {people.map((person) => (
        <button
          key={person.profile_id}
          type="button"
          data-stop
          className={styles['person']}
          onClick={() => {
            onDone();
            writeTo(person.profile_id);
          }}
        >
          <PersonRow person={person} />
        </button>
      ))}
      {found.length > 0 && <h2 className={styles['heading']}>{t('search.messages')}</h2>}
      <FoundMessages
        found={found}
        hasMore={search.hasNextPage}
        isMoreComing={search.isFetchingNextPage}
        onMore={() => void search.fetchNextPage()}
        onOpen={(chatId, message) =>
          void navigate({
            to: '/chats/$chatId',
            params: { chatId },
            search: { message },
            state: { askedAs: newId() },
          })
        }
      />
      {search.isLoading && <ListSkeleton rows={4} />}
      {search.isError && <ErrorState failure={search.error} onRetry={() => void search.refetch()} />}
      {isNothing && <EmptyState title={t('search.nothing')} hint={t('search.nothingHint')} />}
    </section>
  );
}

/** Return the chats with this name, the one with the newest message first. */
function useNamed(query: string) {
  const sync = useSync();
  const known = useSnapshot(({ world }) => world.chats);
  return useMemo(() => {
    const chats = selectIds(sync.snapshot).flatMap((id) => known.get(id) ?? []);
    const titled = chats.map((chat) => ({ id: chat.id, title: titleOf(chat.chat.value, otherOf(chat)) }));
    return withWords(titled, query, ({ title }) => title);
  }, [sync, known, query]);
}

function useShownFound(pages: readonly SearchResult[]): readonly ShownFound[] {
  const sync = useSync();
  const { chats } = sync.snapshot.world;
  return pages
    .flatMap(({ messages }) => messages)
    .map(({ message, chat_id, snippet, author }) => {
      const chat = chats.get(chat_id);
      const details = chat && detailsOf(chat, false);
      const isOwn = message.author_id === sync.snapshot.world.me.id;
      return {
        id: message.id,
        chatId: chat_id,
        number: message.number,
        snippet,
        sentAt: message.sent_at,
        author: isOwn ? t('chats.you') : author ? calledName(author) : '',
        chat: details?.title ?? '',
        face: details?.face ?? { id: chat_id, name: '' },
      };
    });
}
