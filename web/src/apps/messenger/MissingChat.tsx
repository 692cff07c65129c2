import type { ReactNode } from 'react';
import { useMissingChat } from '@/data/messenger/missing-chat';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { TextSkeleton } from '@/shared/ui/Skeletons';

interface Props {
  readonly chatId: string;
  readonly action?: ReactNode;
}

/** Shown in the place of a chat that is not known here; that there is none is only said once the server has said so. */
export function MissingChat({ chatId, action }: Props) {
  const { isGone, failure, retry } = useMissingChat(chatId);
  if (isGone) return <EmptyState title={t('chats.gone')} action={action} />;
  return failure === undefined ? <TextSkeleton rows={6} /> : <ErrorState failure={failure} onRetry={retry} />;
}
