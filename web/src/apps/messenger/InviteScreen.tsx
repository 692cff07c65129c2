import { useNavigate } from '@tanstack/react-router';
import { Button } from '@vkontakte/vkui';
import { useCallback, useState } from 'react';
import { guestFeed } from '@/data/call/guest-feed';
import { CallStage } from '@/features/call/components/CallStage';
import type { OverReason } from '@/features/call/model/retry';
import { useCall } from '@/features/call/session/running';
import { startCall } from '@/features/call/session/store';
import { InviteEntryScreen } from '@/features/join/components/InviteEntryScreen';
import { StatusScreen } from '@/features/join/components/StatusScreen';
import type { JoinedCall } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { loadDevices } from '@/shared/media/devices';
import { useRenewal } from '@/shared/ui/renewal';
import { Stage } from '@/shared/ui/Stage';
import { CallBoard } from './CallBoard';
import { usePreparation } from './useStartCall';

/** An invitation to a call: a person with a profile continues in the messenger, a guest has this page only. */
export function InviteScreen({ token }: { token: string }) {
  const navigate = useNavigate();
  const session = useCall();
  usePreparation();
  useRenewal(session !== undefined);
  const [over, setOver] = useState<OverReason>();
  const onAdmitted = useCallback(
    (joined: JoinedCall) => {
      const callId = joined.page.call.id;
      // The messenger joins with its own feed; the device screen is not shown again.
      if (!joined.page.me?.is_guest) {
        return void navigate({
          to: '/call/$callId',
          params: { callId },
          state: { isAtOnce: true },
          replace: true,
        });
      }
      setOver(undefined);
      startCall({ joined, devices: loadDevices(), feed: guestFeed });
    },
    [navigate],
  );
  if (session)
    return <CallStage session={session} board={<CallBoard session={session} />} onLeft={setOver} />;
  if (over === undefined) return <InviteEntryScreen token={token} onAdmitted={onAdmitted} />;
  return (
    <Stage section={t('join.call')} home="/">
      <StatusScreen why={over === 'removed' ? 'removed' : over === 'left' ? 'left' : 'ended'}>
        {over !== 'removed' && over !== 'ended' && (
          <Button size="l" stretched onClick={() => setOver(undefined)}>
            {t('join.enterAgain')}
          </Button>
        )}
      </StatusScreen>
    </Stage>
  );
}
