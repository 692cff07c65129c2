/** Shapes of calls by the names that the call's own screens use. */
import type { CallMayRead, CallRights, InviteRead, JoinedCall, WaitingForCall } from './schema';

export { api as callsApi } from './client';
export type { CallPage, CallRead, KnockRead, ParticipantRead } from './schema';
export type Rights = CallRights;
export type CallMay = CallMayRead;
export type CallInvite = InviteRead;
export type Admitted = JoinedCall;
export type Joined = JoinedCall | WaitingForCall;
