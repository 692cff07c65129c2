import {
  Icon28CancelOutline,
  Icon28ChevronLeftOutline,
  Icon28ChevronRightOutline,
  Icon28DownloadOutline,
} from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { dayAndTime } from '@/shared/i18n/time';
import { useClosedByBack } from '@/shared/ui/back';
import { IconButton } from '@/shared/ui/IconButton';
import { picturesOf, type ShownPicture } from '../model/pictures';
import type { ShownMessage } from '../model/shown';
import { useFact } from './conversation';
import { usePicture } from './usePicture';
import { useZoom } from './useZoom';
import styles from './Viewer.module.css';

interface Props {
  readonly message: ShownMessage;
  readonly first: number;
  readonly onClose: () => void;
}

/** The full-screen viewer of a message's pictures: zoom by wheel, double press, pinch or keys, arrow keys, download, Escape. */
export function Viewer({ message, first, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(first);
  const pictures = picturesOf(
    message,
    useFact(({ sent }) => sent),
  );
  const picture = pictures[at];
  const name = useFact(({ nameOf, me }) =>
    message.author_id === me ? t('messages.you') : nameOf(message.author_id ?? ''),
  );
  const zoom = useZoom(picture?.key);
  useEffect(() => dialog.current?.showModal(), []);
  // A dialog that is closed gives the focus back; one that is only removed does not.
  const close = () => dialog.current?.close();
  useClosedByBack(true, close);
  const go = (step: number) => setAt((now) => Math.max(0, Math.min(pictures.length - 1, now + step)));
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowLeft') go(-1);
    if (key === 'ArrowRight') go(1);
    if (key === '+' || key === '=') zoom.by(1.5);
    if (key === '-') zoom.by(1 / 1.5);
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
        <div className={styles['words']}>
          <span className={styles['name']}>{name}</span>
          <time dateTime={message.sent_at}>{dayAndTime(message.sent_at)}</time>
        </div>
        {pictures.length > 1 && (
          <span aria-live="polite">
            {t('messages.pictureOf', { number: at + 1, count: pictures.length })}
          </span>
        )}
        {picture.file && (
          <a
            className={styles['button']}
            href={`/api/files/${picture.file.id}`}
            download={picture.name}
            aria-label={t('messages.download')}
          >
            <Icon28DownloadOutline />
          </a>
        )}
        <IconButton looks={styles['button']} label={t('ui.close')} onClick={close}>
          <Icon28CancelOutline />
        </IconButton>
      </header>
      <Stage key={picture.key} picture={picture} zoom={zoom} onClose={close} />
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

interface StageProps {
  readonly picture: ShownPicture;
  readonly zoom: ReturnType<typeof useZoom>;
  readonly onClose: () => void;
}

function Stage({ picture, zoom: { zoom, handlers }, onClose }: StageProps) {
  const { address, attempt, hasFailed, onError, retry } = usePicture(picture, 'whole');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the picture closes; the keyboard has Escape
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className={styles['stage']}
      {...handlers}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      {hasFailed && <Button onClick={retry}>{t('messages.retryPicture', { name: picture.name })}</Button>}
      <img
        key={attempt}
        className={styles['picture']}
        src={address}
        alt={picture.name}
        width={picture.width ?? undefined}
        height={picture.height ?? undefined}
        draggable={false}
        hidden={hasFailed}
        onError={onError}
        style={{
          transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`,
          cursor: zoom.scale > 1 ? 'grab' : 'zoom-in',
        }}
      />
    </div>
  );
}
