import { Icon28NotificationWaves } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { isApiError } from '@/shared/api/errors';
import { t } from '@/shared/i18n/text';
import { fullMoment } from '@/shared/i18n/time';
import { Card } from '@/shared/ui/Card';
import { useOverlays } from '@/shared/ui/Overlays';
import rows from '@/shared/ui/rows.module.css';
import { useEndSession, useNotifications, useReadNotification, useSessions } from '../api';
import { type NewSignIn, signInsIn } from '../model/sign-ins';

/** Only the newest are shown. */
const SHOWN = 3;

interface Props {
  /** Called when the session of a stranger was ended, who must not come back. */
  readonly onStranger: () => void;
}

/** Unread notifications of new sign-ins; nothing without any. */
export function NotificationsCard({ onStranger }: Props) {
  const { data } = useNotifications();
  const read = useReadNotification();
  const unread = signInsIn(data ?? []);
  if (unread.length === 0) return null;
  return (
    <Card
      title={t('id.notifications.title')}
      aside={
        unread.length > 1 && (
          <Button
            mode="tertiary"
            size="m"
            loading={read.isPending}
            onClick={() => {
              for (const { id } of unread) read.mutate(id);
            }}
          >
            {t('id.notifications.allMine')}
          </Button>
        )
      }
    >
      <ul className={rows['rows']}>
        {unread.slice(0, SHOWN).map((signIn) => (
          <SignInRow key={signIn.id} signIn={signIn} onStranger={onStranger} />
        ))}
      </ul>
    </Card>
  );
}

function SignInRow({
  signIn: { id, sessionId, device, at },
  onStranger,
}: Props & { readonly signIn: NewSignIn }) {
  const sessions = useSessions();
  const read = useReadNotification();
  const end = useEndSession();
  const { confirm, noteFailure } = useOverlays();
  const hasEnded = sessions.data?.every((session) => session.id !== sessionId) ?? false;
  const notMe = async () => {
    const isSure = await confirm({
      title: t('id.notifications.notMineQuestion'),
      text: t('id.notifications.notMineHint', { device }),
      confirm: t('id.devices.end'),
      isDestructive: true,
    });
    if (!isSure) return;
    try {
      // It may have ended meanwhile: then there is nothing to end.
      await end.mutateAsync(sessionId).catch((failure) => {
        if (!isApiError(failure, 'not_found')) throw failure;
        read.mutate(id);
      });
      onStranger();
    } catch (failure) {
      noteFailure(failure);
    }
  };
  return (
    <li className={rows['row']}>
      <Icon28NotificationWaves />
      <div className={rows['text']}>
        <div className={rows['title']}>{t('id.notification.new_sign_in', { device })}</div>
        <div className={rows['more']}>
          {fullMoment(at)}
          {hasEnded && ` · ${t('id.notifications.ended')}`}
        </div>
        <div className={rows['foot']}>
          <Button mode="secondary" size="m" loading={read.isPending} onClick={() => read.mutate(id)}>
            {t('id.notifications.mine')}
          </Button>
          <Button
            mode="tertiary"
            appearance="negative"
            size="m"
            loading={end.isPending}
            onClick={() => void notMe()}
          >
            {t('id.notifications.notMine')}
          </Button>
        </div>
      </div>
    </li>
  );
}
