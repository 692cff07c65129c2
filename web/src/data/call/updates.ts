import type { CallEntityUpdate, KnockEntityUpdate, ParticipantEntityUpdate } from '@/shared/api/schema';
import type { UpdateHandlers } from '@/shared/stream/updates';
import type { EntityUpdate } from '@/shared/stream/wire';
import { type Roster, withKnock, withParticipant } from './roster';

type CallStreamUpdate = CallEntityUpdate | ParticipantEntityUpdate | KnockEntityUpdate;

/** True if an update is of a call or its lobby. */
export function isCallUpdate(update: EntityUpdate): update is CallStreamUpdate {
  return update.kind in HANDLERS;
}

/** The handler of each kind of update in a call. */
export const HANDLERS: UpdateHandlers<CallStreamUpdate, Roster> = {
  call: (roster, call) => (call.id === roster.call.id ? { ...roster, call } : roster),
  participant: (roster, participant) =>
    participant.call_id === roster.call.id ? withParticipant(roster, participant) : roster,
  knock: (roster, knock) => (knock.call_id === roster.call.id ? withKnock(roster, knock) : roster),
};
