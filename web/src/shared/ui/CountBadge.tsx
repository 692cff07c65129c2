import { VisuallyHidden } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { t } from '../i18n/text';
import styles from './CountBadge.module.css';

interface Props {
  readonly count: number;
  /** `quiet` for muted chats, `alarm` on the navigation. */
  readonly appearance?: 'accent' | 'quiet' | 'alarm';
}

/** A count of unread items; nothing at zero. */
export function CountBadge({ count, appearance = 'accent' }: Props) {
  if (count <= 0) return null;
  return (
    <span className={clsx(styles.badge, styles[appearance])}>
      <span aria-hidden>{count > 999 ? '999+' : count}</span>
      <VisuallyHidden>{t('ui.unread', { count })}</VisuallyHidden>
    </span>
  );
}
