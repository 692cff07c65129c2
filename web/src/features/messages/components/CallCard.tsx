import { Icon24CalendarOutline, Icon24PhoneOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { fullMoment, timeOfDay } from '@/shared/i18n/time';
import { type CallCard as Card, cardTitle, statusText } from '../model/calls';
import styles from './CallCard.module.css';
import { useConversation } from './conversation';

interface Props {
  readonly card: Card;
  readonly sentAt: string;
}

/** The card of a call: planned, running or over, with a button to enter. */
export function CallCard({ card, sentAt }: Props) {
  const { onEnterCall, runningCallId } = useConversation();
  const status = statusText(card);
  const isRunning = card.state === 'open';
  const isHere = runningCallId === card.call_id;
  return (
    <div className={styles['card']}>
      <span className={`${styles['sign']} ${isRunning ? styles['running'] : ''}`} aria-hidden>
        {card.state === 'planned' ? <Icon24CalendarOutline /> : <Icon24PhoneOutline />}
      </span>
      <div className={styles['words']}>
        <strong>{cardTitle(card)}</strong>
        {status && <span>{status}</span>}
      </div>
      <time className={styles['time']} dateTime={sentAt} title={fullMoment(sentAt)}>
        {timeOfDay(sentAt)}
      </time>
      {card.state !== 'ended' && (
        <Button
          className={styles['enter'] ?? ''}
          size="m"
          stretched
          mode={isRunning ? 'primary' : 'secondary'}
          onClick={() => onEnterCall(card.call_id)}
        >
          {t(isHere ? 'messages.call.return' : isRunning ? 'messages.call.enter' : 'messages.call.open')}
        </Button>
      )}
    </div>
  );
}
