import { ModalPage, ModalPageHeader } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { fullMoment } from '@/shared/i18n/time';
import { ErrorState } from '@/shared/ui/ErrorState';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { useEditHistory } from '../api';
import styles from './EditHistoryModal.module.css';

interface Props {
  readonly id: string;
  readonly chatId: string;
  readonly messageId: string;
}

/** The earlier texts of a message, with their times. */
export function EditHistoryModal({ id, ...where }: Props) {
  const history = useEditHistory(where);
  return (
    <ModalPage
      id={id}
      header={<ModalPageHeader>{t('messages.editHistory')}</ModalPageHeader>}
      dynamicContentHeight
    >
      {history.isPending && <TextSkeleton />}
      {history.isError && <ErrorState failure={history.error} onRetry={() => history.refetch()} />}
      <ol className={styles['list']}>
        {history.data?.map(({ text, at }) => (
          <li key={at}>
            <time dateTime={at}>{fullMoment(at)}</time>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </ModalPage>
  );
}
