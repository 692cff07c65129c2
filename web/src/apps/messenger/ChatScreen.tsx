import { useNavigate } from '@tanstack/react-router';
import { Button } from '@vkontakte/vkui';
import { useChat } from '@/data/messenger/hooks';
import { t } from '@/shared/i18n/text';
import { late } from '@/shared/ui/late';
import { useIsWide } from '@/shared/ui/layout';
import { usePageName } from '@/shared/ui/page-title';
import { Wall } from '@/shared/ui/Wall';
import styles from './ChatScreen.module.css';
import { Conversation } from './Conversation';
import { useAbout } from './useAbout';

const MissingChat = late(() => import('./MissingChat').then((module) => module.MissingChat));
const AboutPane = late(() => import('./AboutPane').then((module) => module.AboutPane), { size: 'pane' });

interface Props {
  readonly chatId: string;
  /** The number of the message to show. */
  readonly message: number | undefined;
  /** Another one each time that it is asked for. */
  readonly askedAs?: string | undefined;
  readonly isAboutOpen: boolean;
}

/** An open chat, with «О чате» beside it, or on a phone over it. */
export function ChatScreen({ chatId, message, askedAs, isAboutOpen }: Props) {
  const navigate = useNavigate();
  const isWide = useIsWide();
  const details = useChat(chatId);
  const showAbout = useAbout();
  usePageName(details?.title);
  if (!details) {
    return (
      <div className={styles['gone']}>
        <MissingChat
          chatId={chatId}
          action={<Button onClick={() => void navigate({ to: '/' })}>{t('chats.toList')}</Button>}
        />
      </div>
    );
  }
  return (
    <>
      {(isWide || !isAboutOpen) && (
        <Wall place="conversation" size="pane" of={chatId}>
          <Conversation
            details={details}
            message={message}
            askedAs={askedAs}
            isAboutOpen={isAboutOpen}
            onAbout={() => showAbout(chatId, !isAboutOpen)}
            onBack={isWide ? undefined : () => void navigate({ to: '/' })}
          />
        </Wall>
      )}
      {isAboutOpen && (
        <Wall place="panel" size="pane" of={chatId}>
          <AboutPane details={details} onLeave={() => showAbout(chatId, false)} />
        </Wall>
      )}
    </>
  );
}
