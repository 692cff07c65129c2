import { Icon24CalendarOutline, Icon24PhoneOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { attachmentTitle } from '@/data/messenger/attachments';
import type { CallCardRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { CardFrame } from '../../components/CardFrame';
import { useActs, useFact } from '../../components/conversation';
import type { ViewProps } from '../kind';
import { cardTitle, statusText } from './words';

/** A message that carries a call: its card as the call is now, only its title until that is known. */
export function CallMessage({ message }: ViewProps) {
  const { attachment, sent_at } = message;
  const call = useFact(({ attachmentOf }) => attachmentOf(message));
  const title = attachment ? attachmentTitle(attachment) : '';
  if (call?.kind === 'call_card') return <CallCard value={call.value} title={title} sentAt={sent_at} />;
  return (
    <CardFrame sign={<Icon24PhoneOutline />} title={title || t('messages.call.call')} sentAt={sent_at} />
  );
}

interface Props {
  readonly value: CallCardRead;
  readonly title: string;
  readonly sentAt: string;
}

/** The card of a call: planned, running or over, with a button to enter unless one is there. */
function CallCard({ value, title, sentAt }: Props) {
  const { onEnterCall } = useActs();
  const isRunning = value.state === 'open';
  const isHere = useFact(({ runningCallId }) => runningCallId === value.id);
  const isBeside = useFact(({ isInCall }) => isInCall) && isHere;
  return (
    <CardFrame
      sign={value.state === 'planned' ? <Icon24CalendarOutline /> : <Icon24PhoneOutline />}
      isActive={isRunning}
      title={cardTitle(value, title)}
      status={statusText(value)}
      sentAt={sentAt}
    >
      {value.state !== 'ended' && !isBeside && (
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
