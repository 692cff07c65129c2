import type { ReactNode } from 'react';
import { PageLink } from '@/shared/ui/PageLink';
import styles from './Switches.module.css';

/** A link to a week. */
export interface Choice {
  readonly key: string;
  readonly href: string;
  readonly title: string;
  readonly before?: ReactNode;
}

interface Props {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly current: string | undefined;
}

/** Links between weeks of several people or classes; many scroll horizontally. */
export function Switches({ label, choices, current }: Props) {
  return (
    <nav className={styles['switches']} aria-label={label} data-own-keys>
      {choices.map(({ key, href, title, before }) => (
        <PageLink
          key={key}
          href={href}
          className={styles['switch']}
          aria-current={key === current ? 'page' : undefined}
        >
          {before}
          {title}
        </PageLink>
      ))}
    </nav>
  );
}
