import { useJournalMe } from '@/data/journal/me';
import { DemoPeople } from '@/features/demo-people/DemoPeople';
import { useJournalSignOut, useRefetchAll } from '@/features/journal/api';
import { JournalSignIn } from '@/features/journal/components/JournalSignIn';
import { LinkFlow } from '@/features/linking/components/LinkFlow';
import { t } from '@/shared/i18n/text';
import { shortName } from '@/shared/person/person';
import { ErrorState } from '@/shared/ui/ErrorState';
import forms from '@/shared/ui/forms.module.css';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { Stage } from '@/shared/ui/Stage';

/** The journal's side of a link request that began in the messenger. */
export function LinkPage({ requestId }: { requestId: string }) {
  const me = useJournalMe();
  const refetchAll = useRefetchAll();
  const signOut = useJournalSignOut();
  return (
    <Stage section={t('journal.section')} home="/journal">
      {me.isError && <ErrorState failure={me.error} onRetry={() => void me.refetch()} />}
      {me.isPending && <TextSkeleton rows={6} />}
      {me.data !== undefined && (
        <LinkFlow
          requestId={requestId}
          side="account"
          signed={
            me.data && {
              name: shortName(me.data.name),
              more: me.data.school.title,
              knownAs: me.data.login ?? '',
            }
          }
          signIn={(reason, onSigned) => (
            <div className={forms['apart']}>
              <JournalSignIn reason={reason} onDone={onSigned} />
              <DemoPeople where="journal" onDone={() => void refetchAll().then(onSigned)} />
            </div>
          )}
          onNotMe={() => signOut.mutateAsync()}
          restartAddress="/id/connect"
          onLinked={() => void refetchAll()}
        />
      )}
    </Stage>
  );
}
