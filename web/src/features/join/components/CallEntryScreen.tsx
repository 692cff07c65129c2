import { Button } from '@vkontakte/vkui';
import { useCallback } from 'react';
import type { CallPreview, JoinedCall } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { dayAndTime } from '@/shared/i18n/time';
import { Stage } from '@/shared/ui/Stage';
import { callPreview, joinCall } from '../api';
import { callEntryState } from '../model/entry-state';
import { useEntryFlow } from '../useEntryFlow';
import { EntryScreen } from './EntryScreen';
import { StatusScreen } from './StatusScreen';

interface Props {
  readonly callId: string;
  /** The chat's title, for a call that has none of its own. */
  readonly titleOf: (chatId: string) => string;
  /** A ringing call was accepted: enter with the last used devices. */
  readonly isAccepted: boolean;
  readonly onAdmitted: (admitted: JoinedCall) => void;
  readonly onLeave: () => void;
  readonly onChat: (chatId: string) => void;
}

/** `/call/…` before joining: devices, the lobby, or why entering is impossible now. */
export function CallEntryScreen({ callId, titleOf, isAccepted, onAdmitted, onLeave, onChat }: Props) {
  const flow = useEntryFlow({
    question: callPreview(callId),
    stateOf: callEntryState,
    join: useCallback((joining) => joinCall(callId, joining), [callId]),
    onAdmitted,
    isReadyAtOnce: isAccepted,
  });
  const preview = flow.status;
  const back = (
    <Button size="l" stretched mode="tertiary" onClick={onLeave}>
      {t('join.back')}
    </Button>
  );
  return (
    <Stage section={t('join.call')} home="/">
      <EntryScreen
        flow={flow}
        title={preview ? preview.title || titleOf(preview.chat_id) : ''}
        about={preview ? aboutOf(preview) : []}
        unknown={<StatusScreen why="unknown_call">{back}</StatusScreen>}
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
