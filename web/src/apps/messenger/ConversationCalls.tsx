import { useState } from 'react';
import type { ChatDetails } from '@/data/messenger/summary';
import { useOpenCall, usePlanCall } from '@/features/chats/api';
import { CallMenu } from '@/features/chats/components/CallMenu';
import { CallStrip } from '@/features/chats/components/CallStrip';
import { PlanCallModal } from '@/features/chats/components/PlanCallModal';
import { newId } from '@/shared/api/ids';
import { t } from '@/shared/i18n/text';
import { saveDevices } from '@/shared/media/devices';
import { Modals } from '@/shared/ui/Modals';
import { useOverlays } from '@/shared/ui/Overlays';
import { useCalls } from './useCalls';

interface Props {
  readonly details: ChatDetails;
}

/** «Позвонить»: now, with a camera or without, which rings in a dialog; or at a time. */
export function CallButton({ details }: Props) {
  const { chat } = details;
  const plan = usePlanCall(chat.id);
  const open = useOpenCall(chat.id);
  const calls = useCalls();
  const { note } = useOverlays();
  const [isPlanning, setIsPlanning] = useState(false);
  const callNow = (withVideo: boolean) => {
    saveDevices({ cameraOn: withVideo });
    if (open) calls.enter(open.id);
    else calls.start(chat.id);
  };
  const onPlan = (title: string, startsAt: Date) =>
    plan.mutate(
      { clientId: newId(), title, startsAt },
      {
        onSuccess: () => {
          setIsPlanning(false);
          note({ text: t('chats.planned') });
        },
      },
    );
  return (
    <>
      <CallMenu onNow={callNow} onPlan={() => setIsPlanning(true)} />
      <Modals active={isPlanning ? 'plan' : undefined} onClose={() => setIsPlanning(false)}>
        <PlanCallModal id="plan" isBusy={plan.isPending} onPlan={onPlan} />
      </Modals>
    </>
  );
}

/** «Идёт звонок — Войти», while a call runs in the chat. */
export function RunningStrip({ details: { chat } }: Props) {
  const open = useOpenCall(chat.id);
  const { enter, runningId } = useCalls();
  if (!open) return null;
  return <CallStrip title={open.title} isHere={open.id === runningId} onEnter={() => enter(open.id)} />;
}
