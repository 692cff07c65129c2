import {
  Icon28CancelOutline,
  Icon28ChevronLeftOutline,
  Icon28ChevronRightOutline,
  Icon28DownloadOutline,
} from '@vkontakte/icons';
import { clsx } from 'clsx';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { FileRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { useClosedByBack } from '@/shared/ui/back';
import { IconButton } from '@/shared/ui/IconButton';
import { useZoom } from './useZoom';
import styles from './Viewer.module.css';

interface Props {
  readonly pictures: readonly FileRead[];
  readonly first: number;
  readonly onClose: () => void;
}

/** The full-screen viewer of pictures: zoom by wheel, double press or pinch, arrow keys, download, Escape. */
export function Viewer({ pictures, first, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(first);
  const picture = pictures[at];
  useEffect(() => dialog.current?.showModal(), []);
  useClosedByBack(true, onClose);
  const go = (step: number) => setAt((now) => Math.max(0, Math.min(pictures.length - 1, now + step)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') go(-1);
    if (event.key === 'ArrowRight') go(1);
  };
  if (!picture) return null;
  return (
    <dialog
      ref={dialog}
      className={styles['viewer']}
      aria-label={picture.name}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <header className={styles['header']}>
        <span className={styles['name']}>{picture.name}</span>
        {pictures.length > 1 && (
          <span aria-live="polite">
            {t('messages.pictureOf', { number: at + 1, count: pictures.length })}
          </span>
        )}
        <a
          className={styles['button']}
          href={`/api/files/${picture.id}`}
          download={picture.name}
          aria-label={t('messages.download')}
        >
          <Icon28DownloadOutline />
        </a>
        <IconButton looks={styles['button']} label={t('ui.close')} onClick={() => dialog.current?.close()}>
          <Icon28CancelOutline />
        </IconButton>
      </header>
      <Stage key={picture.id} picture={picture} onClose={() => dialog.current?.close()} />
      {at > 0 && (
        <IconButton
          looks={clsx(styles['button'], styles['before'])}
          label={t('messages.previousPicture')}
          onClick={() => go(-1)}
        >
          <Icon28ChevronLeftOutline />
        </IconButton>
      )}
      {at < pictures.length - 1 && (
        <IconButton
          looks={clsx(styles['button'], styles['after'])}
          label={t('messages.nextPicture')}
          onClick={() => go(1)}
        >
          <Icon28ChevronRightOutline />
        </IconButton>
      )}
    </dialog>
  );
}

function Stage({ picture, onClose }: { picture: FileRead; onClose: () => void }) {
  const { zoom, handlers } = useZoom();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the picture closes; the keyboard has Escape
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className={styles['stage']}
      {...handlers}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <img
        className={styles['picture']}
        src={`/api/files/${picture.id}`}
        alt={picture.name}
        width={picture.width ?? undefined}
        height={picture.height ?? undefined}
        draggable={false}
        style={{
          transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`,
          cursor: zoom.scale > 1 ? 'grab' : 'zoom-in',
        }}
      />
    </div>
  );
}
