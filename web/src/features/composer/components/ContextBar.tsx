import { Icon20Cancel, Icon24PenOutline, Icon24ReplyOutline } from '@vkontakte/icons';
import { t } from '@/shared/i18n/text';
import { IconButton } from '@/shared/ui/IconButton';
import type { Candidate } from '../model/mentions';
import styles from './ContextBar.module.css';

/** What the next message replies to or replaces. */
export type WritingContext =
  | { readonly kind: 'reply'; readonly id: string; readonly name: string; readonly words: string }
  | {
      readonly kind: 'edit';
      readonly id: string;
      readonly text: string;
      readonly words: string;
      /** Whom it mentions, by the names in its text. */
      readonly mentioned: readonly Candidate[];
    };

interface Props {
  readonly context: WritingContext;
  readonly onLeave: () => void;
}

/** Shows above the field what is being replied to or edited, with a cancel button. */
export function ContextBar({ context, onLeave }: Props) {
  const isReply = context.kind === 'reply';
  const Icon = isReply ? Icon24ReplyOutline : Icon24PenOutline;
  return (
    <div className={styles['bar']}>
      <Icon className={styles['icon']} aria-hidden />
      <div className={styles['words']}>
        <span className={styles['title']}>
          {isReply ? t('composer.replyTo', { name: context.name }) : t('composer.editing')}
        </span>
        <span className={styles['quoted']}>{context.words}</span>
      </div>
      <IconButton
        looks={styles['leave']}
        label={t(isReply ? 'composer.stopReply' : 'composer.stopEdit')}
        onClick={onLeave}
      >
        <Icon20Cancel />
      </IconButton>
    </div>
  );
}
