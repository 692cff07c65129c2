import type { CSSProperties } from 'react';
import { t } from '../i18n/text';
import styles from './Skeletons.module.css';

interface Props {
  readonly rows?: number;
}

/** A grey piece in the place of something that loads. */
export function Bone({
  width,
  height,
  borderRadius,
}: Pick<CSSProperties, 'width' | 'height' | 'borderRadius'>) {
  return <span className={styles['bone']} style={{ width, height, borderRadius }} />;
}

/** A skeleton of a list while it loads. */
export function ListSkeleton({ rows = 8 }: Props) {
  return (
    <div role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div className={styles['row']} key={row} aria-hidden>
          <Bone width={48} height={48} borderRadius="50%" />
          <div className={styles['lines']}>
            <Bone width="55%" height={16} />
            <Bone width="80%" height={14} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** A skeleton of a text or a form while it loads. */
export function TextSkeleton({ rows = 3 }: Props) {
  return (
    <div className={styles['text']} role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <Bone key={row} width={row === rows - 1 ? '60%' : '100%'} height={16} />
      ))}
    </div>
  );
}
