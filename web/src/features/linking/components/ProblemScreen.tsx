import { Icon56ErrorTriangleOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { errorText } from '@/shared/api/error-text';
import type { Reason } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import forms from '@/shared/ui/forms.module.css';
import { StepScreen } from '@/shared/ui/StepScreen';
import { useOpenCase } from '../api';
import { type LinkProblem, type NextStep, nextSteps } from '../model/problem';
import styles from './choices.module.css';

interface Props {
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
    messenger: { href: '/' },
    other_account: { onClick: onOtherAccount },
    retry: { onClick: onRetry },
    support: { onClick: write, loading: openCase.isPending || openCase.isSuccess },
  };
  return (
    <StepScreen
      title={t(`linking.trouble.${problem}`)}
      hint={t(`linking.troubleText.${problem}`)}
      icon={<Icon56ErrorTriangleOutline />}
      focusesTitle
    >
      {reasons.length > 0 && (
        <ul className={styles['reasons']}>
          {reasons.map((reason) => (
            <li key={reason}>{t(`linking.conflict.${reason}`)}</li>
          ))}
        </ul>
      )}
      {openCase.error && (
        <p role="alert" className={forms['error']}>
          {errorText(openCase.error)}
        </p>
      )}
      {nextSteps(problem).map((way, at) => {
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
