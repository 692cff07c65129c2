import { Button } from '@vkontakte/vkui';
import type { FormEvent, PropsWithChildren, ReactNode } from 'react';
import styles from './Office.module.css';
import { OfficeFailure } from './OfficeFailure';

interface Props extends PropsWithChildren {
  /** The label of the button, a verb. */
  readonly act: string;
  readonly isPending: boolean;
  readonly failure: unknown;
  readonly onSubmit: () => void;
  readonly beside?: ReactNode;
}

/** A form of the office: fields, error, button. */
export function OfficeForm({ act, isPending, failure, onSubmit, beside, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) onSubmit();
  };
  return (
    <form className={styles['form']} onSubmit={submit} noValidate>
      {children}
      {failure !== null && failure !== undefined && <OfficeFailure failure={failure} />}
      <div className={styles['acts']}>
        <Button type="submit" size="l" loading={isPending}>
          {act}
        </Button>
        {beside}
      </div>
    </form>
  );
}
