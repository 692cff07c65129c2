import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import type {
  CallPreview,
  InvitePage,
  JoinedCall,
  KnockStatus,
  LessonEntry,
  WaitingInLobby,
} from '@/shared/api/schema';

const KNOCK_MS = 2_000;

/** In, or waiting in the lobby. */
export type Joined = JoinedCall | WaitingInLobby;

/** The query of an entry screen, which is repeated. */
export interface Question<T> {
  readonly queryKey: readonly string[];
  readonly queryFn: () => Promise<T>;
}

/** The entry state of a lesson. */
export function lessonEntry(lesson_id: string): Question<LessonEntry> {
  const params = { path: { lesson_id } };
  return {
    queryKey: ['join', 'lesson', lesson_id],
    queryFn: () => dataOf<LessonEntry>(api.GET('/api/lessons/{lesson_id}/entry', { params })),
  };
}

/** The entry state of a call. */
export function callPreview(call_id: string): Question<CallPreview> {
  const params = { path: { call_id } };
  return {
    queryKey: ['join', 'call', call_id],
    queryFn: () => dataOf<CallPreview>(api.GET('/api/calls/{call_id}/preview', { params })),
  };
}

/** The entry state of an invitation. */
export function invitation(token: string): Question<InvitePage> {
  const params = { path: { token } };
  return {
    queryKey: ['join', 'invite', token],
    queryFn: () => dataOf<InvitePage>(api.GET('/api/invites/{token}', { params })),
  };
}

/** The state of a knock, polled while there is one. */
export function useKnock(knock_id: string | undefined) {
  return useQuery({
    queryKey: ['join', 'knock', knock_id],
    queryFn: () =>
      dataOf<KnockStatus>(
        api.GET('/api/knocks/{knock_id}', { params: { path: { knock_id: knock_id ?? '' } } }),
      ),
    enabled: knock_id !== undefined,
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'waiting' ? false : KNOCK_MS),
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Join a call from this device. */
export function joinCall(call_id: string, device: string): Promise<Joined> {
  return dataOf<Joined>(
    api.POST('/api/calls/{call_id}/join', { params: { path: { call_id } }, body: { device } }),
  );
}

/** Enter a lesson, which its teacher opens by entering first, and join its call. */
export async function enterLesson(lesson_id: string, device: string): Promise<Joined> {
  const { call_id } = await dataOf<{ readonly call_id: string }>(
    api.POST('/api/lessons/{lesson_id}/enter', { params: { path: { lesson_id } } }),
  );
  return joinCall(call_id, device);
}

/** Join by an invitation; a guest gives a name. */
export function joinByInvite(token: string, device: string, name: string | undefined): Promise<Joined> {
  const body = name === undefined ? { device } : { device, name };
  return dataOf<Joined>(api.POST('/api/invites/{token}/join', { params: { path: { token } }, body }));
}

/** End a lesson, for example one that blocks another. */
export function useEndLesson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (lesson_id: string) =>
      dataOf(api.POST('/api/lessons/{lesson_id}/end', { params: { path: { lesson_id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['join'] }),
  });
}
