/**
 * Causes and queries: what a mutation, an update or a lost connection makes stale. What is on the screen is read again at
 * once, the rest when it is shown next. A mutation that is not listed makes nothing stale: its result is in its answer,
 * or arrives through a stream.
 */
import type { QueryClient } from '@tanstack/react-query';
import type { DifferenceRead, paths } from './schema';

type QueryPath = {
  [P in keyof paths]: paths[P] extends { get: unknown } ? P : never;
}[keyof paths];
type Causing<M extends string> = {
  [P in keyof paths]: paths[P] extends Record<M, unknown> ? `${Uppercase<M>} ${P}` : never;
}[keyof paths];

/** A mutation, by its route. */
export type MutationCause = Causing<'post'> | Causing<'put'> | Causing<'patch'> | Causing<'delete'>;
type UpdateCause = `update ${NonNullable<DifferenceRead['updates']>[number]['kind']}`;
type Cause = MutationCause | UpdateCause | 'message link' | 'inbox resync' | 'resync' | 'attempt lost';

/** The queries of a route; without those that have the parameter `unless`. */
type Stale = QueryPath | { readonly path: QueryPath; readonly unless: string };

const WEEKS = [
  '/api/journal/timetable/mine',
  '/api/journal/timetable/classes/{class_id}',
  '/api/journal/diary/{student_id}',
] as const;
const REMOTE = [
  '/api/journal/remote-lessons',
  '/api/journal/remote-lessons/running',
  '/api/journal/lessons/{lesson_id}/attendance-proposal',
] as const;
const OFFICE = ['/api/journal/office/timetable/{class_id}', ...WEEKS] as const;
const ENTRIES = [
  '/api/lessons/{lesson_id}/entry',
  '/api/calls/{call_id}/preview',
  '/api/invites/{token}',
] as const;
const LINKING = [
  '/api/linking/link-requests/current',
  '/api/linking/link-requests/{request_id}',
  '/api/linking/links',
] as const;

const STALE_AFTER: { readonly [cause in Cause]?: readonly Stale[] | 'everything' } = {
  // Another person, or the same one after a pause: whatever is known may be different.
  'POST /api/journal/sign-in': 'everything',
  'DELETE /api/linking/links/{link_id}': 'everything',
  resync: 'everything',

  'DELETE /api/id/sign-in': ['/api/id/sign-in'],
  'attempt lost': ['/api/id/sign-in'],
  'PATCH /api/id/profile': ['/api/id/me'],
  'PUT /api/id/password': ['/api/id/me'],
  'DELETE /api/id/password': ['/api/id/me'],
  'PUT /api/files/portrait': ['/api/id/me'],
  'DELETE /api/id/sessions/{session_id}': ['/api/id/sessions'],
  'DELETE /api/linking/link-requests/{request_id}': LINKING,

  'PUT /api/notifications/{notification_id}/read': ['/api/notifications'],
  'PUT /api/notifications/read': ['/api/notifications'],
  // The number of unread ones is an update of its own.
  'update notification': [{ path: '/api/notifications', unless: 'limit' }],

  'inbox resync': ['/api/notifications'],

  'message link': ['/api/chats/{chat_id}/link'],
  'POST /api/lessons/{lesson_id}/end': ENTRIES,

  'PUT /api/journal/lessons/{lesson_id}/attendance': ['/api/journal/lessons/{lesson_id}'],
  'POST /api/journal/lessons/{lesson_id}/remote': REMOTE,
  'DELETE /api/journal/lessons/{lesson_id}/remote': REMOTE,
  'POST /api/journal/lessons/{lesson_id}/remote/publish': REMOTE,
  'POST /api/journal/lessons/{lesson_id}/remote/take-back': REMOTE,
  'POST /api/journal/lessons/{lesson_id}/remote/end': REMOTE,
  'update remote_lesson': REMOTE,
  'update class': [
    ...WEEKS,
    '/api/journal/timetable/classes',
    '/api/journal/diary',
    '/api/journal/lessons/{lesson_id}',
  ],

  'POST /api/journal/office/slots': OFFICE,
  'PUT /api/journal/office/slots/{slot_id}': OFFICE,
  'DELETE /api/journal/office/slots/{slot_id}': OFFICE,
  'POST /api/journal/office/lessons': OFFICE,
  'POST /api/journal/office/lessons/{lesson_id}/substitute': OFFICE,
  'POST /api/journal/office/lessons/{lesson_id}/cancel': OFFICE,
  'POST /api/journal/office/lessons/{lesson_id}/move': OFFICE,
  'POST /api/journal/office/lessons/{lesson_id}/restore': OFFICE,
};

/** Read again what this cause makes stale. */
export async function refetchAfter(client: QueryClient, cause: Cause): Promise<void> {
  const stale = STALE_AFTER[cause];
  if (stale === undefined) return;
  if (stale === 'everything') return client.invalidateQueries();
  await client.invalidateQueries({
    predicate: ({ queryKey }) => stale.some((each) => isOf(queryKey, each)),
  });
}

function isOf([, path, init]: readonly unknown[], stale: Stale): boolean {
  if (typeof stale === 'string') return path === stale;
  return path === stale.path && !JSON.stringify(init ?? {}).includes(`"${stale.unless}"`);
}
