import { useNavigate } from '@tanstack/react-router';
import { Button } from '@vkontakte/vkui';
import { useCallback, useState } from 'react';
import { CallStage } from '@/features/call/components/CallStage';
import type { OverReason } from '@/features/call/model/retry';
import { beginCall, useCall } from '@/features/call/session/store';
import { InviteDoor } from '@/features/join/components/InviteDoor';
import { ToldScreen } from '@/features/join/components/ToldScreen';
import type { JoinedCall } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { loadDevices } from '@/shared/media/devices';
import { guestFeed } from '@/shared/sync/feed';
import { Stage } from '@/shared/ui/Stage';
import { CallBoard } from './CallBoard';
import { usePreparation } from './useCalls';

/** An invitation to a call: who has a profile goes on in the messenger, an outsider is in the call and nowhere else. */
export function InviteScreen({ token }: { token: string }) {
  const navigate = useNavigate();
  const session = useCall();
  usePreparation();
  const [over, setOver] = useState<OverReason>();
  const onAdmitted = useCallback(
    (joined: JoinedCall) => {
      const callId = joined.page.call.id;
      // The messenger joins with a feed of its own: the same device screen is not shown twice.
      if (!joined.page.me?.is_guest) {
        return void navigate({
          to: '/call/$callId',
          params: { callId },
          search: { now: true },
          replace: true,
        });
      }
      setOver(undefined);
      beginCall({ joined, devices: loadDevices(), feed: guestFeed });
    },
    [navigate],
  );
  if (session)
    return <CallStage session={session} board={<CallBoard session={session} />} onLeft={setOver} />;
  if (over === undefined) return <InviteDoor token={token} onAdmitted={onAdmitted} />;
  return (
    <Stage section={t('join.call')} home="/">
      <ToldScreen why={over === 'removed' ? 'removed' : over === 'left' ? 'left' : 'ended'}>
        {over !== 'removed' && over !== 'ended' && (
          <Button size="l" stretched onClick={() => setOver(undefined)}>
            {t('join.enterAgain')}
          </Button>
        )}
      </ToldScreen>
    </Stage>
  );
}
