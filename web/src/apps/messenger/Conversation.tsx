import { useMemo, useState } from 'react';
import { useHistory } from '@/data/messenger/history';
import { useConnection, useTyping } from '@/data/messenger/hooks';
import { useSync } from '@/data/messenger/SyncProvider';
import type { ChatDetails } from '@/data/messenger/summary';
import { useOpenDialog } from '@/features/chats/api';
import { ConversationHeader } from '@/features/chats/components/ConversationHeader';
import { ConversationProvider } from '@/features/messages/components/ConversationProvider';
import { History } from '@/features/messages/components/History';
import { joinsGroups } from '@/features/messages/kinds/kinds';
import { rowsOf } from '@/features/messages/model/rows';
import { inOnePiece } from '@/features/messages/model/shown';
import { t } from '@/shared/i18n/text';
import { rolesInWords, worksAtSchool } from '@/shared/person/person';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { late } from '@/shared/ui/late';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import styles from './ChatScreen.module.css';
import { CallButton, RunningStrip } from './ConversationCalls';
import { Menu } from './ConversationMenu';
import { Pins } from './ConversationPins';
import { typingText } from './rows';
import { useAnnouncements } from './useAnnouncements';
import { useConversationState } from './useConversationState';
import { useJumps } from './useJumps';
import { useUnmark } from './useUnmark';
import { useWriteTo } from './useWriteTo';
import { WriteBox } from './WriteBox';

const ConversationModals = late(() =>
  import('./ConversationModals').then((module) => module.ConversationModals),
);

interface Props {
  readonly details: ChatDetails;
  readonly message: number | undefined;
  /** Another one each time that it is asked for. */
  readonly askedAs?: string | undefined;
  readonly isAboutOpen: boolean;
  readonly onAbout: () => void;
  readonly onBack: (() => void) | undefined;
  /** It is shown beside a call, which has a header of its own. */
  readonly isInCall?: boolean;
}

/** The open conversation: header, history, composer, and what opens over them. */
export function Conversation(props: Props) {
  const { details, message, askedAs, isInCall = false } = props;
  const { chat } = details;
  const sync = useSync();
  const history = useHistory(chat.id);
  const jumps = useJumps(history, message, askedAs);
  const { state, acts, facts } = useConversationState(details, jumps.to, isInCall);
  const writeTo = useWriteTo(useOpenDialog());
  useUnmark(details);
  useAnnouncements(chat.id, facts.nameOf);
  const shown = useMemo(() => history.messages.map(inOnePiece), [history.messages]);
  const rows = useMemo(
    () => rowsOf(shown, { joinsGroups, firstUnread: history.firstUnread }),
    [shown, history.firstUnread],
  );
  const [onSeen] = useState(() => (number: number) => sync.markRead(chat.id, number));
  const person = state.card ? state.memberOf(state.card) : undefined;
  return (
    <ConversationProvider acts={acts} facts={facts}>
      <section className={styles['conversation']} aria-label={details.title}>
        {!isInCall && <Head {...props} nameOf={facts.nameOf} />}
        {!isInCall && <RunningStrip details={details} />}
        <Pins facts={facts} onJump={acts.onJump} />
        <Offline />
        {rows.length > 0 ? (
          <History
            rows={rows}
            hasOlder={history.hasEarlier}
            hasNewer={history.hasLater}
            onOlder={history.loadEarlier}
            onNewer={history.loadLater}
            jump={jumps.jump}
            unread={details.unread}
            onToEnd={jumps.toEnd}
            onSeen={onSeen}
          />
        ) : (
          <Blank history={history} />
        )}
        <WriteBox details={details} state={state} messages={shown} onSent={jumps.toEnd} />
      </section>
      {state.menu && <Menu state={state} acts={acts} facts={facts} />}
      {(state.viewed || state.modal || state.plan || person) && (
        <ConversationModals chatId={chat.id} state={state} facts={facts} person={person} onWrite={writeTo} />
      )}
    </ConversationProvider>
  );
}

type HeadProps = Omit<Props, 'message' | 'askedAs' | 'isInCall'> & {
  readonly nameOf: (profileId: string) => string;
};

function Head({ details, nameOf, isAboutOpen, onAbout, onBack }: HeadProps) {
  const { chat, other, may } = details;
  const typing = useTyping(chat.id);
  const connection = useConnection();
  const isDialog = chat.kind === 'dialog';
  const usual =
    isDialog && other ? rolesInWords(other.badges) : t('chats.membersCount', { count: chat.members_count });
  const isTyping = typing.length > 0;
  const subtitle =
    connection === 'connecting'
      ? t('chats.connecting')
      : isTyping
        ? typingText(typing, isDialog, nameOf)
        : usual;
  return (
    <ConversationHeader
      title={details.title}
      face={details.face}
      isStaff={other !== undefined && worksAtSchool(other.badges)}
      subtitle={subtitle}
      isLively={isTyping}
      isAboutOpen={isAboutOpen}
      onAbout={onAbout}
      onBack={onBack}
      after={may.includes('call') && <CallButton details={details} />}
    />
  );
}

function Offline() {
  const isOffline = useConnection() === 'offline';
  return <div role="status">{isOffline && <p className={styles['offline']}>{t('chats.offline')}</p>}</div>;
}

/** Shown instead of the history: loading, failed, or empty. */
function Blank({ history }: { history: ReturnType<typeof useHistory> }) {
  if (history.failure !== undefined) {
    return (
      <div className={styles['middle']}>
        <ErrorState failure={history.failure} onRetry={history.retry} />
      </div>
    );
  }
  if (history.isLoading) {
    return (
      <div className={styles['filler']}>
        <TextSkeleton rows={6} />
      </div>
    );
  }
  return (
    <div className={styles['middle']}>
      <EmptyState title={t('chats.noMessages')} />
    </div>
  );
}
