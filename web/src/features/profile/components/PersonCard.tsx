import { Icon20CheckCircleFillGreen, Icon28UserCircleOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { useState } from 'react';
import type { Me } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { calendarDate } from '@/shared/i18n/time';
import { fullName, roleText } from '@/shared/person/person';
import { EditProfile } from './EditProfile';
import styles from './PersonCard.module.css';
import { Portrait } from './Portrait';

interface Props {
  readonly me: Me;
}

/** The own profile: picture, name, confirmed roles, phone and birth date. */
export function PersonCard({ me: { profile, phone } }: Props) {
  const [isEditing, setIsEditing] = useState(false);
  return (
    <>
      <section className={styles['card']} aria-label={t('id.profile.title')}>
        <Portrait profile={profile} />
        <h1 className={styles['name']}>{fullName(profile.name)}</h1>
        {profile.badges.length > 0 ? (
          <ul className={styles['badges']}>
            {profile.badges.map((badge) => (
              <li key={`${badge.role} ${badge.school} ${badge.detail}`}>
                <Icon20CheckCircleFillGreen aria-hidden />
                <span>
                  {roleText(badge)}
                  <span className={styles['school']}> · {badge.school}</span>
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className={styles['none']}>{t('id.profile.noRoles')}</p>
        )}
        <dl className={styles['facts']}>
          <div>
            <dt>{t('id.phone.label')}</dt>
            <dd>{phone}</dd>
          </div>
          <div>
            <dt>{t('person.birth')}</dt>
            <dd>{calendarDate(profile.birth_on)}</dd>
          </div>
        </dl>
        {profile.is_confirmed ? (
          <p className={styles['none']}>{t('id.profile.confirmed')}</p>
        ) : (
          <Button
            mode="secondary"
            size="m"
            before={<Icon28UserCircleOutline width={20} height={20} />}
            onClick={() => setIsEditing(true)}
          >
            {t('id.profile.edit')}
          </Button>
        )}
      </section>
      <EditProfile profile={profile} isOpen={isEditing} onClose={() => setIsEditing(false)} />
    </>
  );
}
