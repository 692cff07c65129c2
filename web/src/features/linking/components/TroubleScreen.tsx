import { Icon56ErrorTriangleOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { wordsOf } from '@/shared/api/words';
import { hasText, t } from '@/shared/i18n/text';
import forms from '@/shared/ui/forms.module.css';
import { StepScreen } from '@/shared/ui/StepScreen';
import { useOpenCase } from '../api';
import { type Trouble, type WayOut, waysOut } from '../model/trouble';
import styles from './choices.module.css';

interface Props {
  readonly trouble: Trouble;
  /** What exactly contradicts, by the server's codes. */
  readonly reasons: readonly string[];
  /** Gives the case about which the school can be written to. */
  readonly findCase: () => Promise<string | undefined>;
  readonly beginAnew: string;
  readonly onOtherAccount: () => void;
  readonly onRetry: () => void;
}

/** Why it did not work, in plain words, and what to do. */
export function TroubleScreen({ trouble, reasons, findCase, beginAnew, onOtherAccount, onRetry }: Props) {
  const openCase = useOpenCase(findCase);
  const write = () => {
    if (openCase.isPending || openCase.isSuccess) return;
    openCase.mutate(undefined, {
      onSuccess: ({ chat_id }) => window.location.assign(`/chats/${chat_id}`),
    });
  };
  const acts: Record<WayOut, { href: string } | { onClick: () => void; loading?: boolean }> = {
    begin_anew: { href: beginAnew },
    messenger: { href: '/' },
    other_account: { onClick: onOtherAccount },
    retry: { onClick: onRetry },
    support: { onClick: write, loading: openCase.isPending || openCase.isSuccess },
  };
  return (
    <StepScreen
      title={t(`linking.trouble.${trouble}`)}
      hint={t(`linking.troubleText.${trouble}`)}
      icon={<Icon56ErrorTriangleOutline />}
      focusesTitle
    >
      {reasons.length > 0 && (
        <ul className={styles['reasons']}>
          {reasons
            .map((reason) => `linking.conflict.${reason}`)
            .filter(hasText)
            .map((key) => (
              <li key={key}>{t(key)}</li>
            ))}
        </ul>
      )}
      {openCase.error && (
        <p role="alert" className={forms['error']}>
          {wordsOf(openCase.error)}
        </p>
      )}
      {waysOut(trouble).map((way, at) => {
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
