import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, dataOf } from '@/shared/api/client';
import { isApiError } from '@/shared/api/errors';
import type {
  CallRead,
  ChatLinkPage,
  ChatLinkRead,
  ChatUpdate,
  ChatView,
  LinkJoined,
} from '@/shared/api/schema';
import { useSync } from '@/shared/sync/SyncProvider';

/** The initial data of a manual chat. */
export interface NewChat {
  readonly title: string;
  readonly members: readonly string[];
  readonly isClosed: boolean;
}

/** Create a chat. Idempotent. */
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

/** Open the dialog with a person, creating it if needed. */
export function useOpenDialog() {
  return useMutation({
    mutationFn: (profileId: string) =>
      dataOf<ChatView>(api.POST('/api/dialogs', { body: { profile_id: profileId } })),
  });
}

/** Change the title, picture or rights of a manual chat. */
export function useChangeChat(chatId: string) {
  return useMutation({
    mutationFn: (change: ChatUpdate) =>
      dataOf(api.PATCH('/api/chats/{chat_id}', { params: { path: { chat_id: chatId } }, body: change })),
  });
}

/** Add members. */
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

/** Remove a member. */
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

/** Change a member's role; `owner` transfers the chat. */
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

/** Leave the chat; an owner may name a successor. */
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

/** Mute the chat until a moment, or unmute it. */
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

/** Mark a chat as unread by hand, or remove the mark. */
export function useMarkUnread(chatId: string) {
  return useMutation({
    mutationFn: (isMarked: boolean) =>
      dataOf(
        api.PUT('/api/chats/{chat_id}/unread', {
          params: { path: { chat_id: chatId } },
          body: { is_marked_unread: isMarked },
        }),
      ),
  });
}

/** A call to start now, or at a time. */
export interface NewCall {
  /** A retry returns the same call. */
  readonly clientId: string;
  readonly title: string;
  readonly startsAt: Date | undefined;
  /** Rings the others' devices. */
  readonly isRinging: boolean;
}

/** Start a call in a chat. */
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

/** Return the running call of a chat; read again whenever the card of one changes. */
export function useOpenCall(chat_id: string): CallRead | undefined {
  const sync = useSync();
  const client = useQueryClient();
  useEffect(
    () =>
      sync.onUpdates(({ updates }) => {
        const isAffected = updates.some(
          ({ kind, value }) => kind === 'call_card' && value.chat_id === chat_id,
        );
        if (isAffected) void client.invalidateQueries({ queryKey: ['chats', chat_id, 'calls'] });
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

const linkKey = (chat_id: string) => ['chats', chat_id, 'link'] as const;
const ofChat = (chat_id: string) => ({ params: { path: { chat_id } } });

/** Return the invite link of a chat; null if it has none. */
export function useChatLink(chatId: string) {
  return useQuery({
    queryKey: linkKey(chatId),
    queryFn: (): Promise<ChatLinkRead | null> =>
      dataOf<ChatLinkRead>(api.GET('/api/chats/{chat_id}/link', ofChat(chatId))).catch(noneIfMissing),
    staleTime: 0,
  });
}

/** Create, reset or delete the link, and update the cached query. */
export function useChatLinkActs(chatId: string) {
  const client = useQueryClient();
  const show = (link: ChatLinkRead | null) => client.setQueryData(linkKey(chatId), link);
  return {
    create: async () =>
      show(await dataOf<ChatLinkRead>(api.PUT('/api/chats/{chat_id}/link', ofChat(chatId)))),
    reset: async () =>
      show(await dataOf<ChatLinkRead>(api.POST('/api/chats/{chat_id}/link/reset', ofChat(chatId)))),
    turnOff: async () => {
      await dataOf(api.DELETE('/api/chats/{chat_id}/link', ofChat(chatId)));
      show(null);
    },
  };
}

/** Read the chat's link again whenever the chat says that it has changed. */
export function useFreshChatLink(chatId: string): void {
  const sync = useSync();
  const client = useQueryClient();
  useEffect(
    () =>
      sync.onUpdates(({ messages }) => {
        const isAffected = messages.some(
          ({ chat_id, service }) => chat_id === chatId && service?.code.startsWith('link_'),
        );
        if (isAffected) void client.invalidateQueries({ queryKey: linkKey(chatId) });
      }),
    [sync, client, chatId],
  );
}

/** Return what an invite link of a chat leads to. */
export function useChatInvitation(token: string) {
  return useQuery({
    queryKey: ['chats', 'invitation', token],
    queryFn: () => dataOf<ChatLinkPage>(api.GET('/api/chat-links/{token}', { params: { path: { token } } })),
    staleTime: 0,
  });
}

/** Join a chat by its invite link. Idempotent. */
export function joinByChatLink(token: string): Promise<LinkJoined> {
  return dataOf<LinkJoined>(api.POST('/api/chat-links/{token}/join', { params: { path: { token } } }));
}

function noneIfMissing(failure: unknown): null {
  if (isApiError(failure, 'not_found')) return null;
  throw failure;
}
