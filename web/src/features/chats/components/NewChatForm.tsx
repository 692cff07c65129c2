import { Button, Checkbox, FormItem, Input } from '@vkontakte/vkui';
import { type FormEvent, type ReactNode, useState } from 'react';
import { t } from '@/shared/i18n/text';
import { isBlank } from '@/shared/text/visible';
import styles from './NewChatForm.module.css';

interface Props {
  /** The people picker. */
  readonly people: ReactNode;
  readonly isBusy: boolean;
  readonly onSave: (title: string, isClosed: boolean) => void;
}

const MAX_TITLE_LENGTH = 120;

/** «Создать чат»: title, people, closed by default. */
export function NewChatForm({ people, isBusy, onSave }: Props) {
  const [title, setTitle] = useState('');
  const [isClosed, setIsClosed] = useState(true);
  const [isAsked, setIsAsked] = useState(false);
  const isMissing = isAsked && isBlank(title);
  const save = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (!isBlank(title)) onSave(title.trim(), isClosed);
  };
  return (
    <form className={styles['form']} onSubmit={save} noValidate>
      <div className={styles['fields']}>
        <FormItem
          top={t('chats.chatTitle')}
          htmlFor="chat-title"
          status={isMissing ? 'error' : 'default'}
          bottom={isMissing && t('chats.titleMissing')}
          noPadding
        >
          <Input
            id="chat-title"
            autoFocus
            maxLength={MAX_TITLE_LENGTH}
            placeholder={t('chats.titleExample')}
            value={title}
            onChange={({ target }) => setTitle(target.value)}
          />
        </FormItem>
        <Checkbox
          className={styles['closed']}
          checked={isClosed}
          description={t('chats.closedHint')}
          onChange={({ target }) => setIsClosed(target.checked)}
        >
          {t('chats.closed')}
        </Checkbox>
        <h2 className={styles['heading']}>{t('chats.people')}</h2>
        <p className={styles['hint']}>{t('chats.peopleHint')}</p>
        {people}
      </div>
      <footer className={styles['footer']}>
        <Button type="submit" size="l" stretched loading={isBusy}>
          {t('chats.save')}
        </Button>
      </footer>
    </form>
  );
}
