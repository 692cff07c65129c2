import { useQueryClient } from '@tanstack/react-query';
import { DemoPeople } from '@/features/demo-people/DemoPeople';
import { LinkFlow } from '@/features/linking/components/LinkFlow';
import { ME, useMe } from '@/features/profile/api';
import { signOut } from '@/features/sessions/api';
import { SignIn } from '@/features/sign-in/components/SignIn';
import type { Known } from '@/features/sign-in/model/draft';
import type { LinkRequestRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { shortName } from '@/shared/person/person';
import { ErrorState } from '@/shared/ui/ErrorState';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { Stage } from '@/shared/ui/Stage';
import { forget } from './forget';

interface Props {
  readonly requestId: string;
  /** Why the external journal did not link. */
  readonly failed: string | undefined;
}

/** The profile's side of a link request that began in the journal, or that returns from an external journal. */
export function LinkPage({ requestId, failed }: Props) {
  const me = useMe();
  const client = useQueryClient();
  const refetch = () => client.invalidateQueries({ queryKey: ME.queryKey });
  const notMe = async () => {
    await signOut(false);
    if (me.data) await forget(me.data.profile.id);
    client.setQueryData(ME.queryKey, null);
  };
  return (
    <Stage section={t('id.section')} home="/">
      {me.isError && <ErrorState failure={me.error} onRetry={() => void me.refetch()} />}
      {me.isPending && <TextSkeleton rows={6} />}
      {me.data !== undefined && (
        <LinkFlow
          requestId={requestId}
          side="profile"
          signed={
            me.data && { name: shortName(me.data.profile.name), more: me.data.phone, knownAs: me.data.phone }
          }
          signIn={(reason, onSigned, account) => {
            const goOn = () => void refetch().then(onSigned);
            return (
              <SignIn
                reason={reason}
                known={account ? knownOf(account) : undefined}
                onDone={goOn}
                below={<DemoPeople where="profile" onDone={goOn} />}
              />
            );
          }}
          onNotMe={notMe}
          restartAddress="/journal"
          onLinked={() => void refetch()}
          failed={failed}
        />
      )}
    </Stage>
  );
}

/** What the journal knows of who creates a profile. */
function knownOf({ name, birth_on, sex }: NonNullable<LinkRequestRead['account']>): Known {
  return { ...name, patronymic: name.patronymic ?? '', birth_on: birth_on ?? '', sex: sex ?? '' };
}
