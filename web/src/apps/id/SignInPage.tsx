import { useEffect } from 'react';
import { DemoPeople } from '@/features/demo-people/DemoPeople';
import { LookChoices } from '@/features/looks/LookChoices';
import { SignIn } from '@/features/sign-in/components/SignIn';
import { t } from '@/shared/i18n/text';
import { usePageName } from '@/shared/ui/page-title';
import { Stage } from '@/shared/ui/Stage';
import { forget } from './forget';

interface Props {
  readonly onDone: () => void;
  readonly reason?: string;
  /** True if a session has ended that the person did not end here. */
  readonly hasEnded?: boolean;
}

/** The sign-in page. */
export function SignInPage({ onDone, reason, hasEnded = false }: Props) {
  // Their session has ended, elsewhere or by its age: on a shared computer the next person must find nothing of them.
  useEffect(() => void forget(), []);
  usePageName(t('ui.signIn'));
  return (
    <Stage section={t('id.section')} home="/" foot={<LookChoices />}>
      <SignIn
        onDone={onDone}
        below={<DemoPeople where="profile" onDone={onDone} />}
        notice={hasEnded ? t('id.sessionEnded') : undefined}
        {...(reason ? { reason } : {})}
      />
    </Stage>
  );
}
