import { Icon20Cancel, Icon24DocumentOutline } from '@vkontakte/icons';
import { t } from '@/shared/i18n/text';
import { IconButton } from '@/shared/ui/IconButton';
import { useObjectUrl } from '@/shared/ui/useObjectUrl';
import { isPicture } from '../model/attachments';
import styles from './AttachmentStrip.module.css';

interface Props {
  readonly files: readonly File[];
  readonly onRemove: (file: File) => void;
}

/** The attached files of a message, each removable. */
export function AttachmentStrip({ files, onRemove }: Props) {
  if (files.length === 0) return null;
  return (
    <ul className={styles['strip']}>
      {files.map((file) => (
        <li key={`${file.name}:${file.size}:${file.lastModified}`} className={styles['item']}>
          {isPicture(file) ? <Preview file={file} /> : <Card name={file.name} />}
          <IconButton label={t('composer.remove', { name: file.name })} onClick={() => onRemove(file)}>
            <Icon20Cancel width={16} height={16} />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

function Preview({ file }: { file: File }) {
  const address = useObjectUrl(file);
  return <img className={styles['picture']} src={address} alt={file.name} width={64} height={64} />;
}

function Card({ name }: { name: string }) {
  return (
    <span className={styles['card']} title={name}>
      <Icon24DocumentOutline aria-hidden />
      <span>{name}</span>
    </span>
  );
}
