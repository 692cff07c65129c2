import { Icon24CalendarOutline, Icon24PhoneOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { CallCardRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { cardTitle, statusText } from '../model/calls';
import { CardFrame, type CardProps } from './CardFrame';
import { useConversation } from './conversation';

/** The card of a call: planned, running or over, with a button to enter. */
export function CallCard({ value, title, sentAt }: CardProps<CallCardRead>) {
  const { onEnterCall, runningCallId } = useConversation();
  const isRunning = value.state === 'open';
  const isHere = runningCallId === value.id;
  return (
    <CardFrame
      sign={value.state === 'planned' ? <Icon24CalendarOutline /> : <Icon24PhoneOutline />}
      isActive={isRunning}
      title={cardTitle(value, title)}
      status={statusText(value)}
      sentAt={sentAt}
    >
      {value.state !== 'ended' && (
        <Button
          size="m"
          stretched
          mode={isRunning ? 'primary' : 'secondary'}
          onClick={() => onEnterCall(value.id)}
        >
          {t(isHere ? 'messages.call.return' : isRunning ? 'messages.call.enter' : 'messages.call.open')}
        </Button>
      )}
    </CardFrame>
  );
}
