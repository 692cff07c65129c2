import { Icon16Verified } from '@vkontakte/icons';
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
  /** What the person is here, before the roles: «вы · владелец». */
  readonly place?: string;
}

/** A person: picture, name with ✓ for school staff, and roles. */
export function PersonRow({ person, place }: Props) {
  const roles = rolesInWords(person.badges);
  return (
    <span className={styles['row']}>
      <Avatar id={person.profile_id} name={person.name} src={pictureOf(person.picture)} size={40} />
      <span className={styles['words']}>
        <span className={styles['name']}>
          <span>{listedName(person)}</span>
          {worksAtSchool(person.badges) && <Icon16Verified className={styles['verified']} aria-hidden />}
        </span>
        <span className={styles['about']}>
          {place && <span>{place}</span>}
          {place && roles && ' · '}
          {roles}
        </span>
      </span>
    </span>
  );
}
