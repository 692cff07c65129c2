import { type PropsWithChildren, type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './Card.module.css';
import { Wall } from './Wall';

interface Props extends PropsWithChildren {
  readonly title: string;
  /** An action of the whole card. */
  readonly aside?: ReactNode;
  readonly hint?: string | undefined;
  /** The URL fragment of this card. */
  readonly anchor?: string;
}

/** A titled section of a page. */
export function Card({ title, aside, hint, anchor, children }: Props) {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (anchor && window.location.hash === `#${anchor}`) section.current?.scrollIntoView({ block: 'start' });
  }, [anchor]);
  return (
    <section ref={section} className={styles['card']} aria-labelledby={id}>
      <div className={styles['head']}>
        <h2 id={id} className={styles['title']}>
          {title}
        </h2>
        {aside}
      </div>
      {hint && <p className={styles['hint']}>{hint}</p>}
      <Wall place="card" size="row">
        {children}
      </Wall>
    </section>
  );
}
