import { Search } from '@vkontakte/vkui';
import { useDeferredValue, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { moveAmongStops } from '@/shared/ui/keyboard';
import { PersonRow } from '@/shared/ui/PersonRow';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { type Contact, useContacts } from '../api';
import styles from './ContactList.module.css';

interface Props {
  readonly onChoose: (contact: Contact) => void;
}

/** The people the person may write to; choosing one opens the dialog. */
export function ContactList({ onChoose }: Props) {
  const [query, setQuery] = useState('');
  const contacts = useContacts(useDeferredValue(query.trim()));
  const offered = contacts.data?.filter(({ may_write }) => may_write);
  return (
    <div className={styles['contacts']}>
      <Search
        autoFocus
        value={query}
        placeholder={t('people.search')}
        onChange={({ target }) => setQuery(target.value)}
        noPadding
      />
      {contacts.isPending && <ListSkeleton rows={6} />}
      {contacts.isError && <ErrorState failure={contacts.error} onRetry={() => contacts.refetch()} />}
      {offered?.length === 0 && (
        <EmptyState
          title={t(query ? 'people.notFound' : 'people.nobody')}
          hint={query ? '' : t('people.nobodyHint')}
        />
      )}
      <ul className={styles['list']} onKeyDown={moveAmongStops} aria-label={t('people.contacts')}>
        {offered?.map((contact) => (
          <li key={contact.profile_id}>
            <button type="button" data-stop className={styles['person']} onClick={() => onChoose(contact)}>
              <PersonRow person={contact} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
