import { useNavigate } from '@tanstack/react-router';
import { Icon24MessageOutline, Icon24Users3Outline } from '@vkontakte/icons';
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import { ListHeader } from '@/features/chats/components/ListHeader';
import { t } from '@/shared/i18n/text';
import { useClosedByBack } from '@/shared/ui/back';
import { late } from '@/shared/ui/late';
import { useIsWide } from '@/shared/ui/layout';
import type { RowsHandle } from '@/shared/ui/VirtualRows';
import { Chats } from './Chats';
import { ConnectionLine } from './ConnectionLine';
import styles from './Frame.module.css';

const SearchResults = late(() => import('./SearchResults').then((module) => module.SearchResults));

/** The pane with the list of chats, or with search results. */
export function ListPane({ openId }: { openId: string | undefined }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);
  const wanted = query.trim();
  const chats = useRef<RowsHandle>(null);
  const clear = useCallback(() => setQuery(''), []);
  // On a phone the results take the place of the list.
  const isWide = useIsWide();
  useClosedByBack(query !== '' && !isWide, clear);
  const onKeyDown = (event: KeyboardEvent) => {
    const first = list.current?.querySelector<HTMLElement>('[data-stop]');
    if (event.key === 'Escape') {
      event.preventDefault();
      setQuery('');
      if (!query) field.current?.blur();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      if (wanted) first?.focus();
      else chats.current?.focusFirst();
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
        <SearchResults query={wanted} openId={openId} onDone={clear} />
      ) : (
        <Chats openId={openId} handle={chats} />
      )}
    </section>
  );
}
