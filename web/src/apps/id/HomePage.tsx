import { useEffect } from 'react';
import { useMe } from '@/features/profile/api';
import { safeNext } from '@/features/sign-in/model/next';
import { lostConnection } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { ErrorState } from '@/shared/ui/ErrorState';
import { late } from '@/shared/ui/late';
import { PageSkeleton } from '@/shared/ui/PageSkeleton';
import { Stage } from '@/shared/ui/Stage';
import { SignInPage } from './SignInPage';

const ProfilePage = late(() => import('./ProfilePage').then((module) => module.ProfilePage), {
  waiting: <PageSkeleton />,
  size: 'pane',
});

interface Props {
  /** The address to return to. */
  readonly next: string | undefined;
  /** True if the person did not sign out here themselves. */
  readonly hasEnded: boolean;
}

/** The profile of the signed-in person; everybody else signs in first and returns to `next`. */
export function HomePage({ next, hasEnded }: Props) {
  const me = useMe();
  const isOnTheWay = me.data && next !== undefined;
  const goOn = () => window.location.replace(safeNext(next, window.location.origin));
  useEffect(() => {
    if (isOnTheWay) window.location.replace(safeNext(next, window.location.origin));
  }, [isOnTheWay, next]);

  if (me.data === null) return <SignInPage onDone={goOn} hasEnded={hasEnded} {...reasonOf(next)} />;
  if (me.data && !isOnTheWay) return <ProfilePage me={me.data} />;
  const lost = lostConnection(me);
  if (!me.isError && !lost) return <PageSkeleton />;
  return (
    <Stage section={t('id.section')} home="/">
      <ErrorState failure={lost ?? me.error} onRetry={() => void me.refetch()} />
    </Stage>
  );
}

/** The reason for the sign-in, where `next` needs one. */
function reasonOf(next: string | undefined): { readonly reason?: string } {
  if (next?.startsWith('/lesson/')) return { reason: t('id.reason.lesson') };
  return next && /^\/(call|join)\//.test(next) ? { reason: t('id.reason.call') } : {};
}
