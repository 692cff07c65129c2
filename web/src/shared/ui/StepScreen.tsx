import { Icon24ArrowLeftOutline } from '@vkontakte/icons';
import { IconButton } from '@vkontakte/vkui';
import { type PropsWithChildren, type ReactNode, useEffect, useRef } from 'react';
import { t } from '../i18n/text';
import styles from './StepScreen.module.css';
import { Steps } from './Steps';

/** Where one is: the names of the steps, and the place of the present one. */
export interface Progress {
  readonly steps: readonly string[];
  readonly current: number;
}

interface Props extends PropsWithChildren {
  readonly title: string;
  readonly hint?: ReactNode;
  /** A picture above the title, for screens that only tell something. */
  readonly icon?: ReactNode;
  readonly onBack?: (() => void) | undefined;
  readonly progress?: Progress | undefined;
  /** Whether the title takes the focus; a screen with an input gives it to the input instead. */
  readonly focusesTitle?: boolean;
}

/** One step of a task: where one is, the way back, the question, and what to do. */
export function StepScreen({ title, hint, icon, onBack, progress, focusesTitle = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A new screen is read out from its title; the effect runs again when another title takes the place.
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
