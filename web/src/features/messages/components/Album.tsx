import { Icon28RefreshOutline } from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { useState } from 'react';
import { t } from '@/shared/i18n/text';
import { albumOf, type Sized } from '../model/album';
import type { ShownPicture } from '../model/pictures';
import styles from './Album.module.css';
import { usePicture } from './usePicture';

interface Props {
  readonly pictures: readonly ShownPicture[];
  readonly onOpen: (place: number) => void;
}

/** The pictures of a message, laid out by aspect ratio; a press opens the viewer. */
export function Album({ pictures, onOpen }: Props) {
  /** The sizes of pictures that the server does not know yet, as they are drawn. */
  const [drawn, setDrawn] = useState<Readonly<Record<string, Sized>>>({});
  const rows = albumOf(
    pictures.map((picture) => (picture.width ? picture : (drawn[picture.key] ?? picture))),
  );
  let place = 0;
  return (
    <div className={styles['album']}>
      {rows.map((row) => {
        const first = place;
        place += row.widths.length;
        return (
          <div
            key={pictures[first]?.key}
            className={styles['row']}
            style={{
              aspectRatio: `1 / ${row.height}`,
              gridTemplateColumns: row.widths.map((w) => `${w}fr`).join(' '),
            }}
          >
            {pictures.slice(first, place).map((picture, at) => (
              <Picture
                key={picture.key}
                picture={picture}
                onOpen={() => onOpen(first + at)}
                onSize={(size) => setDrawn((before) => ({ ...before, [picture.key]: size }))}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

interface PictureProps {
  readonly picture: ShownPicture;
  readonly onOpen: () => void;
  readonly onSize: (size: Sized) => void;
}

function Picture({ picture, onOpen, onSize }: PictureProps) {
  const { name, width, height, progress } = picture;
  const { address, attempt, hasFailed, onError, retry } = usePicture(picture, 'preview');
  const [isDrawn, setIsDrawn] = useState(false);
  if (address === undefined) {
    return (
      <span className={clsx(styles['picture'], styles['awaited'])}>
        <VisuallyHidden>{t('messages.fileChecked')}</VisuallyHidden>
      </span>
    );
  }
  return (
    <button
      type="button"
      className={clsx(styles['picture'], !isDrawn && !hasFailed && styles['awaited'])}
      onClick={hasFailed ? retry : onOpen}
      aria-label={t(hasFailed ? 'messages.retryPicture' : 'messages.openPicture', { name })}
      title={hasFailed ? t('messages.pictureUnavailable') : undefined}
    >
      {hasFailed && <Icon28RefreshOutline className={styles['again']} />}
      <img
        key={attempt}
        src={address}
        alt=""
        width={width ?? 320}
        height={height ?? 320}
        loading="lazy"
        decoding="async"
        draggable={false}
        hidden={hasFailed}
        onError={onError}
        onLoad={({ currentTarget }) => {
          setIsDrawn(true);
          const { naturalWidth, naturalHeight } = currentTarget;
          if (width === null) onSize({ width: naturalWidth, height: naturalHeight });
        }}
      />
      {progress !== undefined && <Progress name={name} part={progress} />}
    </button>
  );
}

function Progress({ name, part }: { name: string; part: number }) {
  return (
    <progress
      className={styles['progress']}
      max={100}
      value={Math.round(part * 100)}
      aria-label={t('messages.uploading', { name })}
    />
  );
}
