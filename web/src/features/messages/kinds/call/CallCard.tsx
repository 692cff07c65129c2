import { Icon24CalendarOutline, Icon24PhoneOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { attachmentTitle } from '@/data/messenger/attachments';
import type { CallCardRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import { CardFrame } from '../../components/CardFrame';
import { useActs, useFact } from '../../components/conversation';
import type { ViewProps } from '../kind';
import styles from './CallCard.module.css';
import { cardTitle, statusText } from './words';

/** A message that carries a call: its card as the call is now, only its title until that is known. */
export function CallMessage({ message }: ViewProps) {
  const { attachment, sent_at, author_id } = message;
  const call = useFact(({ attachmentOf }) => attachmentOf(message));
  const isOwn = useFact(({ me }) => me === author_id);
  const title = attachment ? attachmentTitle(attachment) : '';
  if (call?.kind === 'call_card') return <CallCard value={call.value} isOwn={isOwn} sentAt={sent_at} />;
  return (
    <CardFrame sign={<Icon24PhoneOutline />} title={title || t('messages.call.call')} sentAt={sent_at} />
  );
}

interface Props {
  readonly value: CallCardRead;
  /** The person has started or planned the call. */
  readonly isOwn: boolean;
  readonly sentAt: string;
}

/** The card of a call: planned, running or over, with a button to enter unless one is there. */
function CallCard({ value, isOwn, sentAt }: Props) {
  const { onEnterCall } = useActs();
  const isRunning = value.state === 'open';
  const isHere = useFact(({ runningCallId }) => runningCallId === value.id);
  const isBeside = useFact(({ isInCall }) => isInCall) && isHere;
  return (
    <CardFrame
      sign={value.state === 'planned' ? <Icon24CalendarOutline /> : <Icon24PhoneOutline />}
      isActive={isRunning}
      title={cardTitle(value, isOwn)}
      status={isBeside ? t('messages.call.here') : statusText(value)}
      sentAt={sentAt}
    >
      {value.state !== 'ended' && !isBeside && (
        <div className={styles['acts']}>
          <Button
            size="m"
            stretched
            mode={isRunning ? 'primary' : 'secondary'}
            onClick={() => onEnterCall(value.id)}
          >
            {t(isHere ? 'messages.call.return' : isRunning ? 'messages.call.enter' : 'messages.call.open')}
          </Button>
          {value.state === 'planned' && <Plan callId={value.id} isOwn={isOwn} />}
        </div>
      )}
    </CardFrame>
  );
}

/** What can be done with a planned call: its link, and for who planned it another time or none. */
function Plan({ callId, isOwn }: { callId: string; isOwn: boolean }) {
  const { onPlanCall } = useActs();
  const { note, noteFailure } = useOverlays();
  const copy = () =>
    navigator.clipboard
      .writeText(`${window.location.origin}/call/${callId}`)
      .then(() => note({ text: t('messages.call.linkCopied') }))
      .catch(noteFailure);
  return (
    <>
      <Button size="m" stretched mode="tertiary" onClick={() => void copy()}>
        {t('messages.call.copyLink')}
      </Button>
      {isOwn && (
        <Button size="m" stretched mode="tertiary" onClick={() => onPlanCall(callId)}>
          {t('messages.call.change')}
        </Button>
      )}
    </>
  );
}
