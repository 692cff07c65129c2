import { useEffect } from 'react';
import { useMe } from '@/features/profile/api';
import { safeNext } from '@/features/sign-in/model/next';
import { t } from '@/shared/i18n/text';
import { useAsked } from '@/shared/ui/address';
import { ErrorState } from '@/shared/ui/ErrorState';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { Stage } from '@/shared/ui/Stage';
import { ProfilePage } from './ProfilePage';
import { SignInPage } from './SignInPage';

/** The profile of who is signed in; the sign-in for everybody else, and from there to where one came from. */
export function HomePage() {
  const next = useAsked('next');
  const me = useMe();
  const isOnTheWay = me.data && next !== undefined;
  const goOn = () => window.location.replace(safeNext(next, window.location.origin));
  useEffect(() => {
    if (isOnTheWay) window.location.replace(safeNext(next, window.location.origin));
  }, [isOnTheWay, next]);

  if (me.data === null) return <SignInPage onDone={goOn} />;
  if (me.data && !isOnTheWay) return <ProfilePage me={me.data} />;
  return (
    <Stage section={t('id.section')} home="/">
      {me.isError ? (
        <ErrorState failure={me.error} onRetry={() => void me.refetch()} />
      ) : (
        <TextSkeleton rows={6} />
      )}
    </Stage>
  );
}
