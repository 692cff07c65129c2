import { Icon24ArrowLeftOutline } from '@vkontakte/icons';
import { IconButton } from '@vkontakte/vkui';
import { type PropsWithChildren, type ReactNode, useEffect, useRef } from 'react';
import { t } from '../i18n/text';
import styles from './StepScreen.module.css';
import { Steps } from './Steps';

/** The names of the steps, and the index of the current one. */
export interface Progress {
  readonly steps: readonly string[];
  readonly current: number;
}

interface Props extends PropsWithChildren {
  readonly title: string;
  readonly hint?: ReactNode;
  /** An icon above the title, for status screens. */
  readonly icon?: ReactNode;
  readonly onBack?: (() => void) | undefined;
  readonly progress?: Progress | undefined;
  /** True if the title takes the focus; a screen with an input gives it to the input instead. */
  readonly focusesTitle?: boolean;
}

/** One step of a task: progress, back button, title, and content. */
export function StepScreen({ title, hint, icon, onBack, progress, focusesTitle = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A new screen is read out from its title; the effect runs again when the title changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the title stands for the screen
  useEffect(() => {
    if (focusesTitle) heading.current?.focus();
  }, [title, focusesTitle]);
  return (
    <section className={icon ? styles['told'] : undefined}>
      {(onBack || progress) && (
        <div className={styles['top']}>
          {onBack && (
            <IconButton label={t('ui.back')} className={styles['back'] ?? ''} onClick={onBack}>
              <Icon24ArrowLeftOutline />
            </IconButton>
          )}
          {progress && (
            <div className={styles['progress']}>
              <Steps {...progress} />
            </div>
          )}
        </div>
      )}
      {icon && <div className={styles['icon']}>{icon}</div>}
      <h1 ref={heading} tabIndex={-1} className={styles['title']}>
        {title}
      </h1>
      {hint && <div className={styles['hint']}>{hint}</div>}
      <div className={styles['body']}>{children}</div>
    </section>
  );
}
