import { t } from '@/shared/i18n/text';
import { type ControlState, controlOf } from '../controls';

interface Props {
  readonly state: ControlState;
  readonly size?: number;
}

/** The sign of a control, off or on. */
export function ControlSign({ state: { name, isOn }, size = 24 }: Props) {
  const Shown = controlOf(name).sign[isOn ? 1 : 0];
  return <Shown width={size} height={size} aria-hidden />;
}

/** Return what a press of the control does, or that it is locked. */
export function wordsOf({ name, isOn, locked }: ControlState): string {
  const { does, label } = controlOf(name);
  return locked ? t('call.locked', { what: t(label) }) : t(does[isOn ? 1 : 0]);
}
