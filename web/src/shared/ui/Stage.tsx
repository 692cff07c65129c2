import type { PropsWithChildren, ReactNode } from 'react';
import { t } from '../i18n/text';
import styles from './Stage.module.css';

interface Props extends PropsWithChildren {
  /** The name beside the brand: «Профиль», «Журнал». */
  readonly section: string;
  readonly home: string;
  /** Shown below the card: people to try, the choice of language. */
  readonly foot?: ReactNode;
}

/** The page of one task, such as signing in: a centred card on a desktop, full screen on a phone. */
export function Stage({ section, home, foot, children }: Props) {
  return (
    <div className={styles['stage']}>
      <header className={styles['header']}>
        <a className={styles['brand']} href={home}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          <span>{t('ui.brand')}</span>
          <span className={styles['section']}>{section}</span>
        </a>
      </header>
      <main tabIndex={-1} className={styles['card']}>
        {children}
      </main>
      {foot && <footer className={styles['foot']}>{foot}</footer>}
    </div>
  );
}
