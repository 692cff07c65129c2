import { useState } from 'react';
import type { Progress } from '@/shared/ui/StepScreen';
import type { SignInActs } from '../api';
import type { Draft } from '../model/draft';
import type { Page } from '../model/screen';
import { CheckScreen, type Part } from './CheckScreen';
import { DetailsScreen } from './DetailsScreen';

interface Props {
  readonly acts: SignInActs;
  readonly progress: Progress | undefined;
  readonly page: Page;
  readonly draft: Draft;
  /** True if the journal has filled in a part. */
  readonly isFilled: boolean;
  readonly onChange: (draft: Draft) => void;
  /** Back to the number. */
  readonly onBack: () => void;
  /** Called by whoever sees another person's number. */
  readonly onNotMine: () => void;
}

/** The new profile: its details on one page, and the check of them on the next. */
export function NewProfile({ acts, page, draft, onChange, onBack, ...shown }: Props) {
  const [part, setPart] = useState<Part>('names');
  if (page === 'details') {
    return <DetailsScreen {...shown} draft={draft} onChange={onChange} part={part} onBack={onBack} />;
  }
  const edit = (chosen: Part) => {
    setPart(chosen);
    onChange({ ...draft, page: 'details' });
  };
  return <CheckScreen {...shown} acts={acts} draft={draft} onEdit={edit} onBack={() => edit('names')} />;
}
