import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, dataOf } from '@/shared/api/client';
import type { CallRead, ChatUpdate, ChatView } from '@/shared/api/schema';
import { useSync } from '@/shared/sync/SyncProvider';

/** What a chat made by hand begins with. */
export interface NewChat {
  readonly title: string;
  readonly members: readonly string[];
  readonly isClosed: boolean;
}

/** Make a chat; tried again it is the same chat. */
export function useCreateChat() {
  return useMutation({
    mutationFn: ({ clientId, title, members, isClosed }: NewChat & { readonly clientId: string }) =>
      dataOf<ChatView>(
        api.POST('/api/chats', {
          body: { client_id: clientId, title, members: [...members], is_closed: isClosed },
        }),
      ),
  });
}

/** Open the dialog with a person, which begins to exist if it did not. */
export function useOpenDialog() {
  return useMutation({
    mutationFn: (profileId: string) =>
      dataOf<ChatView>(api.POST('/api/dialogs', { body: { profile_id: profileId } })),
  });
}

/** Change the title, picture or rights of a chat made by hand. */
export function useChangeChat(chatId: string) {
  return useMutation({
    mutationFn: (change: ChatUpdate) =>
      dataOf(api.PATCH('/api/chats/{chat_id}', { params: { path: { chat_id: chatId } }, body: change })),
  });
}

/** Bring people in. */
export function useAddMembers(chatId: string) {
  return useMutation({
    mutationFn: (profileIds: readonly string[]) =>
      dataOf(
        api.POST('/api/chats/{chat_id}/members', {
          params: { path: { chat_id: chatId } },
          body: { profile_ids: [...profileIds] },
        }),
      ),
  });
}

/** Let a member go. */
export function useRemoveMember(chatId: string) {
  return useMutation({
    mutationFn: (profileId: string) =>
      dataOf(
        api.DELETE('/api/chats/{chat_id}/members/{profile_id}', {
          params: { path: { chat_id: chatId, profile_id: profileId } },
        }),
      ),
  });
}

/** Give a member another role; `owner` hands the chat over. */
export function useGiveRole(chatId: string) {
  return useMutation({
    mutationFn: ({
      profileId,
      role,
    }: {
      readonly profileId: string;
      readonly role: 'owner' | 'admin' | 'member';
    }) =>
      dataOf(
        api.PATCH('/api/chats/{chat_id}/members/{profile_id}', {
          params: { path: { chat_id: chatId, profile_id: profileId } },
          body: { role },
        }),
      ),
  });
}

/** Leave the chat; an owner may say whom it goes to. */
export function useLeaveChat(chatId: string) {
  return useMutation({
    mutationFn: (successor: string | null) =>
      dataOf(
        api.POST('/api/chats/{chat_id}/leave', {
          params: { path: { chat_id: chatId } },
          body: { successor },
        }),
      ),
  });
}

/** Make the chat silent until a moment, or not at all. */
export function useMute(chatId: string) {
  return useMutation({
    mutationFn: (until: Date | null) =>
      dataOf(
        api.PUT('/api/chats/{chat_id}/mute', {
          params: { path: { chat_id: chatId } },
          body: { until: until?.toISOString() ?? null },
        }),
      ),
  });
}

/** A call to begin now, or at a time. */
export interface NewCall {
  /** Tried again it is the same call. */
  readonly clientId: string;
  readonly title: string;
  readonly startsAt: Date | undefined;
  /** The others' devices ring. */
  readonly isRinging: boolean;
}

/** Call the people of a chat. */
export function useStartCall(chat_id: string) {
  return useMutation({
    mutationFn: ({ clientId, title, startsAt, isRinging }: NewCall) =>
      dataOf<CallRead>(
        api.POST('/api/chats/{chat_id}/calls', {
          params: { path: { chat_id } },
          body: {
            client_id: clientId,
            title,
            starts_at: startsAt?.toISOString() ?? null,
            is_ringing: isRinging,
          },
        }),
      ),
  });
}

/** Give the call that goes on in a chat; asked anew whenever a card of the chat changes. */
export function useOpenCall(chat_id: string): CallRead | undefined {
  const sync = useSync();
  const client = useQueryClient();
  useEffect(
    () =>
      sync.onUpdates(({ updates }) => {
        const isTold = updates.some(({ kind, value }) => {
          return kind === 'message' && value.chat_id === chat_id && value.card !== null;
        });
        if (isTold) void client.invalidateQueries({ queryKey: ['chats', chat_id, 'calls'] });
      }),
    [sync, client, chat_id],
  );
  const { data } = useQuery({
    queryKey: ['chats', chat_id, 'calls'],
    queryFn: () =>
      dataOf<readonly CallRead[]>(api.GET('/api/chats/{chat_id}/calls', { params: { path: { chat_id } } })),
  });
  return data?.find(({ state }) => state === 'open');
}
