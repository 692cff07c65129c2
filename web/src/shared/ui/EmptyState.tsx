import { Placeholder } from '@vkontakte/vkui';
import type { ReactNode } from 'react';

interface Props {
  /** One sentence. */
  readonly title: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
  /** One button. */
  readonly action?: ReactNode;
}

/** Shown where there is nothing yet: one sentence and one action. */
export function EmptyState({ title, hint, icon, action }: Props) {
  return (
    <Placeholder icon={icon} title={title} action={action}>
      {hint}
    </Placeholder>
  );
}
