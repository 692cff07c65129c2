import { FormItem } from '@vkontakte/vkui';
import { type ReactNode, useId } from 'react';

/** What ties an input to its label and to the words below it. */
export interface FieldTies {
  readonly id: string;
  /** VKUI's Input gives other attributes to its frame; these belong to the input itself. */
  readonly slotProps: {
    readonly input: { readonly 'aria-describedby': string | undefined; readonly 'aria-invalid': boolean };
  };
}

interface Props {
  readonly label: string;
  /** What is wrong; announced when it appears. */
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly children: (ties: FieldTies) => ReactNode;
}

/** One question of a form: label above, the input, what is wrong or a hint below. */
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
