import { Icon24DocumentOutline } from '@vkontakte/icons';
import type { ReactNode } from 'react';
import type { AttachmentRead } from '@/shared/api/schema';
import { type Attachment, attachmentTitle, type ValueOf } from '@/shared/sync/attachments';
import { wordsOf } from '../model/attachments';
import { CallCard } from './CallCard';
import { CardFrame, type CardProps } from './CardFrame';
import { useConversation } from './conversation';

/** The card of each kind that messages carry. */
const CARDS: { readonly [K in Attachment['kind']]?: (props: CardProps<ValueOf<K>>) => ReactNode } = {
  call_card: CallCard,
};

interface Props {
  readonly attachment: AttachmentRead;
  readonly sentAt: string;
}

/** The card of what a message carries; of what this page does not know, its title. */
export function AttachmentCard({ attachment, sentAt }: Props) {
  const value = useConversation().attachmentOf({ attachment });
  const byKind: Readonly<Record<string, ((props: CardProps<never>) => ReactNode) | undefined>> = CARDS;
  const Card = value && byKind[value.kind];
  if (!Card) {
    const title = wordsOf(attachment, undefined);
    return <CardFrame sign={<Icon24DocumentOutline />} title={title} sentAt={sentAt} />;
  }
  return <Card value={value.value as never} title={attachmentTitle(attachment)} sentAt={sentAt} />;
}
