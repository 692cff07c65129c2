import { Spinner } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { useCallback, useEffect, useState } from 'react';
import type { PrincipalKind } from '@/shared/api/principal';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { late } from '@/shared/ui/late';
import styles from './BoardView.module.css';

// About a megabyte: it loads when the first board opens.
const Canvas = late(() => import('../canvas/Canvas').then((module) => module.default), {
  waiting: <Loading />,
  size: 'pane',
});

type State = 'connecting' | 'online' | 'refused' | 'closed';

/** How long a notice is shown. */
const NOTICE = 12_000;

interface Props {
  readonly boardId: string;
  /** As whom this page came. */
  readonly as: PrincipalKind;
  readonly mayDraw: boolean;
  /** True if they may change what others drew, and return to earlier drawings. */
  readonly mayLead: boolean;
}

/** The shared board: visible to everybody, drawn on by those with the right. */
export function BoardView({ boardId, as, mayDraw, mayLead }: Props) {
  const [state, setState] = useState<State>('connecting');
  const [notice, setNotice] = useState('');
  const [life, setLife] = useState(0);
  const change = useCallback((next: State, reason?: string) => {
    setState(next);
    if (next !== 'refused') return;
    // What was refused was not shared: start again from the shared drawing.
    setLife((lived) => lived + 1);
    setNotice(wordRefusal(reason));
  }, []);
  // Who draws looks where they draw.
  const [isFollowing, setIsFollowing] = useState(!mayDraw);
  const [isLed, setIsLed] = useState(false);
  const noteLed = useCallback(() => setIsLed(true), []);
  const noteDropped = useCallback(() => setNotice(t('board.dropped')), []);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(''), NOTICE);
    return () => clearTimeout(timer);
  }, [notice]);
  if (state === 'closed') return <EmptyState title={t('board.closed')} hint={t('board.closedHint')} />;
  return (
    <section
      className={clsx(styles['board'], !mayLead && styles['led'])}
      aria-label={t('board.title')}
      data-board
      onKeyDownCapture={(event) => {
        // It would open a page of help that leads to other sites.
        if (event.key === '?' && !isText(event.target)) event.stopPropagation();
      }}
    >
      <div className={styles['state']} role="status">
        {state === 'connecting' && <span className={styles['connecting']}>{t('board.connecting')}</span>}
        {state === 'online' && notice && <span>{notice}</span>}
        {state === 'online' && !notice && !mayDraw && <span>{t('board.onlyLook')}</span>}
        {state === 'online' && isLed && !mayLead && (
          <button type="button" className={styles['follow']} onClick={() => setIsFollowing(!isFollowing)}>
            {t(isFollowing ? 'board.lookAlone' : 'board.lookTogether')}
          </button>
        )}
      </div>
      <div className={styles['canvas']}>
        <Canvas
          key={life}
          boardId={boardId}
          as={as}
          mayDraw={mayDraw}
          mayLead={mayLead}
          isFollowing={isFollowing && !mayLead}
          onLed={noteLed}
          onState={change}
          onDropped={noteDropped}
        />
      </div>
    </section>
  );
}

function isText(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function wordRefusal(reason: string | undefined): string {
  switch (reason) {
    case 'board_full':
      return t('board.full');
    case 'not_yours':
      return t('board.notYours');
    case 'read_only':
      return t('board.readOnly');
    case 'too_long':
      return t('board.tooLarge');
    default:
      return t('board.refused');
  }
}

function Loading() {
  return (
    <div className={styles['loading']}>
      <Spinner size="xl">{t('board.loading')}</Spinner>
    </div>
  );
}
