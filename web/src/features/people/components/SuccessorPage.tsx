import { Button, ModalPage, ModalPageHeader, Search } from '@vkontakte/vkui';
import { useState } from 'react';
import type { MemberRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { PersonRow } from '@/shared/ui/PersonRow';
import { membersNamed } from '../model/members';
import styles from './PeoplePicker.module.css';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  /** The word on the button. */
  readonly act: string;
  /** Who could take over; the first is chosen until another one is. */
  readonly heirs: readonly MemberRead[];
  readonly onAct: (profileId: string) => void;
}

const SEARCH_FROM = 8;

/** Choose who takes a chat over from the owner who leaves it. */
export function SuccessorPage({ id, title, hint, act, heirs, onAct }: Props) {
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState<string>();
  const chosen = heirs.find(({ profile_id }) => profile_id === wanted) ?? heirs[0];
  return (
    <ModalPage
      id={id}
      header={<ModalPageHeader>{title}</ModalPageHeader>}
      footer={
        <div className={styles['foot']}>
          <Button
            size="l"
            stretched
            appearance="negative"
            disabled={!chosen}
            onClick={() => chosen && onAct(chosen.profile_id)}
          >
            {act}
          </Button>
        </div>
      }
    >
      <div className={`${styles['picker']} ${styles['page']}`}>
        <p className={styles['hint']}>{hint}</p>
        {heirs.length >= SEARCH_FROM && (
          <Search
            value={query}
            placeholder={t('people.searchMembers')}
            onChange={({ target }) => setQuery(target.value)}
            noPadding
          />
        )}
        <div className={styles['list']} role="radiogroup" aria-label={t('people.successor')}>
          {membersNamed(heirs, query).map((heir) => (
            <label key={heir.id} className={styles['option']}>
              <PersonRow person={heir} />
              <input
                type="radio"
                name={id}
                className={styles['tick']}
                checked={heir === chosen}
                onChange={() => setWanted(heir.profile_id)}
              />
            </label>
          ))}
        </div>
      </div>
    </ModalPage>
  );
}
