import { t } from '@/shared/i18n/text';
import type { Progress } from '@/shared/ui/StepScreen';
import type { Step } from '../model/flow';

/** Return the names of the steps of linking. */
export function stepNames({ steps, current }: { steps: readonly Step[]; current: number }): Progress {
  return { steps: steps.map((step) => t(`linking.step.${step}`)), current };
}
