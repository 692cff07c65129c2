import { Icon16Verified } from '@vkontakte/icons';
import type { ReactNode } from 'react';
import { listedName, type Person, rolesInWords, worksAtSchool } from '../person/person';
import { Avatar } from './Avatar';
import styles from './PersonRow.module.css';
import { pictureOf } from './picture';

/** A person in a list. */
export interface ShownPerson extends Person {
  readonly profile_id: string;
  readonly picture: string | null;
}

interface Props {
  readonly person: ShownPerson;
  /** Shown instead of the roles. */
  readonly about?: string | undefined;
  /** At the right edge: a tag, a tick, a button. */
  readonly after?: ReactNode;
}

/** A person: picture, name with ✓ for school staff, and roles. */
export function PersonRow({ person, about, after }: Props) {
  return (
    <span className={styles['row']}>
      <Avatar id={person.profile_id} name={person.name} src={pictureOf(person.picture)} size={40} />
      <span className={styles['words']}>
        <span className={styles['name']}>
          <span>{listedName(person)}</span>
          {worksAtSchool(person.badges) && <Icon16Verified className={styles['verified']} aria-hidden />}
        </span>
        <span className={styles['about']}>{about ?? rolesInWords(person.badges)}</span>
      </span>
      {after}
    </span>
  );
}
