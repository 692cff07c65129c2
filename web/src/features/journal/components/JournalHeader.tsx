import {
  Icon20Dropdown,
  Icon24ChainOutline,
  Icon24DoorArrowRightOutline,
  Icon24MessageOutline,
} from '@vkontakte/icons';
import { SimpleCell } from '@vkontakte/vkui';
import type { JournalMe } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullName, shortName, staffName } from '@/shared/person/person';
import { rolesOf } from '@/shared/person/roles';
import { Avatar } from '@/shared/ui/Avatar';
import { Popover } from '@/shared/ui/Popover';
import styles from './JournalHeader.module.css';

interface Props {
  readonly me: JournalMe;
  readonly onLink: () => void;
  readonly onSignOut: () => void;
}

/** The journal's header: the school, and the person's name with its menu. */
export function JournalHeader({ me, onLink, onSignOut }: Props) {
  const isStaff = me.roles.some((role) => role !== 'student' && role !== 'guardian');
  const called = isStaff ? staffName(me.name) : shortName(me.name);
  return (
    <header className={styles['header']}>
      <a className={styles['brand']} href="/journal" aria-label={t('journal.home')}>
        <img src="/icon.svg" alt="" width={36} height={36} />
      </a>
      <div className={styles['school']}>
        <div className={styles['title']}>{me.school.title}</div>
        <div className={styles['city']}>{me.school.city}</div>
      </div>
      <Popover
        label={t('journal.menu')}
        looks={styles['person']}
        place={styles['place']}
        panel={styles['menu']}
        hasWords
        sign={
          <>
            <Avatar id={me.link?.profile_id ?? me.account_id} name={me.name} size={36} />
            <span className={styles['name']}>{called}</span>
            <Icon20Dropdown aria-hidden />
          </>
        }
      >
        {(close) => (
          <>
            <div className={styles['me']}>
              <strong>{fullName(me.name)}</strong>
              <span>{rolesOf(me.roles)}</span>
              {me.login && <span>{t('journal.login', { login: me.login })}</span>}
            </div>
            {!me.link && (
              <SimpleCell before={<Icon24ChainOutline />} onClick={after(close, onLink)}>
                {t('journal.link')}
              </SimpleCell>
            )}
            <SimpleCell href="/" before={<Icon24MessageOutline />}>
              {t('journal.messenger')}
            </SimpleCell>
            <SimpleCell before={<Icon24DoorArrowRightOutline />} onClick={after(close, onSignOut)}>
              {t('journal.signOut')}
            </SimpleCell>
          </>
        )}
      </Popover>
    </header>
  );
}

/** Return a function that closes the menu and then acts. */
function after(close: () => void, act: () => void): () => void {
  return () => {
    close();
    act();
  };
}
