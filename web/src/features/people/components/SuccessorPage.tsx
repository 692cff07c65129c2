import { Button, ModalPage, ModalPageHeader, Search } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { useState } from 'react';
import type { MemberRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { peopleNamed } from '@/shared/person/name-search';
import { PersonRow } from '@/shared/ui/PersonRow';
import styles from './PeoplePicker.module.css';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  /** The label of the button. */
  readonly act: string;
  /** The possible successors; the first is preselected. */
  readonly candidates: readonly MemberRead[];
  readonly onAct: (profileId: string) => void;
}

const SEARCH_FROM = 8;

/** The choice of a new owner before leaving. */
export function SuccessorPage({ id, title, hint, act, candidates, onAct }: Props) {
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState<string>();
  const chosen = candidates.find(({ profile_id }) => profile_id === wanted) ?? candidates[0];
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
      <div className={clsx(styles['picker'], styles['page'])}>
        <p className={styles['hint']}>{hint}</p>
        {candidates.length >= SEARCH_FROM && (
          <Search
            value={query}
            placeholder={t('people.searchMembers')}
            onChange={({ target }) => setQuery(target.value)}
            noPadding
          />
        )}
        <div className={styles['list']} role="radiogroup" aria-label={t('people.successor')}>
          {peopleNamed(candidates, query).map((candidate) => (
            <label key={candidate.id} className={styles['option']}>
              <PersonRow person={candidate} />
              <input
                type="radio"
                name={id}
                className={styles['tick']}
                checked={candidate === chosen}
                onChange={() => setWanted(candidate.profile_id)}
              />
            </label>
          ))}
        </div>
      </div>
    </ModalPage>
  );
}
