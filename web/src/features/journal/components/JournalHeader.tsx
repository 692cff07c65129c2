import {
  Icon20Dropdown,
  Icon24ChainOutline,
  Icon24DoorArrowRightOutline,
  Icon24MessageOutline,
} from '@vkontakte/icons';
import { Popover, SimpleCell } from '@vkontakte/vkui';
import { useState } from 'react';
import type { JournalMe } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullName, shortName, staffName } from '@/shared/person/person';
import { rolesOf } from '@/shared/person/roles';
import { Avatar } from '@/shared/ui/Avatar';
import styles from './JournalHeader.module.css';

interface Props {
  readonly me: JournalMe;
  readonly onLink: () => void;
  readonly onSignOut: () => void;
}

/** The journal's header: the school, and the person's name with its menu. */
export function JournalHeader({ me, onLink, onSignOut }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const isStaff = me.roles.some((role) => role !== 'student' && role !== 'guardian');
  const called = isStaff ? staffName(me.name) : shortName(me.name);
  const close = (act?: () => void) => () => {
    setIsOpen(false);
    act?.();
  };
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
        shown={isOpen}
        onShownChange={setIsOpen}
        trigger="click"
        placement="bottom-end"
        role="dialog"
        aria-label={t('journal.menu')}
        content={
          <div className={styles['menu']}>
            <div className={styles['me']}>
              <strong>{fullName(me.name)}</strong>
              <span>{rolesOf(me.roles)}</span>
              {me.login && <span>{t('journal.login', { login: me.login })}</span>}
            </div>
            {!me.link && (
              <SimpleCell before={<Icon24ChainOutline />} onClick={close(onLink)}>
                {t('journal.link')}
              </SimpleCell>
            )}
            <SimpleCell href="/" before={<Icon24MessageOutline />} onClick={close()}>
              {t('journal.messenger')}
            </SimpleCell>
            <SimpleCell before={<Icon24DoorArrowRightOutline />} onClick={close(onSignOut)}>
              {t('journal.signOut')}
            </SimpleCell>
          </div>
        }
      >
        <button type="button" className={styles['person']} aria-haspopup="dialog" aria-expanded={isOpen}>
          <Avatar id={me.account_id} name={me.name} size={36} />
          <span className={styles['name']}>{called}</span>
          <Icon20Dropdown aria-hidden />
        </button>
      </Popover>
    </header>
  );
}
