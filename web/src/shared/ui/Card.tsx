import { type PropsWithChildren, type ReactNode, useId } from 'react';
import styles from './Card.module.css';

interface Props extends PropsWithChildren {
  readonly title: string;
  /** One act that belongs to the whole card. */
  readonly aside?: ReactNode;
  readonly hint?: string | undefined;
}

/** A titled part of a page that one reads. */
export function Card({ title, aside, hint, children }: Props) {
  const id = useId();
  return (
    <section className={styles['card']} aria-labelledby={id}>
      <div className={styles['head']}>
        <h2 id={id} className={styles['title']}>
          {title}
        </h2>
        {aside}
      </div>
      {hint && <p className={styles['hint']}>{hint}</p>}
      {children}
    </section>
  );
}
