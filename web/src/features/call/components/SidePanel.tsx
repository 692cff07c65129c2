import { Icon24CancelOutline } from '@vkontakte/icons';
import { clsx } from 'clsx';
import { type PropsWithChildren, useEffect, useId, useRef } from 'react';
import { t } from '@/shared/i18n/text';
import { useClosedByBack } from '@/shared/ui/back';
import { IconButton } from '@/shared/ui/IconButton';
import { useIsWide } from '@/shared/ui/layout';
import { Wall } from '@/shared/ui/Wall';
import styles from './SidePanel.module.css';

interface Props extends PropsWithChildren {
  readonly title: string;
  readonly isRoomy?: boolean;
  readonly onClose: () => void;
}

/** A panel beside the stage, on a phone over it. Escape closes the panel, never the call; on a phone «Back» does, too. */
export function SidePanel({ title, isRoomy = false, onClose, children }: Props) {
  const id = useId();
  const close = useRef<HTMLButtonElement>(null);
  useClosedByBack(!useIsWide(), onClose);
  useEffect(() => {
    const before = document.activeElement;
    close.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <section
      className={clsx(styles['panel'], isRoomy && styles['roomy'])}
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={styles['head']}>
        <h2 id={id} className={styles['title']}>
          {title}
        </h2>
        <IconButton ref={close} looks={styles['close']} label={t('ui.close')} onClick={onClose}>
          <Icon24CancelOutline />
        </IconButton>
      </header>
      <div className={styles['body']}>
        <Wall place="panel" size="pane">
          {children}
        </Wall>
      </div>
    </section>
  );
}
