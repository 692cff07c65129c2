import { Icon24DocumentOutline } from '@vkontakte/icons';
import { CardFrame } from '../../components/CardFrame';
import type { ViewProps } from '../kind';
import { unknownWords } from './words';

/** One calm line: its title, or that there is something which this page cannot show. */
export function UnknownLine({ message }: ViewProps) {
  return (
    <CardFrame sign={<Icon24DocumentOutline />} title={unknownWords(message)} sentAt={message.sent_at} />
  );
}
