import {
  Icon28ComputerOutline,
  Icon28DoorArrowRightOutline,
  Icon28EducationOutline,
  Icon28UserCircleOutline,
} from '@vkontakte/icons';
import { SegmentedControl } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { useSignalSettings } from '@/data/messenger/signal-settings';
import type { ProfileRead } from '@/shared/api/schema';
import { LANGUAGES, type Language, language, t } from '@/shared/i18n/text';
import { fullName, rolesInWords } from '@/shared/person/person';
import { Avatar } from '@/shared/ui/Avatar';
import { pictureOf } from '@/shared/ui/picture';
import { Switch } from '@/shared/ui/Switch';
import { chooseTheme, useThemeChoice } from '@/shared/ui/theme';
import { setPreferences, usePreferences } from '../usePreferences';
import styles from './SettingsPage.module.css';
import { StorageUsage } from './StorageUsage';

interface Props {
  readonly me: ProfileRead;
  readonly onLanguage: (language: Language) => void;
  readonly onSignOut: () => void;
}

/** The settings of this browser, with links to the profile, its sessions and its links. */
export function SettingsPage({ me, onLanguage, onSignOut }: Props) {
  const name = fullName(me.name);
  return (
    <div className={styles['page']}>
      <a className={styles['me']} href="/id">
        <Avatar id={me.id} name={me.name} src={pictureOf(me.picture)} size={72} />
        <span className={styles['words']}>
          <span className={styles['name']}>{name}</span>
          <span className={styles['about']}>{rolesInWords(me.badges)}</span>
        </span>
      </a>
      <Looks onLanguage={onLanguage} />
      <Behaviour />
      <StorageUsage />
      <section className={styles['section']}>
        <SettingsLink href="/id" icon={<Icon28UserCircleOutline />} title={t('settings.profile')} />
        <SettingsLink href="/id#devices" icon={<Icon28ComputerOutline />} title={t('settings.devices')} />
        <SettingsLink href="/id/connect" icon={<Icon28EducationOutline />} title={t('settings.diary')} />
        <button type="button" className={clsx(styles['way'], styles['out'])} onClick={onSignOut}>
          <Icon28DoorArrowRightOutline />
          {t('settings.signOut')}
        </button>
      </section>
    </div>
  );
}

function Looks({ onLanguage }: Pick<Props, 'onLanguage'>) {
  const theme = useThemeChoice();
  return (
    <section className={styles['section']}>
      <div className={styles['field']}>
        <span id="theme">{t('settings.theme')}</span>
        <SegmentedControl
          aria-labelledby="theme"
          value={theme}
          onChange={(value) => chooseTheme(value === 'dark' || value === 'light' ? value : 'system')}
          options={[
            { value: 'system', label: t('settings.themeAuto') },
            { value: 'light', label: t('ui.themeLight') },
            { value: 'dark', label: t('ui.themeDark') },
          ]}
        />
      </div>
      <div className={styles['field']}>
        <span id="language">{t('settings.language')}</span>
        <SegmentedControl
          aria-labelledby="language"
          value={language()}
          onChange={(value) => onLanguage(LANGUAGES.find((one) => one === value) ?? 'ru')}
          options={LANGUAGES.map((one) => ({ value: one, label: t(`settings.language.${one}`) }))}
        />
      </div>
    </section>
  );
}

function Behaviour() {
  const { enterSends } = usePreferences();
  const [signals, setSignals] = useSignalSettings();
  const isDenied = 'Notification' in window && Notification.permission === 'denied';
  return (
    <section className={clsx(styles['section'], styles['switches'])}>
      <Switch
        label={t('settings.enterSends')}
        hint={t('settings.enterSendsHint')}
        isOn={enterSends}
        onTurn={(on) => setPreferences({ enterSends: on })}
      />
      <Switch
        label={t('settings.sound')}
        isOn={signals.sound}
        onTurn={(on) => void setSignals({ sound: on })}
      />
      {'Notification' in window && (
        <Switch
          label={t('settings.notifications')}
          hint={isDenied ? t('settings.notificationsDenied') : ''}
          isOn={signals.notifications && !isDenied}
          isFixed={isDenied}
          onTurn={(on) => void setSignals({ notifications: on })}
        />
      )}
    </section>
  );
}

function SettingsLink({ href, icon, title }: { href: string; icon: ReactNode; title: string }) {
  return (
    <a className={styles['way']} href={href}>
      {icon}
      {title}
    </a>
  );
}
