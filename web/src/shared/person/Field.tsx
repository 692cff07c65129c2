import { FormItem } from '@vkontakte/vkui';
import { type ReactNode, useId } from 'react';

/** The attributes that connect an input with its label and the text below it. */
export interface FieldTies {
  readonly id: string;
  /** VKUI's Input puts other attributes on its wrapper; these are for the input itself. */
  readonly slotProps: {
    readonly input: { readonly 'aria-describedby': string | undefined; readonly 'aria-invalid': boolean };
  };
}

interface Props {
  readonly label: string;
  /** The error; announced when it appears. */
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly children: (ties: FieldTies) => ReactNode;
}

/** A field of a form: label above, the input, error or hint below. */
export function Field({ label, error, hint, children }: Props) {
  const id = useId();
  const below = error ?? hint;
  const ties = {
    id,
    slotProps: {
      input: { 'aria-describedby': below ? `${id}-below` : undefined, 'aria-invalid': error !== undefined },
    },
  };
  return (
    <FormItem
      noPadding
      top={label}
      htmlFor={id}
      bottom={below}
      bottomId={`${id}-below`}
      status={error ? 'error' : 'default'}
    >
      {children(ties)}
    </FormItem>
  );
}
