import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { late } from '@/shared/ui/late';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import styles from './EmojiButton.module.css';

const EmojiPicker = late(() => import('./EmojiPicker').then((module) => module.EmojiPicker), {
  waiting: <TextSkeleton />,
});

interface Props {
  readonly className: string | undefined;
  readonly icon: ReactNode;
  readonly onChoose: (emoji: string) => void;
}

/** A button that opens the emoji picker; Escape or a press elsewhere closes it. */
export function EmojiButton({ className, icon, onChoose }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && !around.current?.contains(target)) setIsOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears Escape of what is inside
    <div
      ref={around}
      className={styles['around']}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        setIsOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={t('composer.emoji')}
        title={t('composer.emoji')}
        aria-expanded={isOpen}
        onClick={() => setIsOpen((now) => !now)}
      >
        {icon}
      </button>
      {isOpen && (
        <div className={styles['panel']}>
          <EmojiPicker onChoose={onChoose} />
        </div>
      )}
    </div>
  );
}
