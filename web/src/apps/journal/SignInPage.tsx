import { useJournalMe } from '@/data/journal/me';
import { DemoPeople } from '@/features/demo-people/DemoPeople';
import { useRefetchAll } from '@/features/journal/api';
import { JournalSignIn } from '@/features/journal/components/JournalSignIn';
import { LookChoices } from '@/features/looks/LookChoices';
import { t } from '@/shared/i18n/text';
import { ErrorState } from '@/shared/ui/ErrorState';
import { usePageName } from '@/shared/ui/page-title';
import { Stage } from '@/shared/ui/Stage';

/** The journal's sign-in, at any address; the address is shown after it. */
export function SignInPage() {
  const me = useJournalMe();
  const refetchAll = useRefetchAll();
  usePageName(t('ui.signIn'));
  return (
    <Stage
      section={t('journal.section')}
      home="/journal"
      foot={
        me.data === null && (
          <>
            <DemoPeople where="journal" onDone={() => void refetchAll()} />
            <LookChoices />
          </>
        )
      }
    >
      {me.isError && <ErrorState failure={me.error} onRetry={() => void me.refetch()} />}
      {me.data === null && <JournalSignIn />}
    </Stage>
  );
}
