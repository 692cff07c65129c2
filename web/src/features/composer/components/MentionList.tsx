import { t } from '@/shared/i18n/text';
import type { Names } from '@/shared/person/person';
import { Avatar } from '@/shared/ui/Avatar';
import type { Candidate } from '../model/mentions';
import styles from './MentionList.module.css';

/** A row of the mention list. */
export interface ShownCandidate extends Candidate {
  readonly about: string;
  /** For the letters of the picture. */
  readonly face: Names | string;
  readonly picture: string | undefined;
}

interface Props {
  readonly id: string;
  readonly candidates: readonly ShownCandidate[];
  readonly current: number;
  readonly onChoose: (candidate: ShownCandidate) => void;
}

/** The people matching the «@» being typed; the text field keeps the focus. */
export function MentionList({ id, candidates, current, onChoose }: Props) {
  return (
    <div id={id} className={styles['list']} role="listbox" aria-label={t('composer.mentions')}>
      {candidates.map((candidate, at) => (
        <button
          key={candidate.profileId ?? 'all'}
          id={optionId(id, at)}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={at === current}
          className={styles['option']}
          // The field must keep the focus, otherwise the phone's keyboard closes.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(candidate)}
        >
          <Avatar id={candidate.profileId ?? 'all'} name={candidate.face} src={candidate.picture} size={32} />
          <span className={styles['name']}>{candidate.label}</span>
          <span className={styles['about']}>{candidate.about}</span>
        </button>
      ))}
    </div>
  );
}

/** Return the id of an option, for `aria-activedescendant`. */
export function optionId(listId: string, at: number): string {
  return `${listId}-${at}`;
}
