import { type ReactNode, useCallback, useRef, useState } from 'react';
import { isApiError } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { Dialog } from '@/shared/ui/Modals';
import { ConfirmationForm } from './ConfirmationForm';

/** Run the action; if the server requires a confirmation, ask for it and run it again. Undefined if not confirmed. */
export type Confirmed = <T>(act: () => Promise<T>) => Promise<T | undefined>;

/** Return the function that runs an action with a confirmation, and the dialog that asks for it. */
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
      if (!isApiError(failure, 'confirmation_needed')) throw failure;
    }
    answer.current?.(false);
    setIsAsking(true);
    const isProved = await new Promise<boolean>((resolve) => {
      answer.current = resolve;
    });
    return isProved ? act() : undefined;
  }, []);
  const dialog = (
    <Dialog
      isOpen={isAsking}
      onClose={() => settle(false)}
      title={t('id.confirm.title')}
      description={t('id.confirm.hint')}
    >
      <ConfirmationForm hasPassword={hasPassword} onProved={() => settle(true)} />
    </Dialog>
  );
  return { confirmed, dialog };
}
