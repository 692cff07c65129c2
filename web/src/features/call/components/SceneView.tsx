import { Icon20PinSlashOutline, Icon24ChevronLeftOutline, Icon24ChevronRightOutline } from '@vkontakte/icons';
import { clsx } from 'clsx';
import type { CSSProperties, ReactNode, RefObject } from 'react';
import { t } from '@/shared/i18n/text';
import { IconButton } from '@/shared/ui/IconButton';
import { Wall } from '@/shared/ui/Wall';
import type { Large, Layout } from '../model/layout';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import { Picture } from './Picture';
import { ReactionFlow } from './ReactionFlow';
import styles from './SceneView.module.css';
import { WalledTile } from './Tile';
import { useRoom, useScene } from './useScene';

interface Props {
  readonly session: CallSession;
  /** The element that the stage fills. */
  readonly area: RefObject<HTMLElement | null>;
  readonly board: ReactNode;
}

/** The stage: tiles, shared screens and the board. */
export function SceneView({ session, area, board }: Props) {
  const layout = useScene(session, useRoom(area));
  const hasPin = useCallState(session, ({ view }) => view.pin !== undefined);
  const { large, tiles, page, pages, inset, strip } = layout;
  return (
    <div className={clsx(styles['scene'], large && styles[strip])}>
      {large && (
        <div className={styles['large']}>
          <LargeView session={session} large={large} board={board} />
          {hasPin && (
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
      {tiles.length > 0 && <Tiles session={session} layout={layout} />}
      {inset !== undefined && (
        <div className={styles['inset']}>
          <WalledTile session={session} id={inset} appearance="inset" />
        </div>
      )}
      <ReactionFlow session={session} shown={shownIn(layout)} />
      {pages > 1 && <Pages page={page} pages={pages} onTurn={(to) => session.look({ page: to })} />}
    </div>
  );
}

/** The people whose tiles are on the page. */
function shownIn({ large, tiles, inset }: Layout): readonly string[] {
  const others = [large?.type === 'person' ? large.id : undefined, inset];
  return [...tiles, ...others.filter((id) => id !== undefined)];
}

function Tiles({ session, layout }: { session: CallSession; layout: Layout }) {
  const { large, tiles, columns, rows } = layout;
  const size = { '--columns': columns, '--rows': rows } as CSSProperties;
  return (
    <ul
      className={large ? styles['strip'] : styles['grid']}
      style={large ? undefined : size}
      data-count={tiles.length}
      aria-label={t('call.peopleList')}
    >
      {tiles.map((id) => (
        <Cell key={id} session={session} id={id} appearance={large ? 'strip' : 'grid'} />
      ))}
    </ul>
  );
}

interface CellProps {
  readonly session: CallSession;
  readonly id: string;
  readonly appearance: 'grid' | 'strip';
}

function Cell({ session, id, appearance }: CellProps) {
  const participant = useCallState(session, ({ roster }) => roster.participants.get(id));
  return (
    <li className={styles['cell']} aria-label={participant?.name}>
      <WalledTile session={session} id={id} appearance={appearance} />
    </li>
  );
}

interface LargeProps {
  readonly session: CallSession;
  readonly large: Large;
  readonly board: ReactNode;
}

function LargeView({ session, large, board }: LargeProps) {
  if (large.type === 'board') return <div className={styles['board']}>{board}</div>;
  if (large.type === 'person') return <WalledTile session={session} id={large.id} appearance="large" />;
  const { identity, person, isMe } = large.share;
  const words = isMe ? t('call.yourScreen') : t('call.screenOf', { name: person.name });
  return (
    <figure className={styles['screen']} aria-label={words} data-screen={person.id}>
      <Wall place="tile" size="row" of={identity}>
        <Picture session={session} identity={identity} source="screen" />
      </Wall>
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
      <IconButton disabled={page === 0} label={t('call.pageBack')} onClick={() => onTurn(page - 1)}>
        <Icon24ChevronLeftOutline />
      </IconButton>
      <span aria-live="polite">{t('call.page', { page: page + 1, pages })}</span>
      <IconButton disabled={page === pages - 1} label={t('call.pageNext')} onClick={() => onTurn(page + 1)}>
        <Icon24ChevronRightOutline />
      </IconButton>
    </nav>
  );
}
