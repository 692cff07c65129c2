import { api, dataOf } from '@/shared/api/client';
import { routeQuery } from '@/shared/api/routes';

/** The query of what rings now, for who opens a page meanwhile. */
export const ringsNow = routeQuery('/api/rings', {});

/** Accept the call: all other devices of the person stop ringing. */
export function acceptRing(ring_id: string): Promise<unknown> {
  return dataOf(api.POST('/api/rings/{ring_id}/accept', { params: { path: { ring_id } } }));
}

/** Decline the call, on all devices. */
export function declineRing(ring_id: string): Promise<unknown> {
  return dataOf(api.POST('/api/rings/{ring_id}/refuse', { params: { path: { ring_id } } }));
}
