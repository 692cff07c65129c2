import { type Choice, ConnectFlow } from '@/features/linking/components/ConnectFlow';
import { useMe } from '@/features/profile/api';
import { t } from '@/shared/i18n/text';
import { ErrorState } from '@/shared/ui/ErrorState';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { Stage } from '@/shared/ui/Stage';
import { SignInPage } from './SignInPage';

interface Props {
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** «Подключить дневник», for who is signed in. */
export function ConnectPage({ choice, onChoose }: Props) {
  const me = useMe();
  if (me.data === null) {
    return <SignInPage reason={t('linking.reason.connect')} onDone={() => void me.refetch()} />;
  }
  return (
    <Stage section={t('id.section')} home="/">
      {me.isError && <ErrorState failure={me.error} onRetry={() => void me.refetch()} />}
      {me.isPending && <TextSkeleton rows={6} />}
      {me.data && (
        <ConnectFlow choice={choice} onChoose={onChoose} onLeave={() => window.location.assign('/')} />
      )}
    </Stage>
  );
}
