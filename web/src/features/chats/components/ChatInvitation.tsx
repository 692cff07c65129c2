import { Icon56LinkCircleOutline, Icon56LockOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { isApiError } from '@/shared/api/errors';
import { signInAddress } from '@/shared/api/own-address';
import type { ChatLinkPage } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { calledName } from '@/shared/person/person';
import { Avatar } from '@/shared/ui/Avatar';
import { ErrorState } from '@/shared/ui/ErrorState';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { Stage } from '@/shared/ui/Stage';
import { StepScreen } from '@/shared/ui/StepScreen';
import { useAttempt } from '@/shared/ui/useAttempt';
import { joinByChatLink, useChatInvitation } from '../api';
import styles from './ChatInvitation.module.css';

interface Props {
  readonly token: string;
  readonly onOpen: (chatId: string) => void;
}

/** `/join/chat/…`: an invitation to a chat, which a person accepts or learns why they may not. */
export function ChatInvitation(props: Props) {
  return (
    <Stage section={t('chats.join.section')} home="/">
      <Content {...props} />
    </Stage>
  );
}

function Content({ token, onOpen }: Props) {
  const { data, error, refetch } = useChatInvitation(token);
  const attempt = useAttempt();
  if (isApiError(error, 'unauthenticated')) return <SignInFirst />;
  if (isApiError(error, 'not_found')) return <Unknown />;
  if (error) return <ErrorState failure={error} onRetry={() => void refetch()} />;
  if (!data) return <TextSkeleton rows={4} />;
  const join = async () => {
    try {
      onOpen((await joinByChatLink(token)).chat_id);
    } catch (failure) {
      // The page then says why.
      void refetch();
      throw failure;
    }
  };
  return <Invitation token={token} page={data} onJoin={() => attempt('join', join)} onOpen={onOpen} />;
}

interface InvitationProps extends Props {
  readonly page: ChatLinkPage;
  readonly onJoin: () => void;
}

function Invitation({ token, page, onJoin, onOpen }: InvitationProps) {
  const { title, picture, members_count, chat_id, is_member, refusal } = page;
  const name = calledName(page.maker);
  return (
    <StepScreen
      title={title}
      hint={t('chats.membersCount', { count: members_count })}
      icon={
        <Avatar
          id={chat_id}
          name={title}
          src={picture === null ? undefined : `/api/chat-links/${token}/picture`}
          size={96}
        />
      }
      focusesTitle
    >
      {is_member ? (
        <>
          <p className={styles['line']}>{t('chats.join.isMember')}</p>
          <Button size="l" stretched onClick={() => onOpen(chat_id)}>
            {t('chats.join.open')}
          </Button>
        </>
      ) : refusal !== null ? (
        <>
          <p className={styles['line']} role="status">
            {t(`chats.join.refusal.${refusal}`, { name })}
          </p>
          <ToMessenger />
        </>
      ) : (
        <>
          <p className={styles['line']}>{t('chats.join.maker', { name })}</p>
          <Button size="l" stretched onClick={onJoin}>
            {t('chats.join.join')}
          </Button>
        </>
      )}
    </StepScreen>
  );
}

function Unknown() {
  return (
    <StepScreen
      title={t('chats.join.unknown')}
      hint={t('chats.join.unknownHint')}
      icon={<Icon56LinkCircleOutline />}
      focusesTitle
    >
      <ToMessenger />
    </StepScreen>
  );
}

/** Invitations are shown to people with a profile: sign in first, and come back. */
function SignInFirst() {
  return (
    <StepScreen
      title={t('chats.join.signInFirst')}
      hint={t('chats.join.signInHint')}
      icon={<Icon56LockOutline />}
      focusesTitle
    >
      <Button Component="a" href={signInAddress()} size="l" stretched>
        {t('chats.join.signIn')}
      </Button>
    </StepScreen>
  );
}

function ToMessenger() {
  return (
    <Button Component="a" href="/" size="l" stretched mode="secondary">
      {t('chats.join.toMessenger')}
    </Button>
  );
}
