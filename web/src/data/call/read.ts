/** Reads of a call. */
import { api, dataOf } from '@/shared/api/client';
import type { CallPage, KnockRead } from '@/shared/api/schema';

const ofCall = (call_id: string) => ({ params: { path: { call_id } } });

/** Read the call and its participants. */
export function readCall(callId: string): Promise<CallPage> {
  return dataOf(api.GET('/api/calls/{call_id}', ofCall(callId)));
}

/** Read who waits in the lobby. */
export function readKnocks(callId: string): Promise<KnockRead[]> {
  return dataOf(api.GET('/api/calls/{call_id}/knocks', ofCall(callId)));
}
