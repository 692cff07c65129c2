import { Icon24CalendarOutline, Icon24PhoneOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { fullMoment, timeOfDay } from '@/shared/i18n/time';
import { type CallCard as Card, cardTitle, standingWords } from '../model/calls';
import styles from './CallCard.module.css';
import { useConversation } from './conversation';

interface Props {
  readonly card: Card;
  readonly sentAt: string;
}

/** A call in the conversation: planned, going on, or over; the way in where there is one. */
export function CallCard({ card, sentAt }: Props) {
  const { onEnterCall, runningCallId } = useConversation();
  const standing = standingWords(card);
  const isRunning = card.state === 'open';
  const isHere = runningCallId === card.call_id;
  return (
    <div className={styles['card']}>
      <span className={`${styles['sign']} ${isRunning ? styles['running'] : ''}`} aria-hidden>
        {card.state === 'planned' ? <Icon24CalendarOutline /> : <Icon24PhoneOutline />}
      </span>
      <div className={styles['words']}>
        <strong>{cardTitle(card)}</strong>
        {standing && <span>{standing}</span>}
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
