import { CallMini } from '@/features/call/components/CallMini';
import type { OverReason } from '@/features/call/model/retry';
import { useCall } from '@/features/call/session/running';
import type { TextKey } from '@/shared/i18n/keys';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import { CallEvents } from './CallEvents';
import { useCalls } from './useCalls';

/** Why the call ended, if the person did not end it. */
const OVER: Readonly<Record<OverReason, TextKey | undefined>> = {
  left: undefined,
  ended: 'join.status.ended',
  removed: 'join.status.removed',
  locked: 'join.status.locked',
  gone: 'join.status.ended',
};

/** The call of this tab, as a small window over every page except its own. */
export function RunningCall({ path }: { path: string }) {
  const session = useCall();
  const { enter } = useCalls();
  const { note } = useOverlays();
  if (!session || path === `/call/${session.callId}`) return null;
  const tell = (reason: OverReason) => {
    const words = OVER[reason];
    if (words) note({ text: t(words) });
  };
  return (
    <CallMini
      session={session}
      notices={<CallEvents session={session} />}
      onExpand={() => enter(session.callId)}
      onLeft={tell}
    />
  );
}
