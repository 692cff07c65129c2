import { useMemo } from 'react';
import { Composer } from '@/features/composer/components/Composer';
import type { Written } from '@/features/composer/model/written';
import { useEditMessage } from '@/features/messages/api';
import { mayEdit } from '@/features/messages/model/actions';
import type { ShownMessage } from '@/features/messages/model/shown';
import { usePreferences } from '@/features/settings/usePreferences';
import type { TextKey } from '@/shared/i18n/keys';
import { useDraft, useMe, useMembers } from '@/shared/sync/hooks';
import { useSync } from '@/shared/sync/SyncProvider';
import type { ChatDetails } from '@/shared/sync/summary';
import { useOverlays } from '@/shared/ui/Overlays';
import { candidatesOf } from './people';
import type { ConversationState } from './useConversationState';

interface Props {
  readonly details: ChatDetails;
  readonly state: ConversationState;
  readonly messages: readonly ShownMessage[];
  readonly onSent: () => void;
}

/** The field one writes in, joined to the chat: sends, edits, keeps the draft, tells that one is typing. */
export function WriteBox({ details, state, messages, onSent }: Props) {
  const { chat, may } = details;
  const sync = useSync();
  const me = useMe().id;
  const { enterSends } = usePreferences();
  const { members } = useMembers(chat.id);
  const [draft, keepDraft] = useDraft(chat.id);
  const edit = useEditMessage();
  const { note, noteFailure } = useOverlays();
  const candidates = useMemo(
    () => (chat.kind === 'dialog' ? [] : candidatesOf(members, me, may.mention_all)),
    [chat.kind, members, me, may.mention_all],
  );
  const send = ({ text, mentions, mentionsAll, files }: Written) => {
    const draft = { text, mentions, mentionsAll, files, replyTo: state.replyTo };
    sync.sendMessage(chat.id, draft).catch(noteFailure);
    state.leaveContext();
    onSent();
  };
  const save = ({ text, mentions }: Written) => {
    const { editing } = state;
    state.leaveContext();
    if (!editing || editing.text === text) return;
    edit.mutate({ chatId: chat.id, messageId: editing.id, text, mentions }, { onError: noteFailure });
  };
  const editLast = () => {
    const now = Date.now();
    const last = messages.findLast(
      (message) => message.number > 0 && mayEdit({ message, me, may, membersCount: chat.members_count, now }),
    );
    if (last) state.edit(last);
  };
  return (
    <Composer
      refusal={refusalOf(
        details,
        members.some(({ profile_id, is_writing_suspended }) => profile_id === me && is_writing_suspended),
      )}
      draft={draft}
      context={state.context}
      candidates={candidates}
      enterSends={enterSends}
      onSend={send}
      onSaveEdit={save}
      onDraft={keepDraft}
      onTyping={() => sync.sendTyping(chat.id)}
      onLeaveContext={state.leaveContext}
      onEditLast={editLast}
      onComplain={(words) => note({ text: words })}
    />
  );
}

/** Why one may not write here, in the words for it. */
function refusalOf({ chat, role, may }: ChatDetails, isSuspended: boolean): TextKey | undefined {
  if (may.write) return undefined;
  if (chat.is_archived) return 'composer.archived';
  if (isSuspended) return 'composer.writingSuspended';
  if (role === 'reader') return 'composer.reader';
  return chat.rights.write === 'admins' ? 'composer.onlyAdmins' : 'composer.notMember';
}
