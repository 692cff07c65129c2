import { Icon56ErrorTriangleOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { errorText } from '@/shared/api/error-text';
import type { Reason } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import forms from '@/shared/ui/forms.module.css';
import { StepScreen } from '@/shared/ui/StepScreen';
import { useOpenCase } from '../api';
import type { Side } from '../model/flow';
import { causeOf, type LinkProblem, type NextStep, nextSteps } from '../model/problem';

interface Props {
  readonly side: Side;
  readonly problem: LinkProblem;
  /** The reasons of the conflict. */
  readonly reasons: readonly Reason[];
  /** Returns the support case for the school. */
  readonly findCase: () => Promise<string | undefined>;
  readonly restartAddress: string;
  readonly onOtherAccount: () => void;
  readonly onRetry: () => void;
}

/** Why it did not work, and what to do. */
export function ProblemScreen({
  side,
  problem,
  reasons,
  findCase,
  restartAddress,
  onOtherAccount,
  onRetry,
}: Props) {
  const openCase = useOpenCase(findCase);
  const write = () => {
    if (openCase.isPending || openCase.isSuccess) return;
    openCase.mutate(undefined, {
      onSuccess: ({ chat_id }) => window.location.assign(`/chats/${chat_id}`),
    });
  };
  const acts: Record<NextStep, { href: string } | { onClick: () => void; loading?: boolean }> = {
    begin_anew: { href: restartAddress },
    change_birth: { href: '/id' },
    messenger: { href: '/' },
    other_account: { onClick: onOtherAccount },
    // The session of the profile is ended on its own page.
    other_number: side === 'profile' ? { onClick: onOtherAccount } : { href: '/id' },
    retry: { onClick: onRetry },
    support: { onClick: write, loading: openCase.isPending || openCase.isSuccess },
  };
  const cause = causeOf(reasons);
  const [title, hint] =
    problem === 'child_on_adults_profile'
      ? [
          t(`linking.conflict.${cause ?? 'adults_profile'}`),
          t(`linking.conflictText.${cause ?? 'adults_profile'}`),
        ]
      : [t(`linking.trouble.${problem}`), t(`linking.troubleText.${problem}`)];
  return (
    <StepScreen title={title} hint={hint} icon={<Icon56ErrorTriangleOutline />} focusesTitle>
      {openCase.error && (
        <p role="alert" className={forms['error']}>
          {errorText(openCase.error)}
        </p>
      )}
      {nextSteps(problem, cause, side).map((way, at) => {
        const act = acts[way];
        const link = 'href' in act ? ({ Component: 'a', ...act } as const) : act;
        return (
          <Button key={way} {...link} size="l" stretched mode={at === 0 ? 'primary' : 'secondary'}>
            {t(`linking.way.${way}`)}
          </Button>
        );
      })}
    </StepScreen>
  );
}
