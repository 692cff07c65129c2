import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { routeQuery } from '@/shared/api/routes';
import type {
  CallReaction,
  CallRead,
  CallRights,
  InviteRead,
  JoinedCall,
  ParticipantRead,
  QualityUpdate,
  WaitingInLobby,
} from '@/shared/api/schema';

const ofCall = (call_id: string) => ({ params: { path: { call_id } } });
const ofPerson = (call_id: string, participant_id: string) => ({
  params: { path: { call_id, participant_id } },
});
const ofKnock = (call_id: string, knock_id: string) => ({ params: { path: { call_id, knock_id } } });

/** Join again with the same device, after the media connection was lost. */
export function joinAgain(callId: string, device: string): Promise<JoinedCall | WaitingInLobby> {
  return dataOf(api.POST('/api/calls/{call_id}/join', { ...ofCall(callId), body: { device, moves: false } }));
}

/** Leave with this device. */
export function leaveCall(callId: string, device: string): Promise<unknown> {
  return dataOf(api.POST('/api/calls/{call_id}/leave', { ...ofCall(callId), body: { device } }));
}

/** End the call for everybody. */
export function endCall(callId: string): Promise<unknown> {
  return dataOf(api.POST('/api/calls/{call_id}/end', ofCall(callId)));
}

/** End the lesson of a call, and the call with it. */
export function endLesson(callId: string): Promise<unknown> {
  return dataOf(api.POST('/api/lessons/of-call/{call_id}/end', ofCall(callId)));
}

/** Allow a removed participant to join again. */
export function forgive(callId: string, personId: string): Promise<unknown> {
  return dataOf(
    api.POST('/api/calls/{call_id}/participants/{participant_id}/forgive', ofPerson(callId, personId)),
  );
}

/** Raise or lower my hand. */
export function raiseHand(callId: string, is_raised: boolean): Promise<unknown> {
  return dataOf(api.PUT('/api/calls/{call_id}/hand', { ...ofCall(callId), body: { is_raised } }));
}

/** Send a reaction to everybody in the call. */
export function sendReaction(callId: string, reaction: CallReaction): Promise<unknown> {
  return dataOf(api.POST('/api/calls/{call_id}/reactions', { ...ofCall(callId), body: { reaction } }));
}

/** Lower all hands. */
export function lowerHands(callId: string): Promise<unknown> {
  return dataOf(api.DELETE('/api/calls/{call_id}/hands', ofCall(callId)));
}

/** Lower somebody's hand. */
export function lowerHand(callId: string, personId: string): Promise<unknown> {
  return dataOf(
    api.DELETE('/api/calls/{call_id}/participants/{participant_id}/hand', ofPerson(callId, personId)),
  );
}

/** Switch somebody's microphone off until allowed. */
export function mute(callId: string, personId: string): Promise<unknown> {
  return dataOf(
    api.POST('/api/calls/{call_id}/participants/{participant_id}/mute', ofPerson(callId, personId)),
  );
}

/** Switch everybody's microphone off until allowed. */
export function muteAll(callId: string): Promise<unknown> {
  return dataOf(api.POST('/api/calls/{call_id}/mute-all', ofCall(callId)));
}

/** Remove a participant for good. */
export function remove(callId: string, personId: string): Promise<unknown> {
  return dataOf(api.DELETE('/api/calls/{call_id}/participants/{participant_id}', ofPerson(callId, personId)));
}

/** Make somebody an assistant, or a participant again. */
export function appoint(callId: string, personId: string, role: ParticipantRead['role']): Promise<unknown> {
  return dataOf(
    api.PUT('/api/calls/{call_id}/participants/{participant_id}/role', {
      ...ofPerson(callId, personId),
      body: { role },
    }),
  );
}

/** Change the rights of all participants who are not staff. */
export function changeRights(callId: string, rights: Partial<CallRights>): Promise<unknown> {
  return dataOf(api.PUT('/api/calls/{call_id}/rights', { ...ofCall(callId), body: rights }));
}

/** Change one participant's exceptions; null means as for all. */
export function changeException(
  callId: string,
  personId: string,
  exceptions: { readonly [right in keyof CallRights]?: boolean | null },
): Promise<unknown> {
  return dataOf(
    api.PUT('/api/calls/{call_id}/participants/{participant_id}/rights', {
      ...ofPerson(callId, personId),
      body: exceptions,
    }),
  );
}

/** What can be changed of a running call. */
export type CallSettings = Partial<
  Pick<CallRead, 'is_locked' | 'access' | 'lobby_for' | 'several_screens' | 'spotlight_id' | 'is_board_open'>
>;

/** Change the call for everybody. */
export function changeSettings(callId: string, settings: CallSettings): Promise<unknown> {
  return dataOf(api.PUT('/api/calls/{call_id}/settings', { ...ofCall(callId), body: settings }));
}

/** Report the connection quality of this device. */
export function saveQuality(
  callId: string,
  device: string,
  quality: QualityUpdate['quality'],
): Promise<unknown> {
  return dataOf(api.PUT('/api/calls/{call_id}/quality', { ...ofCall(callId), body: { device, quality } }));
}

/** Admit a person from the lobby. */
export function admitKnock(callId: string, knockId: string): Promise<unknown> {
  return dataOf(api.POST('/api/calls/{call_id}/knocks/{knock_id}/admit', ofKnock(callId, knockId)));
}

/** Refuse a person in the lobby. */
export function refuseKnock(callId: string, knockId: string): Promise<unknown> {
  return dataOf(api.POST('/api/calls/{call_id}/knocks/{knock_id}/refuse', ofKnock(callId, knockId)));
}

/** Admit everybody from the lobby. */
export function admitAll(callId: string): Promise<unknown> {
  return dataOf(api.POST('/api/calls/{call_id}/knocks/admit-all', ofCall(callId)));
}

const inviteQuery = (callId: string) => routeQuery('/api/calls/{call_id}/invite', ofCall(callId));

/** The query of who of the lesson's students is not in its call. */
export function absentFrom(callId: string) {
  return routeQuery('/api/lessons/of-call/{call_id}/absent', ofCall(callId));
}

/** Ring a member of the chat who has not come. */
export function ringMember(callId: string, profile_id: string): Promise<unknown> {
  return dataOf(api.POST('/api/calls/{call_id}/rings', { ...ofCall(callId), body: { profile_id } }));
}

/** The invite link; null where there is none. */
export function useInvite(callId: string) {
  return useQuery({ ...inviteQuery(callId), staleTime: 0 });
}

/** Renew or delete the link, and update the cached query. */
export function useInviteActs(callId: string) {
  const client = useQueryClient();
  const show = (invite: InviteRead | null) => client.setQueryData(inviteQuery(callId).queryKey, invite);
  return {
    /** Make a new link; `access` says whom it lets in, otherwise those whom the last one did. */
    renew: async (access?: CallRead['access']) => {
      const body = access === undefined ? {} : { access };
      show(await dataOf(api.POST('/api/calls/{call_id}/invite', { ...ofCall(callId), body })));
    },
    end: async () => {
      await dataOf(api.DELETE('/api/calls/{call_id}/invite', ofCall(callId)));
      show(null);
    },
  };
}
