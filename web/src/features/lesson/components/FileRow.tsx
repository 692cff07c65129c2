import { Icon24Cancel, Icon24DocumentOutline } from '@vkontakte/icons';
import { Spinner } from '@vkontakte/vkui';
import { endingOf, sizeInWords } from '@/shared/i18n/sizes';
import { t } from '@/shared/i18n/text';
import { IconButton } from '@/shared/ui/IconButton';
import { Wall } from '@/shared/ui/Wall';
import styles from './Lesson.module.css';

interface Props {
  /** Without an id it is being uploaded. */
  readonly file: {
    readonly id?: string;
    readonly name: string;
    readonly size: number;
    readonly has_preview?: boolean;
  };
  /** How much of it is uploaded, from 0 to 1. */
  readonly part?: number;
  readonly onRemove?: () => void;
}

/** A file of the homework; a press downloads it. */
export function FileRow(props: Props) {
  return (
    <Wall place="file" size="row" of={props.file}>
      <File {...props} />
    </Wall>
  );
}

function File({ file, part = 0, onRemove }: Props) {
  const { id, name, size, has_preview } = file;
  const about = (
    <>
      <span className={styles['kind']} aria-hidden>
        {id && has_preview ? (
          <img src={`/api/files/${id}/preview?as=account`} alt="" loading="lazy" />
        ) : (
          endingOf(name) || <Icon24DocumentOutline />
        )}
      </span>
      <span className={styles['fileText']}>
        <span className={styles['fileName']}>{name}</span>
        <span className={styles['quiet']}>{id ? sizeInWords(size) : uploadingInWords(part)}</span>
      </span>
    </>
  );
  return (
    <div className={styles['file']}>
      {id ? (
        <a className={styles['fileLink']} href={`/api/files/${id}?as=account`} download={name}>
          {about}
        </a>
      ) : (
        <span className={styles['fileLink']}>{about}</span>
      )}
      {!id && (
        <span className={styles['spinner']} aria-hidden>
          <Spinner size="s" />
        </span>
      )}
      {onRemove && (
        <IconButton looks={styles['remove']} label={t('lesson.removeFile', { name })} onClick={onRemove}>
          <Icon24Cancel />
        </IconButton>
      )}
    </div>
  );
}

function uploadingInWords(part: number): string {
  return part > 0
    ? t('lesson.uploadingPart', { percent: String(Math.floor(part * 100)) })
    : t('lesson.uploading');
}
