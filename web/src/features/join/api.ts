import { useQuery } from '@tanstack/react-query';
import { wasInCall } from '@/data/call/tab';
import { api, dataOf } from '@/shared/api/client';
import { isApiError } from '@/shared/api/errors';
import { type RouteQuery, routeQuery, useRouteMutation } from '@/shared/api/routes';
import type { CallPreview, InvitePage, JoinedCall, LessonEntry, WaitingInLobby } from '@/shared/api/schema';

const KNOCK_MS = 2_000;

/** In, or waiting in the lobby. */
export type Joined = JoinedCall | WaitingInLobby;

/** The query of the entry state of a lesson. */
export function lessonEntry(lesson_id: string): RouteQuery<LessonEntry> {
  return routeQuery('/api/lessons/{lesson_id}/entry', { params: { path: { lesson_id } } });
}

/** The query of the entry state of a call. */
export function callPreview(call_id: string): RouteQuery<CallPreview> {
  return routeQuery('/api/calls/{call_id}/preview', { params: { path: { call_id } } });
}

/** The query of the entry state of an invitation. */
export function invitation(token: string): RouteQuery<InvitePage> {
  return routeQuery('/api/invites/{token}', { params: { path: { token } } });
}

/** The state of a knock, polled while there is one. */
export function useKnock(knock_id: string | undefined) {
  return useQuery({
    ...routeQuery('/api/knocks/{knock_id}', { params: { path: { knock_id: knock_id ?? '' } } }),
    enabled: knock_id !== undefined,
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'waiting' ? false : KNOCK_MS),
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
  });
}

/** The device that joins. */
export interface Joining {
  readonly device: string;
  /** Joins instead of the others by which the person is in the call; otherwise they are in the way. */
  readonly moves: boolean;
}

/** Join a call from this device. What this tab was a moment ago is in nobody's way. */
export function joinCall(call_id: string, { device, moves }: Joining): Promise<Joined> {
  const body = { device, moves: moves || wasInCall(call_id) };
  return dataOf<Joined>(api.POST('/api/calls/{call_id}/join', { params: { path: { call_id } }, body }));
}

/** Leave a call with this device. */
export async function leaveJoined(call_id: string, device: string): Promise<void> {
  await api.POST('/api/calls/{call_id}/leave', { params: { path: { call_id } }, body: { device } });
}

/** A call that somebody is about to start in a chat. */
export interface NewCall {
  readonly chatId: string;
  /** A retry returns the same call. */
  readonly clientId: string;
  /** Rings the other's devices. */
  readonly isRinging: boolean;
}

/** Start a call and join it: until then nobody is told of it, and it rings for nobody. */
export async function startAndJoin(
  { chatId, clientId, isRinging }: NewCall,
  joining: Joining,
): Promise<Joined> {
  const { id } = await dataOf<{ readonly id: string }>(
    api.POST('/api/chats/{chat_id}/calls', {
      params: { path: { chat_id: chatId } },
      body: { client_id: clientId, title: '', starts_at: null, is_ringing: isRinging },
    }),
  );
  try {
    return await joinCall(id, joining);
  } catch (failure) {
    if (isApiError(failure, 'in_call_elsewhere')) throw failure;
    // Nobody is in it: who answered would be alone.
    await api.POST('/api/calls/{call_id}/end', { params: { path: { call_id: id } } }).catch(() => undefined);
    throw failure;
  }
}

/** Enter a lesson, which its teacher opens by entering first, and join its call. */
export async function enterLesson(lesson_id: string, joining: Joining): Promise<Joined> {
  const { call_id } = await dataOf<{ readonly call_id: string }>(
    api.POST('/api/lessons/{lesson_id}/enter', { params: { path: { lesson_id } } }),
  );
  return joinCall(call_id, joining);
}

/** Join by an invitation; a guest gives a name. */
export function joinByInvite(token: string, joining: Joining, name: string | undefined): Promise<Joined> {
  const body = name === undefined ? joining : { ...joining, name };
  return dataOf<Joined>(api.POST('/api/invites/{token}/join', { params: { path: { token } }, body }));
}

/** End a lesson, for example one that blocks another. */
export function useEndLesson() {
  return useRouteMutation('post', '/api/lessons/{lesson_id}/end', (lesson_id: string) => ({
    params: { path: { lesson_id } },
  }));
}
