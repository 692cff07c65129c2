import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSync } from '@/data/messenger/SyncProvider';
import { refetchAfter } from '@/shared/api/causes';
import { api, dataOf } from '@/shared/api/client';
import { routeQuery, useRouteMutation, useRunning } from '@/shared/api/routes';
import type { ChatLinkRead, ChatUpdate, LinkJoined } from '@/shared/api/schema';
import { upload } from '@/shared/api/uploads';

const ofChat = (chat_id: string) => ({ params: { path: { chat_id } } });

/** The initial data of a manual chat. */
export interface NewChat {
  readonly title: string;
  readonly members: readonly string[];
  readonly isClosed: boolean;
}

/** Create a chat. Idempotent. */
export function useCreateChat() {
  return useRouteMutation(
    'post',
    '/api/chats',
    ({ clientId, title, members, isClosed }: NewChat & { readonly clientId: string }) => ({
      body: { client_id: clientId, title, members: [...members], is_closed: isClosed },
    }),
  );
}

/** Open the dialog with a person, creating it if needed. */
export function useOpenDialog() {
  return useRouteMutation('post', '/api/dialogs', (profile_id: string) => ({ body: { profile_id } }));
}

/** A change of a manual chat. */
interface ChatChange extends Omit<ChatUpdate, 'picture'> {
  readonly chatId: string;
  /** A new picture, under its id of this browser. */
  readonly picture?: { readonly id: string; readonly file: File };
}

/** Change the title, picture or rights of a manual chat, one change after the other, until the server has them. */
export function useChangeChat(chatId: string) {
  return useRouteMutation(
    'patch',
    '/api/chats/{chat_id}',
    async ({ chatId, picture, ...body }: ChatChange) => {
      if (!picture) return { ...ofChat(chatId), body };
      const { id, file } = picture;
      const uploaded = await upload({ id, name: file.name, blob: file, onProgress: () => undefined });
      return { ...ofChat(chatId), body: { picture: uploaded.id } };
    },
    { isKept: true, scope: { id: `chat ${chatId}` } },
  );
}

/** Return what of a chat is being changed and not saved yet. */
export function usePendingChange(chatId: string) {
  const changes = useRunning<ChatChange>('patch', '/api/chats/{chat_id}').filter(
    (change) => change.chatId === chatId,
  );
  const mutes = useRunning<Mute>('put', '/api/chats/{chat_id}/mute').filter((mute) => mute.chatId === chatId);
  return {
    isPending: changes.length + mutes.length > 0,
    title: changes.findLast(({ title }) => title)?.title,
    rights: changes.findLast(({ rights }) => rights)?.rights,
    picture: changes.findLast(({ picture }) => picture)?.picture?.file,
  };
}

/** Add members. */
export function useAddMembers(chatId: string) {
  return useRouteMutation('post', '/api/chats/{chat_id}/members', (profileIds: readonly string[]) => ({
    ...ofChat(chatId),
    body: { profile_ids: [...profileIds] },
  }));
}

/** Remove a member. */
export function useRemoveMember(chatId: string) {
  return useRouteMutation('delete', '/api/chats/{chat_id}/members/{profile_id}', (profile_id: string) => ({
    params: { path: { chat_id: chatId, profile_id } },
  }));
}

interface NewRole {
  readonly profileId: string;
  readonly role: 'owner' | 'admin' | 'member';
}

/** Change a member's role; `owner` transfers the chat. */
export function useGiveRole(chatId: string) {
  return useRouteMutation(
    'patch',
    '/api/chats/{chat_id}/members/{profile_id}',
    ({ profileId, role }: NewRole) => ({
      params: { path: { chat_id: chatId, profile_id: profileId } },
      body: { role },
    }),
  );
}

/** Leave the chat; an owner may name a successor. */
export function useLeaveChat(chatId: string) {
  return useRouteMutation('post', '/api/chats/{chat_id}/leave', (successor: string | null) => ({
    ...ofChat(chatId),
    body: { successor },
  }));
}

interface Mute {
  readonly chatId: string;
  readonly until: Date | null;
}

/** Mute the chat until a moment, or unmute it; kept until the server has it. */
export function useMute(chatId: string) {
  const { mutate } = useRouteMutation(
    'put',
    '/api/chats/{chat_id}/mute',
    ({ chatId, until }: Mute) => ({ ...ofChat(chatId), body: { until: until?.toISOString() ?? null } }),
    { isKept: true, scope: { id: `mute ${chatId}` } },
  );
  return (until: Date | null) => mutate({ chatId, until });
}

/** Mark a chat as unread by hand, or remove the mark. */
export function useMarkUnread(chatId: string) {
  return useRouteMutation('put', '/api/chats/{chat_id}/unread', (isMarked: boolean) => ({
    ...ofChat(chatId),
    body: { is_marked_unread: isMarked },
  }));
}

/** A call at a time. */
export interface PlannedCall {
  /** A retry returns the same call. */
  readonly clientId: string;
  readonly title: string;
  readonly startsAt: Date;
}

/** Plan a call in a chat. */
export function usePlanCall(chatId: string) {
  return useRouteMutation(
    'post',
    '/api/chats/{chat_id}/calls',
    ({ clientId, title, startsAt }: PlannedCall) => ({
      ...ofChat(chatId),
      body: { client_id: clientId, title, starts_at: startsAt.toISOString(), is_ringing: false },
    }),
  );
}

/** Change the title or the time of a planned call. */
export function useChangePlan() {
  return useRouteMutation(
    'patch',
    '/api/calls/{call_id}/plan',
    ({ callId, title, startsAt }: { callId: string; title: string; startsAt: Date }) => ({
      params: { path: { call_id: callId } },
      body: { title, starts_at: startsAt.toISOString() },
    }),
    { showsFailure: true },
  );
}

/** Cancel a planned call. */
export function useCancelPlan() {
  return useRouteMutation(
    'post',
    '/api/calls/{call_id}/end',
    (call_id: string) => ({ params: { path: { call_id } } }),
    { showsFailure: true },
  );
}

const linkQuery = (chatId: string) => routeQuery('/api/chats/{chat_id}/link', ofChat(chatId));

/** Return the invite link of a chat; null if it has none. */
export function useChatLink(chatId: string) {
  return useQuery({ ...linkQuery(chatId), staleTime: 0 });
}

/** Create, reset or delete the link, and update the cached query. */
export function useChatLinkActs(chatId: string) {
  const client = useQueryClient();
  const show = (link: ChatLinkRead | null) => client.setQueryData(linkQuery(chatId).queryKey, link);
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
        if (isAffected) void refetchAfter(client, 'message link');
      }),
    [sync, client, chatId],
  );
}

/** Return what an invite link of a chat leads to. */
export function useChatInvitation(token: string) {
  return useQuery({
    ...routeQuery('/api/chat-links/{token}', { params: { path: { token } } }),
    staleTime: 0,
  });
}

/** Join a chat by its invite link. Idempotent. */
export function joinByChatLink(token: string): Promise<LinkJoined> {
  return dataOf<LinkJoined>(api.POST('/api/chat-links/{token}/join', { params: { path: { token } } }));
}
