import type { CallRead, KnockRead, ParticipantRead } from '@/shared/api/calls';
import type { PutHandlers } from '@/shared/sync/puts';
import { type Roster, withKnock, withParticipant } from './model/roster';

/** What a call's stream and its lobby's tell. */
export type CallPut =
  | { readonly kind: 'call'; readonly value: CallRead }
  | { readonly kind: 'participant'; readonly value: ParticipantRead }
  | { readonly kind: 'knock'; readonly value: KnockRead };

/** What each kind of put means to somebody who is in the call. */
export const HANDLERS: PutHandlers<CallPut, Roster> = {
  call: (roster, call) => (call.id === roster.call.id ? { ...roster, call } : roster),
  participant: (roster, participant) =>
    participant.call_id === roster.call.id ? withParticipant(roster, participant) : roster,
  knock: (roster, knock) => (knock.call_id === roster.call.id ? withKnock(roster, knock) : roster),
};
