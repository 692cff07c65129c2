import { Icon20MessageOutline, Icon20Verified } from '@vkontakte/icons';
import { Button, ModalCard, VisuallyHidden } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { listedName, roleText, worksAtSchool } from '@/shared/person/person';
import { Avatar } from '@/shared/ui/Avatar';
import type { ShownPerson } from '@/shared/ui/PersonRow';
import { pictureOf } from '@/shared/ui/picture';
import { useContacts } from '../api';
import styles from './PersonCard.module.css';

interface Props {
  readonly id: string;
  readonly person: ShownPerson;
  readonly isMe: boolean;
  readonly onWrite: (profileId: string) => void;
}

/** A person's card: picture, full name, roles by school, and «Написать» where allowed. */
export function PersonCard({ id, person, isMe, onWrite }: Props) {
  const contacts = useContacts('');
  const contact = contacts.data?.find(({ profile_id }) => profile_id === person.profile_id);
  return (
    <ModalCard
      id={id}
      icon={<Avatar id={person.profile_id} name={person.name} src={pictureOf(person.picture)} size={96} />}
      title={
        <span className={styles['name']}>
          {listedName(person)}
          {worksAtSchool(person.badges) && (
            <>
              <Icon20Verified className={styles['verified']} />
              <VisuallyHidden>{t('people.confirmed')}</VisuallyHidden>
            </>
          )}
        </span>
      }
      description={
        <span className={styles['roles']}>
          {person.badges.map((badge) => (
            <span key={`${badge.role} ${badge.school} ${badge.detail}`}>
              {roleText(badge)}
              <span className={styles['school']}>{badge.school}</span>
            </span>
          ))}
          {contact && contact.chats.length > 0 && (
            <span className={styles['school']}>
              {t('people.chatsInCommon', { chats: contact.chats.join(', ') })}
            </span>
          )}
        </span>
      }
      actions={
        !isMe &&
        contact && (
          <div className={styles['actions']}>
            {contact.may_write ? (
              <Button
                size="l"
                stretched
                before={<Icon20MessageOutline />}
                onClick={() => onWrite(person.profile_id)}
              >
                {t('people.write')}
              </Button>
            ) : (
              <span className={styles['school']}>{t('people.mayNotWrite')}</span>
            )}
          </div>
        )
      }
    />
  );
}
