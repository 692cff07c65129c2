import { useMemo } from 'react';
import { useDraft, useMe, useMembers } from '@/data/messenger/hooks';
import { useSync } from '@/data/messenger/SyncProvider';
import type { ChatDetails } from '@/data/messenger/summary';
import { Composer } from '@/features/composer/components/Composer';
import type { Written } from '@/features/composer/model/written';
import { actionsOf } from '@/features/messages/kinds/kinds';
import { editOf } from '@/features/messages/kinds/text/edit';
import { textBody } from '@/features/messages/kinds/text/sent';
import type { ShownMessage } from '@/features/messages/model/shown';
import { usePreferences } from '@/features/settings/usePreferences';
import { serverNow } from '@/shared/clock';
import type { TextKey } from '@/shared/i18n/keys';
import { useOverlays } from '@/shared/ui/Overlays';
import { candidatesOf } from './people';
import type { ConversationState } from './useConversationState';

interface Props {
  readonly details: ChatDetails;
  readonly state: ConversationState;
  readonly messages: readonly ShownMessage[];
  readonly onSent: () => void;
}

/** The composer of a chat: sends, edits, saves the draft, reports typing. */
export function WriteBox({ details, state, messages, onSent }: Props) {
  const { chat, may } = details;
  const sync = useSync();
  const me = useMe().id;
  const { enterSends } = usePreferences();
  const { members } = useMembers(chat.id);
  const [draft, saveDraft] = useDraft(chat.id);
  const { note, noteFailure } = useOverlays();
  const mayMentionAll = may.includes('mention_all');
  const candidates = useMemo(
    () => (chat.kind === 'dialog' ? [] : candidatesOf(members, me, mayMentionAll)),
    [chat.kind, members, me, mayMentionAll],
  );
  const send = async ({ text, entities, files, typed }: Written) => {
    const { replyTo } = state.composing;
    await sync.sendMessage(
      chat.id,
      { kind: 'text', body: textBody({ text, entities }, replyTo, state.named), files },
      typed,
    );
    state.leaveContext();
    onSent();
  };
  const save = async ({ text, entities }: Written) => {
    const { editing } = state.composing;
    if (editing) await sync.outbox.add(chat.id, editOf(editing, { text, entities }));
    state.leaveContext();
  };
  const editLast = () => {
    const now = serverNow();
    const last = messages.findLast(
      (message) =>
        message.number > 0 &&
        actionsOf({ message, me, may, membersCount: chat.members_count, isPinned: false, now }).some(
          ({ name }) => name === 'edit',
        ),
    );
    if (last) state.edit(last);
  };
  return (
    <Composer
      reason={reasonOf(
        details,
        members.some(({ profile_id, is_writing_suspended }) => profile_id === me && is_writing_suspended),
      )}
      draft={draft}
      files={state.composing.files}
      context={state.context}
      candidates={candidates}
      enterSends={enterSends}
      onSend={send}
      onSaveEdit={save}
      onDraft={saveDraft}
      onEdited={(text) => state.compose(({ editing }) => ({ editing: editing && { ...editing, text } }))}
      onFiles={(change) => state.compose(({ files }) => ({ files: change(files) }))}
      onTyping={() => sync.sendTyping(chat.id)}
      onLeaveContext={state.leaveContext}
      onEditLast={editLast}
      onComplain={(words) => note({ text: words })}
      onFailure={noteFailure}
    />
  );
}

/** The text key of why the person may not write here. */
function reasonOf({ chat, role, may }: ChatDetails, isSuspended: boolean): TextKey | undefined {
  if (may.includes('write')) return undefined;
  if (chat.is_archived) return 'composer.archived';
  if (isSuspended) return 'composer.writingSuspended';
  if (role === 'reader') return 'composer.reader';
  return chat.rights.write === 'admins' ? 'composer.onlyAdmins' : 'composer.notMember';
}
