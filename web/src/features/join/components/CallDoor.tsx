import { Button } from '@vkontakte/vkui';
import { useCallback } from 'react';
import type { CallPreview, JoinedCall } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { dayAndTime } from '@/shared/i18n/time';
import { Stage } from '@/shared/ui/Stage';
import { callPreview, joinCall } from '../api';
import { standingOfCall } from '../model/doors';
import { useDoor } from '../useDoor';
import { DoorScreen } from './DoorScreen';
import { ToldScreen } from './ToldScreen';

interface Props {
  readonly callId: string;
  /** The chat's title, for a call that has none of its own. */
  readonly titleOf: (chatId: string) => string;
  /** A ringing call was accepted: enter with the devices of the last time. */
  readonly isAccepted: boolean;
  readonly onAdmitted: (admitted: JoinedCall) => void;
  readonly onLeave: () => void;
  readonly onChat: (chatId: string) => void;
}

/** `/call/…` before one is in: devices, the lobby, or why not now. */
export function CallDoor({ callId, titleOf, isAccepted, onAdmitted, onLeave, onChat }: Props) {
  const door = useDoor({
    question: callPreview(callId),
    standingOf: standingOfCall,
    join: useCallback((device) => joinCall(callId, device), [callId]),
    onAdmitted,
    isReadyAtOnce: isAccepted,
  });
  const preview = door.told;
  const back = (
    <Button size="l" stretched mode="tertiary" onClick={onLeave}>
      {t('join.back')}
    </Button>
  );
  return (
    <Stage section={t('join.call')} home="/">
      <DoorScreen
        door={door}
        title={preview ? preview.title || titleOf(preview.chat_id) : ''}
        about={preview ? aboutOf(preview) : []}
        unknown={<ToldScreen why="unknown_call">{back}</ToldScreen>}
        onLeave={onLeave}
        ways={() => (
          <>
            {preview && titleOf(preview.chat_id) !== '' && (
              <Button size="l" stretched mode="secondary" onClick={() => onChat(preview.chat_id)}>
                {t('join.toChat')}
              </Button>
            )}
            {back}
          </>
        )}
      />
    </Stage>
  );
}

function aboutOf({ starts_at, present, state, entry }: CallPreview): readonly string[] {
  const lines: string[] = [];
  if (state === 'planned' && starts_at) lines.push(t('join.plannedFor', { moment: dayAndTime(starts_at) }));
  if (state === 'open') lines.push(present > 0 ? t('join.present', { count: present }) : t('join.nobodyYet'));
  if (entry === 'lobby') lines.push(t('join.throughLobby'));
  return lines;
}
