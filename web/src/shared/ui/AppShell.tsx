import type { PropsWithChildren, ReactNode } from 'react';
import { t } from '../i18n/text';
import styles from './AppShell.module.css';
import { CountBadge } from './CountBadge';
import { useIsWide } from './layout';

/** A section of the application, reachable from everywhere. */
export interface Section {
  readonly key: string;
  readonly title: string;
  readonly href: string;
  readonly icon: ReactNode;
  readonly count?: number;
  /** At the bottom of the rail (settings, own picture); last on a phone. */
  readonly isApart?: boolean;
}

interface Props extends PropsWithChildren {
  readonly sections: readonly Section[];
  /** Key of the section that is open. */
  readonly current: string;
  readonly onOpen: (section: Section) => void;
  /** On a phone an open conversation has the whole screen. */
  readonly hidesTabs?: boolean;
  /** A line over the open page, in its own place. */
  readonly above?: ReactNode;
}

/** The frame of an application: a rail of sections on a desktop, a tab bar on a phone, and the open page. */
export function AppShell({ sections, current, onOpen, hidesTabs = false, above, children }: Props) {
  const isWide = useIsWide();
  const near = sections.filter((section) => !section.isApart);
  const apart = sections.filter((section) => section.isApart);
  const show = (section: Section) => (
    <SectionLink key={section.key} section={section} isCurrent={section.key === current} onOpen={onOpen} />
  );
  return (
    <div className={isWide ? styles.wide : styles.narrow}>
      {(isWide || !hidesTabs) && (
        <nav className={isWide ? styles.rail : styles.tabs} aria-label={t('ui.sections')}>
          {near.map(show)}
          {isWide && <span className={styles.gap} />}
          {apart.map(show)}
        </nav>
      )}
      <div className={styles.column}>
        {above && <div className={styles.above}>{above}</div>}
        <main tabIndex={-1} className={styles.content}>
          {children}
        </main>
      </div>
    </div>
  );
}

interface LinkProps {
  readonly section: Section;
  readonly isCurrent: boolean;
  readonly onOpen: (section: Section) => void;
}

function SectionLink({ section, isCurrent, onOpen }: LinkProps) {
  return (
    <a
      className={styles.section}
      href={section.href}
      aria-current={isCurrent ? 'page' : undefined}
      title={section.title}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(section);
      }}
    >
      <span className={styles.icon}>
        {section.icon}
        <span className={styles.count}>
          <CountBadge count={section.count ?? 0} appearance="alarm" />
        </span>
      </span>
      <span className={styles.title}>{section.title}</span>
    </a>
  );
}
