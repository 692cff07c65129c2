import { ModalPage, ModalPageHeader } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { shortName } from '@/shared/person/person';
import { Avatar } from '@/shared/ui/Avatar';
import { ErrorState } from '@/shared/ui/ErrorState';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { useReaders } from '../api';
import type { Author } from '../model/shown';
import styles from './ReadersModal.module.css';

interface Props {
  readonly id: string;
  readonly chatId: string;
  readonly messageId: string;
  readonly people: ReadonlyMap<string, Author>;
  /** How many people could have read it, without its author. */
  readonly others: number;
}

/** The readers of a message. */
export function ReadersModal({ id, people, others, ...where }: Props) {
  const readers = useReaders(where);
  return (
    <ModalPage
      id={id}
      header={<ModalPageHeader>{t('messages.whoHasRead')}</ModalPageHeader>}
      dynamicContentHeight
    >
      {readers.isPending && <ListSkeleton rows={3} />}
      {readers.isError && <ErrorState failure={readers.error} onRetry={() => readers.refetch()} />}
      {readers.data?.length === 0 && <p className={styles['nobody']}>{t('messages.nobodyHasRead')}</p>}
      {readers.data && readers.data.length > 0 && (
        <p className={styles['count']}>
          {t('messages.readCount', {
            count: readers.data.length,
            total: Math.max(others, readers.data.length),
          })}
        </p>
      )}
      <ul className={styles['list']}>
        {readers.data?.map(({ profile_id, name }) => {
          const person = people.get(profile_id);
          const title = person?.name ?? shortName(name);
          return (
            <li key={profile_id}>
              <Avatar id={profile_id} name={name} src={person?.picture} size={40} />
              {title}
            </li>
          );
        })}
      </ul>
    </ModalPage>
  );
}
