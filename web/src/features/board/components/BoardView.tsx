import { Spinner } from '@vkontakte/vkui';
import { lazy, Suspense, useCallback, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { Boundary } from '@/shared/ui/Boundary';
import { EmptyState } from '@/shared/ui/EmptyState';
import styles from './BoardView.module.css';

// About a megabyte: it loads when the first board opens.
const Canvas = lazy(() => import('../canvas/Canvas'));

type State = 'connecting' | 'online' | 'refused' | 'closed';

interface Props {
  readonly boardId: string;
  readonly mayDraw: boolean;
  /** The name at the person's pointer. */
  readonly name: string;
}

/** The shared board: visible to everybody, drawn on by those with the right. */
export function BoardView({ boardId, mayDraw, name }: Props) {
  const [state, setState] = useState<State>('connecting');
  const [life, setLife] = useState(0);
  const change = useCallback((next: State) => {
    setState(next);
    // Local changes without the right were not shared: start again from the shared drawing.
    if (next === 'refused') setLife((lived) => lived + 1);
  }, []);
  if (state === 'closed') return <EmptyState title={t('board.closed')} hint={t('board.closedHint')} />;
  return (
    <section className={styles['board']} aria-label={t('board.title')}>
      <Boundary>
        <Suspense fallback={<Loading />}>
          <Canvas key={life} boardId={boardId} mayDraw={mayDraw} name={name} onState={change} />
        </Suspense>
      </Boundary>
      <div className={styles['state']} role="status">
        {state === 'connecting' && <span className={styles['connecting']}>{t('board.connecting')}</span>}
        {state === 'online' && !mayDraw && <span>{t('board.onlyLook')}</span>}
      </div>
    </section>
  );
}

function Loading() {
  return (
    <div className={styles['loading']}>
      <Spinner size="xl">{t('board.loading')}</Spinner>
    </div>
  );
}
