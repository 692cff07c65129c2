import { useMe } from '@/data/messenger/hooks';
import { useSync } from '@/data/messenger/SyncProvider';
import { SettingsPage } from '@/features/settings/components/SettingsPage';
import { chooseLanguage, t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import styles from './Frame.module.css';

/** The settings, and signing out. */
export function SettingsScreen() {
  const sync = useSync();
  const me = useMe();
  const { confirm, noteFailure } = useOverlays();
  const signOut = async () => {
    const count = sync.waitingCount();
    const isSure = await confirm({
      title: t('settings.signOutAsk'),
      text: count > 0 ? t('settings.signOutUnsent', { count }) : t('settings.signOutHint'),
      confirm: t('settings.signOut'),
      isDestructive: true,
    });
    if (isSure) await sync.signOut().catch(noteFailure);
  };
  return (
    <section className={styles['settings']} aria-label={t('settings.title')}>
      <h1 className={styles['title']}>{t('settings.title')}</h1>
      <SettingsPage
        me={me}
        onLanguage={(chosen) => void chooseLanguage(chosen)}
        onSignOut={() => void signOut()}
      />
    </section>
  );
}
