import type { CallEntityUpdate, KnockEntityUpdate, ParticipantEntityUpdate } from '@/shared/api/schema';
import type { UpdateHandlers } from '@/shared/sync/updates';
import type { EntityUpdate } from '@/shared/sync/wire';
import { type Roster, withKnock, withParticipant } from './model/roster';

type CallStreamUpdate = CallEntityUpdate | ParticipantEntityUpdate | KnockEntityUpdate;

/** Tell whether a put is of a call or its lobby. */
export function isCallUpdate(update: EntityUpdate): update is CallStreamUpdate {
  return update.kind in HANDLERS;
}

/** What each kind of put means to somebody who is in the call. */
export const HANDLERS: UpdateHandlers<CallStreamUpdate, Roster> = {
  call: (roster, call) => (call.id === roster.call.id ? { ...roster, call } : roster),
  participant: (roster, participant) =>
    participant.call_id === roster.call.id ? withParticipant(roster, participant) : roster,
  knock: (roster, knock) => (knock.call_id === roster.call.id ? withKnock(roster, knock) : roster),
};
