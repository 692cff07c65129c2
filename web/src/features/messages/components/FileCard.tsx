import { Icon24DocumentOutline, Icon24DownloadOutline, Icon24ErrorCircleOutline } from '@vkontakte/icons';
import { clsx } from 'clsx';
import { type MouseEvent, useState } from 'react';
import { download } from '@/shared/api/download';
import { errorText } from '@/shared/api/error-text';
import type { FileRead } from '@/shared/api/schema';
import { endingOf, sizeInWords } from '@/shared/i18n/sizes';
import { t } from '@/shared/i18n/text';
import styles from './FileCard.module.css';

/** A file of a message: its name, size and state; a press downloads it. */
export function FileCard({ file }: { file: FileRead }) {
  const isRefused = file.state === 'blocked' || file.state === 'failed';
  if (isRefused || file.state === 'pending') {
    return (
      <div className={styles['card']}>
        <FileSign name={file.name} isRefused={isRefused} />
        <Words name={file.name} about={stateInWords(file.state)} />
      </div>
    );
  }
  return <DownloadCard file={file} />;
}

function stateInWords(state: FileRead['state']): string {
  if (state === 'blocked') return t('messages.fileBlocked');
  return state === 'failed' ? t('messages.fileFailed') : t('messages.fileChecked');
}

/** A press downloads the file; if it cannot be had now, the card says why, and the next press tries again. */
function DownloadCard({ file }: { file: FileRead }) {
  const [reason, setReason] = useState('');
  const url = `/api/files/${file.id}`;
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    download(url, file.name).then(
      () => setReason(''),
      (failure: unknown) => setReason(errorText(failure)),
    );
  };
  return (
    <a className={styles['card']} href={url} download={file.name} onClick={onClick}>
      <FileSign name={file.name} isRefused={reason !== ''} />
      <Words name={file.name} about={reason || sizeInWords(file.size)} />
    </a>
  );
}

interface UploadProps {
  readonly name: string;
  readonly size: number;
  readonly progress: number;
}

/** A file being uploaded, with its progress. */
export function UploadCard({ name, size, progress }: UploadProps) {
  const percent = Math.round(progress * 100);
  return (
    <div className={styles['card']}>
      <FileSign name={name} />
      <div className={styles['words']}>
        <span className={styles['name']}>{name}</span>
        <progress
          className={styles['progress']}
          max={100}
          value={percent}
          aria-label={t('messages.uploading', { name })}
        />
        <span className={styles['about']}>
          {t('messages.uploaded', { percent, size: sizeInWords(size) })}
        </span>
      </div>
    </div>
  );
}

function FileSign({ name, isRefused = false }: { name: string; isRefused?: boolean }) {
  const ending = endingOf(name);
  return (
    <span className={clsx(styles['sign'], isRefused && styles['refused'])} aria-hidden>
      <span className={styles['kind']}>
        {isRefused ? <Icon24ErrorCircleOutline /> : ending || <Icon24DocumentOutline />}
      </span>
      {!isRefused && (
        <span className={styles['download']}>
          <Icon24DownloadOutline />
        </span>
      )}
    </span>
  );
}

function Words({ name, about }: { name: string; about: string }) {
  return (
    <span className={styles['words']}>
      <span className={styles['name']}>{name}</span>
      <span className={styles['about']} role="status">
        {about}
      </span>
    </span>
  );
}
