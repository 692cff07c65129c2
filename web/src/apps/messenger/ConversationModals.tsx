import type { ConversationFacts } from '@/features/messages/components/conversation';
import { EditHistoryModal } from '@/features/messages/components/EditHistoryModal';
import { ReadersModal } from '@/features/messages/components/ReadersModal';
import { Viewer } from '@/features/messages/components/Viewer';
import { PersonCard } from '@/features/people/components/PersonCard';
import type { MemberRead } from '@/shared/api/schema';
import { Modals } from '@/shared/ui/Modals';
import { PlannedCall } from './PlannedCall';
import type { ConversationState } from './useConversationState';

interface Props {
  readonly chatId: string;
  readonly state: ConversationState;
  readonly facts: ConversationFacts;
  /** Whose card is open. */
  readonly person: MemberRead | undefined;
  readonly onWrite: (profileId: string) => void;
}

/** What opens over a conversation: pictures, readers, former texts of a message, a planned call, the card of a person. */
export function ConversationModals({ chatId, state, facts, person, onWrite }: Props) {
  return (
    <>
      {state.viewed && <Viewer {...state.viewed} onClose={state.closeViewer} />}
      {state.modal && (
        <Modals active={state.modal.name} onClose={state.closeModal}>
          <ReadersModal
            id="readers"
            chatId={chatId}
            messageId={state.modal.messageId}
            people={facts.people}
            others={facts.membersCount - 1}
          />
          <EditHistoryModal id="history" chatId={chatId} messageId={state.modal.messageId} />
        </Modals>
      )}
      {state.plan && <PlannedCall callId={state.plan} facts={facts} onClose={state.closeModal} />}
      {person && (
        <Modals active="person" onClose={state.closeModal}>
          <PersonCard id="person" person={person} isMe={person.profile_id === facts.me} onWrite={onWrite} />
        </Modals>
      )}
    </>
  );
}
