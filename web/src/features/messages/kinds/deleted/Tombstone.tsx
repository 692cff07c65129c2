import { Icon20DeleteOutline } from '@vkontakte/icons';
import { clsx } from 'clsx';
import { t } from '@/shared/i18n/text';
import { timeOfDay } from '@/shared/i18n/time';
import { useFact } from '../../components/conversation';
import type { ViewProps } from '../kind';
import styles from './Tombstone.module.css';

/** Where a message was. */
export function Tombstone({ message: { author_id, sent_at } }: ViewProps) {
  const isOwn = useFact(({ me }) => me === author_id);
  return (
    <div className={clsx(styles['tombstone'], isOwn && styles['own'])}>
      <Icon20DeleteOutline aria-hidden width={16} height={16} />
      {t('messages.deleted')}
      <time dateTime={sent_at}>{timeOfDay(sent_at)}</time>
    </div>
  );
}
