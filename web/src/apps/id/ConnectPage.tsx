import { useRouter } from '@tanstack/react-router';
import { ConnectFlow } from '@/features/linking/components/ConnectFlow';
import { useMe } from '@/features/profile/api';
import { t } from '@/shared/i18n/text';
import { type Choice, connectAddress, safeReturnTo } from '@/shared/school/connect';
import { ErrorState } from '@/shared/ui/ErrorState';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { Stage } from '@/shared/ui/Stage';
import { SignInPage } from './SignInPage';

/** «Подключить дневник», for a signed-in profile. */
export function ConnectPage({ region, provider, ...asked }: Choice) {
  const returnTo = safeReturnTo(asked.returnTo);
  const choice = { region, provider, returnTo };
  const { history } = useRouter();
  const me = useMe();
  if (me.data === null) {
    return <SignInPage reason={t('linking.reason.connect')} onDone={() => void me.refetch()} />;
  }
  return (
    <Stage section={t('id.section')} home="/">
      {me.isError && <ErrorState failure={me.error} onRetry={() => void me.refetch()} />}
      {me.isPending && <TextSkeleton rows={6} />}
      {me.data && (
        <ConnectFlow
          choice={choice}
          onChoose={(next) => history.push(connectAddress(next))}
          onLeave={() => window.location.assign(returnTo ?? '/')}
        />
      )}
    </Stage>
  );
}
