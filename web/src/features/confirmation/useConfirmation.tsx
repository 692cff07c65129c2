import { ModalCard } from '@vkontakte/vkui';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { isRefusal } from '@/shared/api/refusal';
import { t } from '@/shared/i18n/text';
import { ConfirmationForm } from './ConfirmationForm';

/** Do the act; if the server wants a fresh proof of who acts, ask for it and do it then. Undefined: not proved. */
export type Confirmed = <T>(act: () => Promise<T>) => Promise<T | undefined>;

/** Give what does an act after a fresh code or password, and the dialog that asks for them. */
export function useConfirmation(hasPassword: boolean): { confirmed: Confirmed; dialog: ReactNode } {
  const [isAsking, setIsAsking] = useState(false);
  const answer = useRef<(isProved: boolean) => void>(undefined);
  const settle = (isProved: boolean) => {
    answer.current?.(isProved);
    answer.current = undefined;
    setIsAsking(false);
  };
  const confirmed = useCallback<Confirmed>(async (act) => {
    try {
      return await act();
    } catch (failure) {
      if (!isRefusal(failure, 'confirmation_needed')) throw failure;
    }
    answer.current?.(false);
    setIsAsking(true);
    const isProved = await new Promise<boolean>((resolve) => {
      answer.current = resolve;
    });
    return isProved ? act() : undefined;
  }, []);
  const dialog = (
    <ModalCard
      open={isAsking}
      onClose={() => settle(false)}
      title={t('id.confirm.title')}
      description={t('id.confirm.hint')}
    >
      {isAsking && <ConfirmationForm hasPassword={hasPassword} onProved={() => settle(true)} />}
    </ModalCard>
  );
  return { confirmed, dialog };
}
