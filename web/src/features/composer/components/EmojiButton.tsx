import type { ReactNode } from 'react';
import { t } from '@/shared/i18n/text';
import { late } from '@/shared/ui/late';
import { Popover } from '@/shared/ui/Popover';
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

/** A button that opens the emoji picker, which stays open for the next one. */
export function EmojiButton({ className, icon, onChoose }: Props) {
  return (
    <Popover
      label={t('composer.emoji')}
      sign={icon}
      looks={className}
      place={styles['around']}
      panel={styles['panel']}
    >
      {() => <EmojiPicker onChoose={onChoose} />}
    </Popover>
  );
}
