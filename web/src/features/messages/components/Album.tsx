import { useCallback, useEffect, useState } from 'react';
import type { FileRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { albumOf } from '../model/album';
import styles from './Album.module.css';

interface Props {
  readonly pictures: readonly FileRead[];
  readonly onOpen: (place: number) => void;
}

/** The pictures of a message, laid out by aspect ratio; a press opens the viewer. */
export function Album({ pictures, onOpen }: Props) {
  const rows = albumOf(pictures);
  let place = 0;
  return (
    <div className={styles['album']}>
      {rows.map((row) => {
        const first = place;
        place += row.widths.length;
        return (
          <div
            key={pictures[first]?.id}
            className={styles['row']}
            style={{
              aspectRatio: `1 / ${row.height}`,
              gridTemplateColumns: row.widths.map((w) => `${w}fr`).join(' '),
            }}
          >
            {pictures.slice(first, place).map((picture, at) => (
              <Picture key={picture.id} picture={picture} onOpen={() => onOpen(first + at)} />
            ))}
          </div>
        );
      })}
    </div>
  );
}

function Picture({ picture, onOpen }: { picture: FileRead; onOpen: () => void }) {
  const { tries, hasFailed, onError, retry } = useRetryOnline();
  if (picture.state === 'pending') {
    return <span className={styles['pending']}>{t('messages.fileChecked')}</span>;
  }
  return (
    <button
      type="button"
      className={styles['picture']}
      onClick={hasFailed ? retry : onOpen}
      aria-label={t(hasFailed ? 'messages.retryPicture' : 'messages.openPicture', { name: picture.name })}
    >
      {hasFailed && <span className={styles['pending']}>{t('messages.pictureUnavailable')}</span>}
      <img
        key={tries}
        src={`/api/files/${picture.id}${picture.has_preview ? '/preview' : ''}`}
        alt=""
        width={picture.width ?? 320}
        height={picture.height ?? 320}
        loading="lazy"
        decoding="async"
        draggable={false}
        hidden={hasFailed}
        onError={onError}
      />
    </button>
  );
}

/** A picture that failed is loaded again when the network is back, or when it is pressed. */
function useRetryOnline() {
  const [tries, setTries] = useState(0);
  const [hasFailed, setHasFailed] = useState(false);
  const retry = useCallback(() => {
    setHasFailed(false);
    setTries((before) => before + 1);
  }, []);
  useEffect(() => {
    if (!hasFailed) return;
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [hasFailed, retry]);
  return { tries, hasFailed, onError: () => setHasFailed(true), retry };
}
