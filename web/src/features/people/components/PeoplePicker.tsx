import { Icon20Cancel } from '@vkontakte/icons';
import { Search } from '@vkontakte/vkui';
import { useDeferredValue, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { calledName } from '@/shared/person/person';
import { Avatar } from '@/shared/ui/Avatar';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { moveAmongStops } from '@/shared/ui/keyboard';
import { PersonRow } from '@/shared/ui/PersonRow';
import { pictureOf } from '@/shared/ui/picture';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { type Contact, useContacts } from '../api';
import styles from './PeoplePicker.module.css';

interface Props {
  readonly chosen: readonly Contact[];
  readonly onChange: (chosen: readonly Contact[]) => void;
  /** People who are members already. */
  readonly without?: ReadonlySet<string>;
}

/** A picker of people the person may write to. */
export function PeoplePicker({ chosen, onChange, without }: Props) {
  const [query, setQuery] = useState('');
  const contacts = useContacts(useDeferredValue(query.trim()));
  const ids = new Set(chosen.map(({ profile_id }) => profile_id));
  const toggle = (contact: Contact) =>
    onChange(
      ids.has(contact.profile_id)
        ? chosen.filter(({ profile_id }) => profile_id !== contact.profile_id)
        : [...chosen, contact],
    );
  const offered = (contacts.data ?? []).filter(
    ({ profile_id, may_write }) => may_write && !without?.has(profile_id),
  );
  return (
    <div className={styles['picker']}>
      {chosen.length > 0 && <Chosen chosen={chosen} onRemove={toggle} />}
      <Search
        value={query}
        placeholder={t('people.search')}
        onChange={({ target }) => setQuery(target.value)}
        noPadding
      />
      {contacts.isPending && <ListSkeleton rows={4} />}
      {contacts.isError && <ErrorState failure={contacts.error} onRetry={() => contacts.refetch()} />}
      {contacts.isSuccess && offered.length === 0 && (
        <EmptyState
          title={t(query ? 'people.notFound' : 'people.nobody')}
          hint={query ? '' : t('people.nobodyHint')}
        />
      )}
      <ul className={styles['list']} onKeyDown={moveAmongStops} aria-label={t('people.contacts')}>
        {offered.map((contact) => (
          <li key={contact.profile_id}>
            <label className={styles['option']}>
              <PersonRow person={contact} />
              <input
                type="checkbox"
                data-stop
                className={styles['tick']}
                checked={ids.has(contact.profile_id)}
                onChange={() => toggle(contact)}
              />
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ChosenProps {
  readonly chosen: readonly Contact[];
  readonly onRemove: (contact: Contact) => void;
}

function Chosen({ chosen, onRemove }: ChosenProps) {
  return (
    <ul className={styles['chosen']} aria-label={t('people.chosen')}>
      {chosen.map((contact) => {
        const name = calledName(contact);
        return (
          <li key={contact.profile_id}>
            <button
              type="button"
              aria-label={t('people.unchoose', { name })}
              onClick={() => onRemove(contact)}
            >
              <Avatar
                id={contact.profile_id}
                name={contact.name}
                src={pictureOf(contact.picture)}
                size={24}
              />
              {name}
              <Icon20Cancel width={16} height={16} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
