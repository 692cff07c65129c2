import type { PropsWithChildren, ReactNode } from 'react';
import { t } from '../i18n/text';
import styles from './Stage.module.css';

interface Props extends PropsWithChildren {
  /** What is beside the name of Parta: «Профиль», «Журнал». */
  readonly section: string;
  readonly home: string;
  /** What stands below the card: people to try, the choice of language. */
  readonly foot?: ReactNode;
}

/** The page of one task, such as signing in: a card in the middle of a desktop, the whole of a phone. */
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
      <main className={styles['card']}>{children}</main>
      {foot && <footer className={styles['foot']}>{foot}</footer>}
    </div>
  );
}
