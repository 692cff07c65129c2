import { DemoPeople } from '@/features/demo-people/DemoPeople';
import { useAskAnew, useJournalMe, useJournalSignOut } from '@/features/journal/api';
import { Home } from '@/features/journal/components/Home';
import { JournalHeader } from '@/features/journal/components/JournalHeader';
import { JournalSignIn } from '@/features/journal/components/JournalSignIn';
import { addressed } from '@/features/journal/model/parts';
import { useBeginFromJournal } from '@/features/linking/api';
import { LinkBanner } from '@/features/linking/components/LinkBanner';
import { LookChoices } from '@/features/looks/LookChoices';
import { t } from '@/shared/i18n/text';
import { ErrorState } from '@/shared/ui/ErrorState';
import { useOverlays } from '@/shared/ui/Overlays';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { Stage } from '@/shared/ui/Stage';
import { catalogues } from './catalogues';
import styles from './HomePage.module.css';

/** The first screen of who is signed in to the journal; the sign-in for everybody else. */
export function HomePage() {
  const me = useJournalMe();
  const askAnew = useAskAnew();
  const signOut = useJournalSignOut();
  const begin = useBeginFromJournal();
  const { noteFailure } = useOverlays();
  const link = () => {
    if (begin.isPending || begin.isSuccess) return;
    begin.mutate(undefined, {
      onSuccess: ({ go_to }) => window.location.assign(go_to),
      onError: noteFailure,
    });
  };

  if (!me.data) {
    return (
      <Stage
        section={t('journal.section')}
        home="/journal"
        foot={
          me.data === null && (
            <>
              <DemoPeople where="journal" onDone={() => void askAnew()} />
              <LookChoices catalogues={catalogues} />
            </>
          )
        }
      >
        {me.isError && <ErrorState failure={me.error} onRetry={() => void me.refetch()} />}
        {me.isPending && <TextSkeleton rows={6} />}
        {me.data === null && <JournalSignIn />}
      </Stage>
    );
  }
  return (
    <div className={styles['page']}>
      <JournalHeader
        me={me.data}
        onLink={link}
        onSignOut={() => signOut.mutate(undefined, { onError: noteFailure })}
      />
      <main className={styles['content']}>
        <h1 className={styles['title']}>{t('journal.hello', { name: addressed(me.data) })}</h1>
        {!me.data.link && <LinkBanner isPending={begin.isPending || begin.isSuccess} onLink={link} />}
        <Home />
        <LookChoices catalogues={catalogues} />
      </main>
    </div>
  );
}
