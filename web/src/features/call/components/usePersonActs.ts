import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import { useAttempt } from '@/shared/ui/useAttempt';
import { appoint, changeException, changeSettings, lowerHand, mute, raiseHand, remove } from '../api';
import type { MemberActionName } from '../model/member-actions';
import type { ShownParticipant } from '../model/people';
import type { CallSession } from '../session/session';

/** Return the function that runs an action on a participant; removing needs a confirmation. */
export function usePersonActs(
  session: CallSession,
): (name: MemberActionName, person: ShownParticipant) => void {
  const { confirm } = useOverlays();
  const attempt = useAttempt();
  const callId = session.callId;
  const act = async (name: MemberActionName, { id, isMe, participant }: ShownParticipant) => {
    switch (name) {
      case 'pin':
        return session.look({ pin: { type: 'person', id } });
      case 'unpin':
        return session.look({ pin: undefined });
      case 'spotlight':
        return changeSettings(callId, { spotlight_id: id });
      case 'unspotlight':
        return changeSettings(callId, { spotlight_id: null });
      case 'mute':
        return mute(callId, id);
      case 'allowSpeak':
        return changeException(callId, id, {
          microphone: session.snapshot.roster.call.rights.microphone ? null : true,
        });
      case 'lowerHand':
        return isMe ? raiseHand(callId, false) : lowerHand(callId, id);
      case 'appoint':
        return appoint(callId, id, 'assistant');
      case 'dismiss':
        return appoint(callId, id, 'participant');
      case 'remove': {
        const agreed = await confirm({
          title: t('call.removeTitle', { name: participant.name }),
          text: t('call.removeText'),
          confirm: t('call.act.remove'),
          isDestructive: true,
        });
        return agreed ? remove(callId, id) : undefined;
      }
    }
  };
  return (name, person) => attempt(`${name} ${person.id}`, () => act(name, person));
}
