import {
  Icon16CheckDoubleOutline,
  Icon16CheckOutline,
  Icon16ClockOutline,
  Icon16ErrorCircleOutline,
} from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import type { TextKey } from '@/shared/i18n/keys';
import { t } from '@/shared/i18n/text';
import type { Ticks as State } from '../model/shown';

const LOOKS: Readonly<Record<State, { icon: typeof Icon16CheckOutline; words: TextKey }>> = {
  queued: { icon: Icon16ClockOutline, words: 'messages.stateQueued' },
  sending: { icon: Icon16ClockOutline, words: 'messages.stateSending' },
  failed: { icon: Icon16ErrorCircleOutline, words: 'messages.stateFailed' },
  sent: { icon: Icon16CheckOutline, words: 'messages.stateSent' },
  read: { icon: Icon16CheckDoubleOutline, words: 'messages.stateRead' },
};

/** The state of an own message: clock, ✓, ✓✓. */
export function Ticks({ state }: { state: State }) {
  const { icon: Icon, words } = LOOKS[state];
  return (
    <>
      <Icon aria-hidden />
      <VisuallyHidden>{t(words)}</VisuallyHidden>
    </>
  );
}
