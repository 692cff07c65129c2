import { Icon20PinSlashOutline, Icon24ChevronLeftOutline, Icon24ChevronRightOutline } from '@vkontakte/icons';
import type { CSSProperties, ReactNode } from 'react';
import { t } from '@/shared/i18n/text';
import type { Large, Layout } from '../model/layout';
import type { Person } from '../model/people';
import type { CallSession } from '../session/session';
import type { CallSnapshot } from '../session/snapshot';
import { PersonMenu } from './PersonMenu';
import { Picture } from './Picture';
import styles from './SceneView.module.css';
import { Tile } from './Tile';

interface Props {
  readonly session: CallSession;
  readonly snapshot: CallSnapshot;
  readonly layout: Layout;
  readonly board: ReactNode;
}

/** The stage: tiles, shared screens and the board. */
export function SceneView({ session, snapshot, layout, board }: Props) {
  const { large, tiles, columns, rows, page, pages, inset, strip } = layout;
  const pin = snapshot.view.pin;
  const tileOf = (person: Person, look: 'grid' | 'strip') => (
    <li key={person.id} className={styles['cell']} aria-label={person.participant.name}>
      <Tile
        session={session}
        person={person}
        appearance={look}
        isPinned={pin?.type === 'person' && pin.id === person.id}
        menu={<PersonMenu session={session} person={person} />}
      />
    </li>
  );
  const size = { '--columns': columns, '--rows': rows } as CSSProperties;
  const people = (
    <ul
      className={large ? styles['strip'] : styles['grid']}
      style={large ? undefined : size}
      data-count={tiles.length}
      aria-label={t('call.peopleList')}
    >
      {tiles.map((person) => tileOf(person, large ? 'strip' : 'grid'))}
    </ul>
  );
  return (
    <div className={`${styles['scene']} ${large ? styles[strip] : ''}`}>
      {large && (
        <div className={styles['large']}>
          <LargeView session={session} large={large} board={board} />
          {pin && (
            <button
              type="button"
              className={styles['unpin']}
              onClick={() => session.look({ pin: undefined })}
            >
              <Icon20PinSlashOutline aria-hidden />
              {t('call.act.unpin')}
            </button>
          )}
        </div>
      )}
      {tiles.length > 0 && people}
      {inset && (
        <div className={styles['inset']}>
          <Tile session={session} person={inset} appearance="inset" />
        </div>
      )}
      {pages > 1 && <Pages page={page} pages={pages} onTurn={(to) => session.look({ page: to })} />}
    </div>
  );
}

function LargeView({ session, large, board }: { session: CallSession; large: Large; board: ReactNode }) {
  if (large.type === 'board') return <div className={styles['board']}>{board}</div>;
  if (large.type === 'person') return <Tile session={session} person={large.person} appearance="large" />;
  const { identity, person, isMe } = large.share;
  const words = isMe ? t('call.yourScreen') : t('call.screenOf', { name: person.name });
  return (
    <figure className={styles['screen']} aria-label={words} data-screen={person.id}>
      <Picture session={session} identity={identity} source="screen" />
      <figcaption className={styles['caption']}>{words}</figcaption>
    </figure>
  );
}

interface PagesProps {
  readonly page: number;
  readonly pages: number;
  readonly onTurn: (page: number) => void;
}

function Pages({ page, pages, onTurn }: PagesProps) {
  return (
    <nav className={styles['pages']} aria-label={t('call.pages')}>
      <button
        type="button"
        disabled={page === 0}
        aria-label={t('call.pageBack')}
        onClick={() => onTurn(page - 1)}
      >
        <Icon24ChevronLeftOutline />
      </button>
      <span aria-live="polite">{t('call.page', { page: page + 1, pages })}</span>
      <button
        type="button"
        disabled={page === pages - 1}
        aria-label={t('call.pageNext')}
        onClick={() => onTurn(page + 1)}
      >
        <Icon24ChevronRightOutline />
      </button>
    </nav>
  );
}
