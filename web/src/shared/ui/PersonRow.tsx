import { Icon16Verified } from '@vkontakte/icons';
import type { ReactNode } from 'react';
import type { Names } from '../i18n/names';
import { calledName, type Role, rolesInWords, worksAtSchool } from '../i18n/people';
import { Avatar } from './Avatar';
import styles from './PersonRow.module.css';
import { pictureOf } from './picture';

/** A person in a list. */
export interface ShownPerson {
  readonly profile_id: string;
  readonly name: Names;
  readonly badges: readonly Role[];
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
  const name = calledName(person);
  return (
    <span className={styles['row']}>
      <Avatar id={person.profile_id} title={name} src={pictureOf(person.picture)} size={40} />
      <span className={styles['words']}>
        <span className={styles['name']}>
          <span>{name}</span>
          {worksAtSchool(person.badges) && <Icon16Verified className={styles['verified']} aria-hidden />}
        </span>
        <span className={styles['about']}>{about ?? rolesInWords(person.badges)}</span>
      </span>
      {after}
    </span>
  );
}
