import { useNavigate } from '@tanstack/react-router';
import { Icon24MessageOutline, Icon24Users3Outline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { type KeyboardEvent, useRef, useState } from 'react';
import { ConnectDiaryCard } from '@/features/chats/components/ConnectDiaryCard';
import { ListHeader } from '@/features/chats/components/ListHeader';
import { useLinks } from '@/features/linking/api';
import { t } from '@/shared/i18n/text';
import { type ChatSummary, useChatList } from '@/shared/sync/hooks';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { moveAmongStops } from '@/shared/ui/keyboard';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { Wall } from '@/shared/ui/Wall';
import { ChatItem } from './ChatItem';
import { ConnectionLine } from './ConnectionLine';
import styles from './Frame.module.css';
import { SearchResults } from './SearchResults';
import { useHidden } from './useHidden';

/** The pane with the list of chats, or with search results. */
export function ListPane({ openId }: { openId: string | undefined }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);
  const wanted = query.trim();
  const stops = () => list.current?.querySelectorAll<HTMLElement>('[data-stop]') ?? [];
  const onKeyDown = (event: KeyboardEvent) => {
    const [first] = stops();
    if (event.key === 'Escape') {
      event.preventDefault();
      setQuery('');
      if (!query) field.current?.blur();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      first?.focus();
    } else if (event.key === 'Enter' && wanted) first?.click();
  };
  return (
    <section ref={list} className={styles['pane']} aria-label={t('chats.title')}>
      <ListHeader
        query={query}
        onQuery={setQuery}
        field={field}
        onKeyDown={onKeyDown}
        choices={[
          {
            key: 'create',
            title: t('chats.createChat'),
            icon: <Icon24Users3Outline />,
            onChoose: () => void navigate({ to: '/new' }),
          },
          {
            key: 'write',
            title: t('chats.writeTo'),
            icon: <Icon24MessageOutline />,
            onChoose: () => void navigate({ to: '/people' }),
          },
        ]}
      />
      <ConnectionLine />
      {wanted ? (
        <SearchResults query={wanted} openId={openId} onDone={() => setQuery('')} />
      ) : (
        <Chats openId={openId} />
      )}
    </section>
  );
}

function Chats({ openId }: { openId: string | undefined }) {
  const { chats, isLoading, failure } = useChatList();
  const links = useLinks();
  const [isHidden, hide] = useHidden('diary');
  const isLinked = links.data?.some(({ is_active }) => is_active) ?? true;
  if (isLoading && failure !== undefined) return <ErrorState failure={failure} />;
  if (isLoading) return <ListSkeleton rows={10} />;
  if (chats.length === 0) {
    return (
      <EmptyState
        title={t('chats.empty')}
        hint={isLinked ? '' : t('chats.emptyHint')}
        action={
          !isLinked && (
            <Button Component="a" href="/id/connect" size="l">
              {t('chats.connectDiary')}
            </Button>
          )
        }
      />
    );
  }
  const inUse = chats.filter((one) => !one.chat.is_archived && (one.id === openId || !isUntouched(one)));
  const archived = chats.filter(({ chat }) => chat.is_archived);
  return (
    <nav className={styles['list']} aria-label={t('chats.listLabel')} onKeyDown={moveAmongStops}>
      {!isLinked && !isHidden && <ConnectDiaryCard onClose={hide} />}
      {inUse.map((chat) => (
        <Wall key={chat.id} place="chat" size="row" of={chat}>
          <ChatItem chat={chat} isOpen={chat.id === openId} />
        </Wall>
      ))}
      {archived.length > 0 && <h2 className={styles['heading']}>{t('chats.archive')}</h2>}
      {archived.map((chat) => (
        <Wall key={chat.id} place="chat" size="row" of={chat}>
          <ChatItem chat={chat} isOpen={chat.id === openId} />
        </Wall>
      ))}
    </nav>
  );
}

/** An empty dialog is not listed. */
function isUntouched({ chat, last, draft }: ChatSummary): boolean {
  return chat.kind === 'dialog' && last === undefined && draft === '';
}
