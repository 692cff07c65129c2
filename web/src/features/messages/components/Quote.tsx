import { VisuallyHidden } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { t } from '@/shared/i18n/text';
import { colourClass } from '@/shared/person/colours';
import { plainText } from '../model/formatting';
import type { ShownMessage } from '../model/shown';
import { useActs, useFact } from './conversation';
import styles from './Quote.module.css';

/** The quoted message above a reply; a press shows it. */
export function Quote({ reply }: { reply: NonNullable<ShownMessage['reply_to']> }) {
  const { onJump } = useActs();
  const name = useFact(({ nameOf, me }) =>
    reply.author_id === me ? t('messages.you') : nameOf(reply.author_id ?? ''),
  );
  const words = reply.is_deleted ? t('messages.deleted') : plainText(reply.text) || t('messages.attachment');
  return (
    <button
      type="button"
      className={clsx(styles['quote'], colourClass(reply.author_id ?? ''))}
      onClick={() => onJump(reply.number)}
    >
      <VisuallyHidden>{t('messages.goToQuoted', { name, words })}</VisuallyHidden>
      <span aria-hidden className={styles['name']}>
        {name}
      </span>
      <span aria-hidden className={styles['words']}>
        {words}
      </span>
    </button>
  );
}
