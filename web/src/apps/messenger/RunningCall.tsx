import { CallMini } from '@/features/call/components/CallMini';
import type { OverReason } from '@/features/call/model/retry';
import { useCall } from '@/features/call/session/store';
import type { TextKey } from '@/shared/i18n/keys';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import { CallWatch } from './CallWatch';
import { useCalls } from './useCalls';

/** Why the small window went away, where it was not closed by one's own hand. */
const OVER: Readonly<Record<OverReason, TextKey | undefined>> = {
  left: undefined,
  ended: 'join.told.ended',
  removed: 'join.told.removed',
  locked: 'join.told.locked',
  gone: 'join.told.ended',
};

/** The call that runs in this tab, as a small window over every page but its own. */
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
    <>
      <CallMini session={session} onExpand={() => enter(session.callId)} onLeft={tell} />
      <CallWatch session={session} />
    </>
  );
}
