import { Icon16Verified, Icon28ArrowLeftOutline } from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { t } from '@/shared/i18n/text';
import { Avatar, type Face } from '@/shared/ui/Avatar';
import { IconButton } from '@/shared/ui/IconButton';
import styles from './ConversationHeader.module.css';

interface Props {
  readonly title: string;
  readonly face: Face;
  readonly isStaff: boolean;
  readonly subtitle: string;
  /** Somebody is typing, or the connection is being made. */
  readonly isLively: boolean;
  /** On a phone: back to the list. */
  readonly onBack: (() => void) | undefined;
  readonly onAbout: () => void;
  readonly isAboutOpen: boolean;
  readonly after?: ReactNode;
}

/** The conversation's header: title, number of members, who is typing; a press opens «О чате». */
export function ConversationHeader(props: Props) {
  const { title, face, isStaff, subtitle, isLively, onBack, onAbout, isAboutOpen, after } = props;
  return (
    <header className={styles['header']}>
      {onBack && <VisuallyHidden Component="h1">{title}</VisuallyHidden>}
      {onBack && (
        <IconButton looks={styles['back']} label={t('ui.back')} onClick={onBack}>
          <Icon28ArrowLeftOutline />
        </IconButton>
      )}
      <button type="button" className={styles['about']} aria-expanded={isAboutOpen} onClick={onAbout}>
        <VisuallyHidden>{t('chats.openAbout', { title, about: subtitle })}</VisuallyHidden>
        <Avatar {...face} size={40} />
        <span aria-hidden className={styles['words']}>
          <span className={styles['title']}>
            <span>{title}</span>
            {isStaff && <Icon16Verified className={styles['verified']} aria-hidden />}
          </span>
          <span className={clsx(styles['subtitle'], isLively && styles['lively'])}>{subtitle}</span>
        </span>
      </button>
      {after}
    </header>
  );
}
