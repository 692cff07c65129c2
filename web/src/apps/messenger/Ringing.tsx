import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useSync } from '@/data/messenger/SyncProvider';
import { acceptRing, declineRing } from '@/features/ringing/api';
import { RingOverlay } from '@/features/ringing/components/RingOverlay';
import { useRinging } from '@/features/ringing/useRinging';
import type { RingRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { loadDevices, saveDevices } from '@/shared/media/devices';
import { calledName } from '@/shared/person/person';
import { useOverlays } from '@/shared/ui/Overlays';
import { useCalls } from './useCalls';

/** An incoming call, over every page, until it is answered on any device. */
export function Ringing() {
  const sync = useSync();
  const navigate = useNavigate();
  const { enterAtOnce } = useCalls();
  const { note, noteFailure } = useOverlays();
  const [isBusy, setIsBusy] = useState(false);
  const onMissed = useCallback(
    ({ caller, chat_id }: RingRead) =>
      note({
        text: t('ringing.missed', { name: calledName(caller) }),
        act: {
          title: t('ringing.openChat'),
          onAct: () => void navigate({ to: '/chats/$chatId', params: { chatId: chat_id } }),
        },
      }),
    [note, navigate],
  );
  const ring = useRinging(sync, onMissed);
  if (!ring) return null;
  const answer = async (act: Promise<unknown>, onDone: () => void) => {
    setIsBusy(true);
    await act.then(onDone, noteFailure);
    setIsBusy(false);
  };
  const accept = () => void answer(acceptRing(ring.id), () => enterAtOnce(ring.call_id));
  const acceptAudio = () => {
    saveDevices({ cameraOn: false });
    accept();
  };
  return (
    <RingOverlay
      ring={ring}
      isBusy={isBusy}
      onAccept={accept}
      onAcceptAudio={loadDevices().cameraOn ? acceptAudio : undefined}
      onDecline={() => void answer(declineRing(ring.id), () => undefined)}
    />
  );
}
