import { useState } from 'react';
import type { ChatDetails } from '@/data/messenger/summary';
import { type NewCall, useOpenCall, useStartCall } from '@/features/chats/api';
import { CallMenu } from '@/features/chats/components/CallMenu';
import { CallStrip } from '@/features/chats/components/CallStrip';
import { PlanCallModal } from '@/features/chats/components/PlanCallModal';
import { newId } from '@/shared/api/ids';
import { t } from '@/shared/i18n/text';
import { Modals } from '@/shared/ui/Modals';
import { useOverlays } from '@/shared/ui/Overlays';
import { useCalls } from './useCalls';

interface Props {
  readonly details: ChatDetails;
}

/** «Позвонить»: now, which rings in a dialog, or at a time. */
export function CallButton({ details }: Props) {
  const { chat } = details;
  const start = useStartCall(chat.id);
  const open = useOpenCall(chat.id);
  const calls = useCalls();
  const { note } = useOverlays();
  const [isPlanning, setIsPlanning] = useState(false);
  const isDialog = chat.kind === 'dialog';
  const begin = (call: Omit<NewCall, 'clientId' | 'isRinging'>, onSuccess: (id: string) => void) =>
    start.mutate(
      { ...call, clientId: newId(), isRinging: isDialog && call.startsAt === undefined },
      { onSuccess: ({ id }) => onSuccess(id) },
    );
  const callNow = () => {
    if (open) return calls.enter(open.id);
    begin({ title: '', startsAt: undefined }, isDialog ? calls.enterAtOnce : calls.enter);
  };
  const plan = (title: string, startsAt: Date) =>
    begin({ title, startsAt }, () => {
      setIsPlanning(false);
      note({ text: t('chats.planned') });
    });
  return (
    <>
      <CallMenu isBusy={start.isPending} onNow={callNow} onPlan={() => setIsPlanning(true)} />
      <Modals active={isPlanning ? 'plan' : undefined} onClose={() => setIsPlanning(false)}>
        <PlanCallModal id="plan" isBusy={start.isPending} onPlan={plan} />
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
