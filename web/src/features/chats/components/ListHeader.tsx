import { Icon24Cancel, Icon24Search, Icon28WriteSquareOutline } from '@vkontakte/icons';
import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { t } from '@/shared/i18n/text';
import { IconButton } from '@/shared/ui/IconButton';
import type { MenuChoice } from '@/shared/ui/Menu';
import { MenuButton } from '@/shared/ui/MenuButton';
import styles from './ListHeader.module.css';

interface Props {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** The menu of the pencil. */
  readonly choices: readonly MenuChoice[];
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Above the list: the search field (also Ctrl+K) and the button «Новый чат». */
export function ListHeader({ query, onQuery, choices, field, onKeyDown }: Props) {
  useSearchKey(field);
  return (
    <header className={styles['header']}>
      <h1 className={styles['title']}>{t('chats.title')}</h1>
      <div className={styles['search']}>
        <Icon24Search aria-hidden className={styles['loupe']} width={20} height={20} />
        <input
          ref={field}
          type="search"
          value={query}
          placeholder={t('chats.search')}
          aria-label={t('chats.search')}
          aria-keyshortcuts="Control+K"
          onChange={({ target }) => onQuery(target.value)}
          onKeyDown={onKeyDown}
        />
        {query !== '' && (
          <IconButton label={t('chats.clearSearch')} onClick={() => onQuery('')}>
            <Icon24Cancel width={20} height={20} />
          </IconButton>
        )}
      </div>
      <div className={styles['pencil']}>
        <MenuButton label={t('chats.new')} sign={<Icon28WriteSquareOutline />} choices={choices} />
      </div>
    </header>
  );
}

function useSearchKey(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyK') return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, [field]);
}
