import { Icon20WriteOutline, Icon24CameraOutline } from '@vkontakte/icons';
import { Button, Input } from '@vkontakte/vkui';
import { type FormEvent, useRef, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { isBlank } from '@/shared/text/visible';
import { Avatar, type Face } from '@/shared/ui/Avatar';
import { IconButton } from '@/shared/ui/IconButton';
import styles from './AboutHead.module.css';

interface Props {
  readonly title: string;
  readonly face: Face;
  readonly about: string;
  readonly mayChange: boolean;
  readonly isBusy: boolean;
  /** Resolves to whether the chat has this title now. */
  readonly onRename: (title: string) => Promise<boolean>;
  readonly onPicture: (file: File) => void;
}

/** The picture and title of a chat, editable with the right. */
export function AboutHead(props: Props) {
  const { title, face, about, mayChange, onPicture } = props;
  const [isRenaming, setIsRenaming] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className={styles['head']}>
      {mayChange ? (
        <button
          type="button"
          className={styles['picture']}
          aria-label={t('chats.changePicture')}
          onClick={() => file.current?.click()}
        >
          <Avatar {...face} size={96} />
          <span className={styles['camera']}>
            <Icon24CameraOutline width={20} height={20} />
          </span>
        </button>
      ) : (
        <Avatar {...face} size={96} />
      )}
      <input
        ref={file}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        hidden
        tabIndex={-1}
        aria-label={t('chats.changePicture')}
        onChange={({ target }) => {
          const chosen = target.files?.[0];
          target.value = '';
          if (chosen) onPicture(chosen);
        }}
      />
      {isRenaming ? (
        <Rename {...props} onDone={() => setIsRenaming(false)} />
      ) : (
        <h2 className={styles['title']}>
          {title}
          {mayChange && (
            <IconButton label={t('chats.rename')} onClick={() => setIsRenaming(true)}>
              <Icon20WriteOutline />
            </IconButton>
          )}
        </h2>
      )}
      <p className={styles['about']}>{about}</p>
    </div>
  );
}

function Rename({ title, isBusy, onRename, onDone }: Props & { readonly onDone: () => void }) {
  const [written, setWritten] = useState(title);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = written.trim();
    if (isBlank(wanted) || wanted === title || (await onRename(wanted))) onDone();
  };
  return (
    <form className={styles['rename']} onSubmit={(event) => void save(event)}>
      <Input
        autoFocus
        maxLength={120}
        value={written}
        slotProps={{ input: { 'aria-label': t('chats.chatTitle') } }}
        onChange={({ target }) => setWritten(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onDone();
        }}
      />
      <Button type="submit" size="m" loading={isBusy}>
        {t('chats.save')}
      </Button>
    </form>
  );
}
