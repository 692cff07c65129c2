import { Button } from '@vkontakte/vkui';
import type { FormEvent, PropsWithChildren, ReactNode } from 'react';
import forms from '@/shared/ui/forms.module.css';
import { refusalInWords } from '../model/conflict';
import styles from './Office.module.css';

interface Props extends PropsWithChildren {
  /** The word on the button, a verb. */
  readonly act: string;
  readonly isPending: boolean;
  readonly failure: unknown;
  readonly onSubmit: () => void;
  readonly beside?: ReactNode;
}

/** A plain form of the office: fields, why it was refused, what it does. */
export function OfficeForm({ act, isPending, failure, onSubmit, beside, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) onSubmit();
  };
  return (
    <form className={styles['form']} onSubmit={submit} noValidate>
      {children}
      {failure !== null && failure !== undefined && (
        <p className={forms['warning']} role="alert">
          {refusalInWords(failure)}
        </p>
      )}
      <div className={styles['acts']}>
        <Button type="submit" size="l" loading={isPending}>
          {act}
        </Button>
        {beside}
      </div>
    </form>
  );
}
