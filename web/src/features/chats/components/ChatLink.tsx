import { Icon24LinkCircle } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { ChatLinkRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { calledName } from '@/shared/person/person';
import { ErrorState } from '@/shared/ui/ErrorState';
import { useOverlays } from '@/shared/ui/Overlays';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { useAttempt } from '@/shared/ui/useAttempt';
import { useChatLink, useChatLinkActs } from '../api';
import styles from './ChatLink.module.css';

interface Props {
  readonly chatId: string;
  /** True if the person may also create, reset and delete the link. */
  readonly mayInvite: boolean;
}

/** The invite link of a chat, for who may see it. */
export function ChatLink({ chatId, mayInvite }: Props) {
  const { data, error, isPending, refetch } = useChatLink(chatId);
  if (isPending) return <TextSkeleton rows={2} />;
  if (error) return <ErrorState failure={error} onRetry={() => void refetch()} />;
  if (data) return <Shown link={data} chatId={chatId} mayInvite={mayInvite} />;
  return mayInvite ? <Missing chatId={chatId} /> : <p className={styles['hint']}>{t('chats.link.none')}</p>;
}

function Missing({ chatId }: { chatId: string }) {
  const attempt = useAttempt();
  const acts = useChatLinkActs(chatId);
  return (
    <>
      <p className={styles['hint']}>{t('chats.link.noneHint')}</p>
      <Button
        size="m"
        mode="secondary"
        before={<Icon24LinkCircle />}
        onClick={() => attempt('link', acts.create)}
      >
        {t('chats.link.create')}
      </Button>
    </>
  );
}

function Shown({ link, chatId, mayInvite }: Props & { readonly link: ChatLinkRead }) {
  const { confirm, note } = useOverlays();
  const attempt = useAttempt();
  const acts = useChatLinkActs(chatId);
  const copy = async () => {
    await navigator.clipboard.writeText(link.url);
    note({ text: t('chats.link.copied') });
  };
  const reset = async () => {
    const isSure = await confirm({
      title: t('chats.link.resetAsk'),
      text: t('chats.link.resetHint'),
      confirm: t('chats.link.reset'),
      isDestructive: true,
    });
    if (isSure) await acts.reset();
  };
  const turnOff = async () => {
    const isSure = await confirm({
      title: t('chats.link.turnOffAsk'),
      text: t('chats.link.turnOffHint'),
      confirm: t('chats.link.turnOff'),
      isDestructive: true,
    });
    if (isSure) await acts.turnOff();
  };
  return (
    <div className={styles['link']}>
      <input
        readOnly
        value={link.url}
        aria-label={t('chats.link.title')}
        onFocus={({ target }) => target.select()}
      />
      <Button size="m" stretched onClick={() => attempt('copy', copy)}>
        {t('chats.link.copy')}
      </Button>
      <p className={styles['hint']}>
        {t(link.is_active ? 'chats.link.admits' : 'chats.link.inactive', { name: calledName(link.maker) })}
      </p>
      {mayInvite && (
        <div className={styles['acts']}>
          <Button size="m" mode="secondary" stretched onClick={() => attempt('link', reset)}>
            {t('chats.link.reset')}
          </Button>
          <Button
            size="m"
            mode="secondary"
            appearance="negative"
            stretched
            onClick={() => attempt('link', turnOff)}
          >
            {t('chats.link.turnOff')}
          </Button>
        </div>
      )}
    </div>
  );
}
