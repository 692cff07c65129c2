import { api, dataOf } from '@/shared/api/client';

/** Take the call: all other devices of the person stop ringing. */
export function acceptRing(ring_id: string): Promise<unknown> {
  return dataOf(api.POST('/api/rings/{ring_id}/accept', { params: { path: { ring_id } } }));
}

/** Decline the call, on all devices. */
export function refuseRing(ring_id: string): Promise<unknown> {
  return dataOf(api.POST('/api/rings/{ring_id}/refuse', { params: { path: { ring_id } } }));
}
