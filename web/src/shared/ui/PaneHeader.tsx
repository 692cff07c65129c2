import { Icon28ArrowLeftOutline, Icon28CancelOutline } from '@vkontakte/icons';
import type { ReactNode } from 'react';
import { t } from '../i18n/text';
import { IconButton } from './IconButton';
import { useIsWide } from './layout';
import styles from './PaneHeader.module.css';

interface Props {
  readonly title: string;
  readonly after?: ReactNode;
  readonly onLeave: () => void;
}

/** The header of a pane: its title and the close button, an arrow on a phone and a cross on a desktop. */
export function PaneHeader({ title, after, onLeave }: Props) {
  const isWide = useIsWide();
  const leave = (
    <IconButton looks={styles['leave']} label={t(isWide ? 'ui.close' : 'ui.back')} onClick={onLeave}>
      {isWide ? <Icon28CancelOutline width={24} height={24} /> : <Icon28ArrowLeftOutline />}
    </IconButton>
  );
  return (
    <header className={styles['header']}>
      {!isWide && leave}
      <h1 className={styles['title']}>{title}</h1>
      {after}
      {isWide && leave}
    </header>
  );
}
