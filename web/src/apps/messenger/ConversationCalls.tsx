import { useState } from 'react';
import { useOpenCall } from '@/data/messenger/open-calls';
import type { ChatDetails } from '@/data/messenger/summary';
import { CallMenu } from '@/features/chats/components/CallMenu';
import { CallStrip } from '@/features/chats/components/CallStrip';
import { saveDevices } from '@/shared/media/devices';
import { late } from '@/shared/ui/late';
import { useCalls } from './useCalls';

const NewPlan = late(() => import('./NewPlan').then((module) => module.NewPlan));

interface Props {
  readonly details: ChatDetails;
}

/** «Позвонить»: now, with a camera or without, which rings in a dialog; or at a time. */
export function CallButton({ details }: Props) {
  const { chat } = details;
  const open = useOpenCall(chat.id);
  const calls = useCalls();
  const [isPlanning, setIsPlanning] = useState(false);
  const callNow = (withVideo: boolean) => {
    saveDevices({ cameraOn: withVideo });
    if (open) calls.enter(open.id);
    else calls.start(chat.id);
  };
  return (
    <>
      <CallMenu onNow={callNow} onPlan={() => setIsPlanning(true)} />
      {isPlanning && <NewPlan chatId={chat.id} onClose={() => setIsPlanning(false)} />}
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
