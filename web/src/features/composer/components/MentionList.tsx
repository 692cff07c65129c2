import { t } from '@/shared/i18n/text';
import type { Names } from '@/shared/person/person';
import { Avatar } from '@/shared/ui/Avatar';
import { Listbox } from '@/shared/ui/Listbox';
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
    <Listbox
      id={id}
      label={t('composer.mentions')}
      options={candidates}
      current={current}
      keyOf={idOf}
      onChoose={onChoose}
    >
      {(candidate) => (
        <>
          <Avatar id={idOf(candidate)} name={candidate.face} src={candidate.picture} size={32} />
          <span className={styles['name']}>{candidate.label}</span>
          <span className={styles['about']}>{candidate.about}</span>
        </>
      )}
    </Listbox>
  );
}

function idOf({ profileId }: ShownCandidate): string {
  return profileId ?? 'all';
}
