import { Button, FormItem, Input, ModalPage, ModalPageHeader } from '@vkontakte/vkui';
import { type FormEvent, useState } from 'react';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { faultOf, momentOf, offeredTime } from '../model/plan';
import styles from './PlanCallModal.module.css';

interface Props {
  readonly id: string;
  readonly isBusy: boolean;
  readonly onPlan: (title: string, startsAt: Date) => void;
}

const MAX_TITLE_LENGTH = 120;

/** «Запланировать звонок»: optional title, date and time. */
export function PlanCallModal({ id, isBusy, onPlan }: Props) {
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState(() => offeredTime(serverNow()));
  const [isAsked, setIsAsked] = useState(false);
  const fault = isAsked ? faultOf(chosen, serverNow()) : undefined;
  const save = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    const startsAt = momentOf(chosen);
    if (startsAt && faultOf(chosen, serverNow()) === undefined) onPlan(title.trim(), startsAt);
  };
  return (
    <ModalPage id={id} header={<ModalPageHeader>{t('chats.planTitle')}</ModalPageHeader>}>
      <form className={styles['form']} onSubmit={save} noValidate>
        <FormItem top={t('chats.planName')} bottom={t('chats.planNameHint')} htmlFor="call-title" noPadding>
          <Input
            id="call-title"
            maxLength={MAX_TITLE_LENGTH}
            value={title}
            onChange={({ target }) => setTitle(target.value)}
          />
        </FormItem>
        <div className={styles['when']}>
          <FormItem
            top={t('chats.planDate')}
            htmlFor="call-date"
            status={fault ? 'error' : 'default'}
            noPadding
          >
            <Input
              id="call-date"
              type="date"
              value={chosen.date}
              min={offeredTime(serverNow()).date}
              onChange={({ target }) => setChosen({ ...chosen, date: target.value })}
            />
          </FormItem>
          <FormItem
            top={t('chats.planTime')}
            htmlFor="call-time"
            status={fault ? 'error' : 'default'}
            noPadding
          >
            <Input
              id="call-time"
              type="time"
              value={chosen.time}
              onChange={({ target }) => setChosen({ ...chosen, time: target.value })}
            />
          </FormItem>
        </div>
        {fault && (
          <p role="alert" className={styles['fault']}>
            {t(fault === 'past' ? 'chats.planPast' : 'chats.planMissing')}
          </p>
        )}
        <Button type="submit" size="l" stretched loading={isBusy}>
          {t('chats.planSave')}
        </Button>
      </form>
    </ModalPage>
  );
}
