import { Icon24DoorArrowRightOutline, Icon24UserAddOutline } from '@vkontakte/icons';
import { Button, ModalPage, ModalPageHeader } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { useState } from 'react';
import { useConnection, useMe, useMembers } from '@/data/messenger/hooks';
import type { ChatDetails } from '@/data/messenger/summary';
import { useFreshChatLink, useOpenDialog, usePendingChange } from '@/features/chats/api';
import { AboutHead } from '@/features/chats/components/AboutHead';
import { ChatLink } from '@/features/chats/components/ChatLink';
import { MuteRow } from '@/features/chats/components/MuteRow';
import { RightsMatrix } from '@/features/chats/components/RightsMatrix';
import type { Contact } from '@/features/people/api';
import { MemberList } from '@/features/people/components/MemberList';
import { PeoplePicker } from '@/features/people/components/PeoplePicker';
import { PersonCard } from '@/features/people/components/PersonCard';
import { SuccessorPage } from '@/features/people/components/SuccessorPage';
import { successorsOf } from '@/features/people/model/members';
import type { MemberRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { rolesInWords } from '@/shared/person/person';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Modals } from '@/shared/ui/Modals';
import { PaneHeader } from '@/shared/ui/PaneHeader';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { useObjectUrl } from '@/shared/ui/useObjectUrl';
import styles from './ChatScreen.module.css';
import { useChatActs } from './useChatActs';
import { useWriteTo } from './useWriteTo';

interface Props {
  readonly details: ChatDetails;
  readonly onLeave: () => void;
}

/** «О чате»: picture, title, muting, members, rights, leaving. */
export function AboutPane({ details, onLeave }: Props) {
  const { chat, other, may, isMuted, mutedUntil } = details;
  const [card, setCard] = useState<MemberRead>();
  const [modal, setModal] = useState<'add' | 'leave'>();
  const me = useMe().id;
  const acts = useChatActs(details);
  const pending = usePendingChange(chat.id);
  const picture = useObjectUrl(pending.picture);
  useFreshChatLink(chat.id);
  const writeTo = useWriteTo(useOpenDialog());
  const isByHand = chat.kind === 'group' && chat.source === null;
  const isDialog = chat.kind === 'dialog';
  const leave = acts.mustHandOver ? () => setModal('leave') : acts.leave;
  return (
    <aside className={styles['about']} aria-label={t('chats.about')}>
      <PaneHeader title={t('chats.about')} onLeave={onLeave} />
      <div className={styles['aboutScroll']}>
        <AboutHead
          title={details.title}
          face={picture ? { ...details.face, src: picture } : details.face}
          about={
            isDialog && other
              ? rolesInWords(other.badges)
              : t('chats.membersCount', { count: chat.members_count })
          }
          mayChange={may.includes('change')}
          isBusy={pending.title !== undefined}
          onRename={acts.rename}
          onPicture={acts.changePicture}
        />
        <div role="status">{pending.isPending && <Saving />}</div>
        {chat.is_archived && <p className={styles['kept']}>{t('chats.archived')}</p>}
        <MuteRow isMuted={isMuted} mutedUntil={mutedUntil} onMute={acts.mute} />
        {!isDialog && (
          <Members
            details={details}
            me={me}
            onOpen={setCard}
            onAct={acts.actOnMember}
            onAdd={() => setModal('add')}
          />
        )}
        {may.includes('see_link') && (
          <section className={styles['block']}>
            <h3>{t('chats.link.title')}</h3>
            <ChatLink chatId={chat.id} mayInvite={may.includes('invite')} />
          </section>
        )}
        {isByHand && (
          <section className={styles['block']}>
            <h3>{t('chats.rights')}</h3>
            <RightsMatrix
              rights={{ ...chat.rights, ...pending.rights }}
              isFixed={!may.includes('change_rights')}
              onChange={acts.changeRights}
            />
          </section>
        )}
        {may.includes('leave') && (
          <section className={styles['block']}>
            <button type="button" className={clsx(styles['act'], styles['leave'])} onClick={leave}>
              <Icon24DoorArrowRightOutline />
              {t('chats.leave')}
            </button>
          </section>
        )}
      </div>
      <Modals active={modal} onClose={() => setModal(undefined)}>
        <AddMembers id="add" chatId={chat.id} onAdd={acts.add} onDone={() => setModal(undefined)} />
        <Leave id="leave" details={details} me={me} onLeave={acts.leaveTo} />
      </Modals>
      {card && (
        <Modals active="person" onClose={() => setCard(undefined)}>
          <PersonCard id="person" person={card} isMe={card.profile_id === me} onWrite={writeTo} />
        </Modals>
      )}
    </aside>
  );
}

/** What was changed waits for the server. */
function Saving() {
  const isOffline = useConnection() === 'offline';
  return <p className={styles['saving']}>{t(isOffline ? 'chats.savedLater' : 'chats.saving')}</p>;
}

interface MembersProps {
  readonly details: ChatDetails;
  readonly me: string;
  readonly onOpen: (member: MemberRead) => void;
  readonly onAct: ReturnType<typeof useChatActs>['actOnMember'];
  readonly onAdd: () => void;
}

function Members({ details, me, onOpen, onAct, onAdd }: MembersProps) {
  const { chat, may, role } = details;
  const { members, isLoading, failure, retry } = useMembers(chat.id);
  return (
    <section className={styles['block']}>
      <h3>{t('people.members')}</h3>
      {chat.source !== null && (
        <p className={styles['kept']}>
          <strong>{t('chats.kept')}</strong>
          {t('chats.keptHint')}
        </p>
      )}
      {may.includes('invite') && (
        <button type="button" className={styles['act']} onClick={onAdd}>
          <Icon24UserAddOutline />
          {t('chats.addMembers')}
        </button>
      )}
      {failure !== undefined && <ErrorState failure={failure} onRetry={retry} />}
      {isLoading ? (
        <ListSkeleton rows={4} />
      ) : (
        <MemberList members={members} me={me} myRole={role} may={may} onOpen={onOpen} onAct={onAct} />
      )}
    </section>
  );
}

interface AddProps {
  readonly id: string;
  readonly chatId: string;
  readonly onAdd: (profileIds: readonly string[]) => Promise<boolean>;
  readonly onDone: () => void;
}

function AddMembers({ id, chatId, onAdd, onDone }: AddProps) {
  const { members } = useMembers(chatId);
  const [chosen, setChosen] = useState<readonly Contact[]>([]);
  const present = new Set(members.map(({ profile_id }) => profile_id));
  const add = async () => {
    if (!(await onAdd(chosen.map(({ profile_id }) => profile_id)))) return;
    setChosen([]);
    onDone();
  };
  return (
    <ModalPage
      id={id}
      header={<ModalPageHeader>{t('chats.addMembers')}</ModalPageHeader>}
      footer={
        <div className={styles['foot']}>
          <Button size="l" stretched disabled={chosen.length === 0} onClick={() => void add()}>
            {t('chats.add')}
          </Button>
        </div>
      }
    >
      <div className={styles['add']}>
        <PeoplePicker chosen={chosen} onChange={setChosen} without={present} />
      </div>
    </ModalPage>
  );
}

interface LeaveProps {
  readonly id: string;
  readonly details: ChatDetails;
  readonly me: string;
  readonly onLeave: (successor: string) => void;
}

function Leave({ id, details, me, onLeave }: LeaveProps) {
  const { members } = useMembers(details.chat.id);
  return (
    <SuccessorPage
      id={id}
      title={t('chats.leaveAsk', { title: details.chat.title })}
      hint={t('chats.leaveOwnerHint')}
      act={t('chats.leave')}
      candidates={successorsOf(members, me)}
      onAct={onLeave}
    />
  );
}
