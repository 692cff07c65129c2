import { Icon24DoorArrowRightOutline, Icon24MessageOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { useState } from 'react';
import { useConfirmation } from '@/features/confirmation/useConfirmation';
import { useLinks } from '@/features/linking/api';
import { LinksCard } from '@/features/linking/components/LinksCard';
import { LookChoices } from '@/features/looks/LookChoices';
import { PasswordCard, type PasswordCause } from '@/features/profile/components/PasswordCard';
import { PersonCard } from '@/features/profile/components/PersonCard';
import { useNotifications, useSessions } from '@/features/sessions/api';
import { LessonNotificationsCard } from '@/features/sessions/components/LessonNotificationsCard';
import { NotificationsCard } from '@/features/sessions/components/NotificationsCard';
import { SessionsCard } from '@/features/sessions/components/SessionsCard';
import type { Me } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import { PageSkeleton } from '@/shared/ui/PageSkeleton';
import { leave } from './leave';
import styles from './ProfilePage.module.css';

interface Props {
  readonly me: Me;
}

/** The profile: personal data, sign-in, links and sessions. */
export function ProfilePage({ me }: Props) {
  const isKnown = useIsKnown();
  const { confirmed, dialog } = useConfirmation(me.has_password);
  const [asked, setAsked] = useState<PasswordCause>();
  const { confirm, noteFailure } = useOverlays();
  const signOut = (everywhere: boolean) => leave(me.profile.id, everywhere).catch(noteFailure);
  const askAndSignOut = async () => {
    const isSure = await confirm({
      title: t('settings.signOutAsk'),
      text: t('settings.signOutHint'),
      confirm: t('id.signOut'),
      isDestructive: true,
    });
    if (isSure) await signOut(false);
  };
  /** Whoever was signed in must not come back: by the password that they know, or by another code. */
  const keepOut = async () => {
    if (me.has_password) return setAsked('stranger');
    const isSure = await confirm({
      title: t('id.stranger.title'),
      text: t('id.stranger.hint'),
      confirm: t('id.stranger.signOut'),
      isDestructive: true,
    });
    if (isSure) await signOut(true);
  };
  if (!isKnown) return <PageSkeleton />;
  return (
    <div className={styles['page']}>
      <header className={styles['header']}>
        <a className={styles['brand']} href="/">
          <img src="/icon.svg" alt="" width={32} height={32} />
          <span>{t('ui.brand')}</span>
        </a>
        <Button Component="a" href="/" mode="secondary" size="m" before={<Icon24MessageOutline />}>
          {t('id.messenger')}
        </Button>
      </header>
      <main tabIndex={-1} className={styles['content']}>
        <div className={styles['person']}>
          <PersonCard me={me} />
        </div>
        <div className={styles['leave']}>
          <Button
            mode="tertiary"
            appearance="negative"
            size="l"
            stretched
            before={<Icon24DoorArrowRightOutline />}
            onClick={() => void askAndSignOut()}
          >
            {t('id.signOut')}
          </Button>
        </div>
        <div className={styles['column']}>
          <LessonNotificationsCard />
          <NotificationsCard onStranger={() => void keepOut()} />
          <LinksCard confirmed={confirmed} />
          <SessionsCard onSignOutEverywhere={() => signOut(true)} />
          <PasswordCard hasPassword={me.has_password} asked={asked} onAsk={setAsked} confirmed={confirmed} />
          <LookChoices />
        </div>
      </main>
      {dialog}
    </div>
  );
}

/** True once it is known which cards there are and how tall: they stand below each other. */
function useIsKnown(): boolean {
  return ![useNotifications(), useLinks(), useSessions()].some(({ isPending }) => isPending);
}
