import { useNavigate } from '@tanstack/react-router';
import type { ChatDetails } from '@/data/messenger/summary';
import {
  useAddMembers,
  useChangeChat,
  useGiveRole,
  useLeaveChat,
  useMute,
  useRemoveMember,
} from '@/features/chats/api';
import type { MemberActionName } from '@/features/people/model/members';
import { newId } from '@/shared/api/ids';
import type { ChatRights, MemberRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { calledName } from '@/shared/person/person';
import { useOverlays } from '@/shared/ui/Overlays';

/** The actions on a chat. Their results arrive through the stream. */
export function useChatActs({ chat, role }: ChatDetails) {
  const navigate = useNavigate();
  const { confirm } = useOverlays();
  const change = useChangeChat(chat.id);
  const mute = useMute(chat.id);
  const addMembers = useAddMembers(chat.id);
  const leaveChat = useLeaveChat(chat.id);
  const go = (successor: string | null) =>
    leaveChat.mutate(successor, { onSuccess: () => void navigate({ to: '/' }) });
  const leave = async () => {
    const isSure = await confirm({
      title: t('chats.leaveAsk', { title: chat.title }),
      text: t(chat.members_count <= 1 ? 'chats.leaveLastHint' : 'chats.leaveHint'),
      confirm: t('chats.leave'),
      isDestructive: true,
    });
    if (isSure) go(null);
  };
  return {
    rename: (title: string) => succeeds(change.mutateAsync({ chatId: chat.id, title })),
    changeRights: (rights: ChatRights) => change.mutate({ chatId: chat.id, rights }),
    changePicture: (file: File) => change.mutate({ chatId: chat.id, picture: { id: newId(), file } }),
    mute,
    add: (profileIds: readonly string[]) => succeeds(addMembers.mutateAsync(profileIds)),
    leave: () => void leave(),
    leaveTo: go,
    /** True if the person must choose a new owner first. */
    mustHandOver: role === 'owner' && chat.members_count > 1,
    actOnMember: useMemberActs(chat.id),
  };
}

/** Return whether this succeeds; a failure has been noted, and what was typed stays where it is. */
function succeeds(act: Promise<unknown>): Promise<boolean> {
  return act.then(
    () => true,
    () => false,
  );
}

function useMemberActs(chatId: string) {
  const { confirm } = useOverlays();
  const removeMember = useRemoveMember(chatId);
  const giveRole = useGiveRole(chatId);
  const remove = async (member: MemberRead) => {
    const isSure = await confirm({
      title: t('chats.removeAsk', { name: calledName(member) }),
      confirm: t('chats.removeConfirm'),
      isDestructive: true,
    });
    if (isSure) removeMember.mutate(member.profile_id);
  };
  const handOver = async (member: MemberRead) => {
    const isSure = await confirm({
      title: t('chats.handOverAsk', { name: calledName(member) }),
      text: t('chats.handOverHint'),
      confirm: t('chats.handOverConfirm'),
    });
    if (isSure) giveRole.mutate({ profileId: member.profile_id, role: 'owner' });
  };
  const acts: Readonly<Record<MemberActionName, (member: MemberRead) => void>> = {
    promote: ({ profile_id }) => giveRole.mutate({ profileId: profile_id, role: 'admin' }),
    demote: ({ profile_id }) => giveRole.mutate({ profileId: profile_id, role: 'member' }),
    handOver: (member) => void handOver(member),
    remove: (member) => void remove(member),
  };
  return (name: MemberActionName, member: MemberRead) => acts[name](member);
}
