import { CallMini } from '@/features/call/components/CallMini';
import { useCall } from '@/features/call/session/running';
import { CallEvents } from './CallEvents';
import { CallNews } from './CallNews';
import { useCalls } from './useCalls';
import { useOver } from './useOver';

/** The call of this tab, as a small window over every page except its own. */
export function RunningCall({ path }: { path: string }) {
  const session = useCall();
  const { enter } = useCalls();
  const tellOver = useOver();
  if (!session || path === `/call/${session.callId}`) return null;
  return (
    <>
      <CallMini
        session={session}
        notices={<CallEvents session={session} />}
        onExpand={() => enter(session.callId)}
        onLeft={(reason) => tellOver(session, reason)}
      />
      <CallNews session={session} />
    </>
  );
}
