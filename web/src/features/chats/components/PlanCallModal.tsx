import { Button, FormItem, Input, ModalPage, ModalPageHeader } from '@vkontakte/vkui';
import { type FormEvent, useState } from 'react';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { faultOf, momentOf, offeredTime, timeOf } from '../model/plan';
import styles from './PlanCallModal.module.css';

interface Props {
  readonly id: string;
  readonly isBusy: boolean;
  /** The planned call that is changed; a new one otherwise. */
  readonly plan?: { readonly title: string; readonly startsAt: string } | undefined;
  readonly onPlan: (title: string, startsAt: Date) => void;
  /** Cancels the call that is changed. */
  readonly onCancel?: () => void;
}

const MAX_TITLE_LENGTH = 120;

/** «Запланировать звонок»: optional title, date and time; the same for one that is changed or cancelled. */
export function PlanCallModal({ id, isBusy, plan, onPlan, onCancel }: Props) {
  const [title, setTitle] = useState(plan?.title ?? '');
  const [chosen, setChosen] = useState(() =>
    plan ? timeOf(new Date(plan.startsAt)) : offeredTime(serverNow()),
  );
  const [isAsked, setIsAsked] = useState(false);
  const fault = isAsked ? faultOf(chosen, serverNow()) : undefined;
  const save = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    const startsAt = momentOf(chosen);
    if (startsAt && faultOf(chosen, serverNow()) === undefined) onPlan(title.trim(), startsAt);
  };
  return (
    <ModalPage
      id={id}
      header={<ModalPageHeader>{t(plan ? 'chats.planChangeTitle' : 'chats.planTitle')}</ModalPageHeader>}
    >
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
          {t(plan ? 'chats.planChange' : 'chats.planSave')}
        </Button>
        {onCancel && (
          <Button size="l" stretched mode="tertiary" appearance="negative" onClick={onCancel}>
            {t('chats.planCancel')}
          </Button>
        )}
      </form>
    </ModalPage>
  );
}
