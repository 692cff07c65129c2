import { Icon28ComputerOutline, Icon28SmartphoneOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { SessionRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullMoment, shortMoment } from '@/shared/i18n/time';
import { Card } from '@/shared/ui/Card';
import { ErrorState } from '@/shared/ui/ErrorState';
import { useOverlays } from '@/shared/ui/Overlays';
import rows from '@/shared/ui/rows.module.css';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { useEndSession, useSessions } from '../api';
import { inOrder, isCarried } from '../model/order';

interface Props {
  /** Sign out on all devices, including this one. */
  readonly onSignOutEverywhere: () => Promise<void>;
}

/** «Устройства»: the sessions, each can be ended. */
export function SessionsCard({ onSignOutEverywhere }: Props) {
  const sessions = useSessions();
  const { confirm } = useOverlays();
  const endAll = async () => {
    const isSure = await confirm({
      title: t('id.devices.endAllQuestion'),
      text: t('id.devices.endAllHint'),
      confirm: t('id.devices.endAll'),
      isDestructive: true,
    });
    if (isSure) await onSignOutEverywhere();
  };
  return (
    <Card title={t('id.devices.title')} hint={t('id.devices.hint')} anchor="devices">
      {sessions.isError && <ErrorState failure={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.isPending && <ListSkeleton rows={2} />}
      {sessions.data && (
        <ul className={rows['rows']}>
          {inOrder(sessions.data).map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
      <div className={rows['foot']}>
        <Button mode="tertiary" appearance="negative" size="m" onClick={() => void endAll()}>
          {t('id.devices.endAll')}
        </Button>
      </div>
    </Card>
  );
}

function SessionRow({ session }: { session: SessionRead }) {
  const end = useEndSession();
  const { confirm, noteFailure } = useOverlays();
  const ask = async () => {
    const isSure = await confirm({
      title: t('id.devices.endQuestion'),
      text: t('id.devices.endHint', { device: session.device }),
      confirm: t('id.devices.end'),
      isDestructive: true,
    });
    if (isSure) end.mutate(session.id, { onError: noteFailure });
  };
  const location = session.location ? ` · ${session.location}` : '';
  const seen = session.is_current
    ? t('id.devices.current')
    : t('id.devices.seen', { when: shortMoment(session.seen_at) });
  return (
    <li className={rows['row']}>
      {isCarried(session.device) ? <Icon28SmartphoneOutline /> : <Icon28ComputerOutline />}
      <div className={rows['text']}>
        <div className={rows['title']}>{session.device}</div>
        <div
          className={rows['more']}
          title={t('id.devices.since', { when: fullMoment(session.signed_in_at) })}
        >
          {seen}
          {location}
        </div>
      </div>
      {!session.is_current && (
        <Button
          mode="secondary"
          size="m"
          loading={end.isPending}
          aria-label={t('id.devices.endOf', { device: session.device })}
          onClick={() => void ask()}
        >
          {t('id.devices.end')}
        </Button>
      )}
    </li>
  );
}
