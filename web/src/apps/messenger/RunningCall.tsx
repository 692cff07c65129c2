import { CallMini } from '@/features/call/components/CallMini';
import { useCall } from '@/features/call/session/store';
import { CallWatch } from './CallWatch';
import { useCalls } from './useCalls';

/** The call that runs in this tab, as a small window over every page but its own. */
export function RunningCall({ path }: { path: string }) {
  const session = useCall();
  const { enter } = useCalls();
  if (!session || path === `/call/${session.callId}`) return null;
  return (
    <>
      <CallMini session={session} onExpand={() => enter(session.callId)} onLeft={() => undefined} />
      <CallWatch session={session} />
    </>
  );
}
