import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSync } from '@/data/messenger/SyncProvider';
import { useCreateChat } from '@/features/chats/api';
import { NewChatForm } from '@/features/chats/components/NewChatForm';
import type { Contact } from '@/features/people/api';
import { PeoplePicker } from '@/features/people/components/PeoplePicker';
import { newId } from '@/shared/api/ids';
import { t } from '@/shared/i18n/text';
import { PaneHeader } from '@/shared/ui/PaneHeader';
import { EmptyScreen } from './EmptyScreen';
import styles from './Frame.module.css';

/** «Создать чат»; opens the new chat. */
export function NewChatPane() {
  const sync = useSync();
  const navigate = useNavigate();
  const create = useCreateChat();
  const [people, setPeople] = useState<readonly Contact[]>([]);
  // The same for every attempt: pressing again after a lost answer creates no second chat.
  const [clientId] = useState(() => newId());
  const save = (title: string, isClosed: boolean) => {
    const members = people.map(({ profile_id }) => profile_id);
    create.mutate(
      { clientId, title, isClosed, members },
      {
        onSuccess: async ({ chat }) => {
          await sync.refreshChat(chat.id);
          await navigate({ to: '/chats/$chatId', params: { chatId: chat.id } });
        },
      },
    );
  };
  return (
    <>
      <section className={styles['pane']} aria-label={t('chats.createChat')}>
        <PaneHeader title={t('chats.createChat')} onLeave={() => void navigate({ to: '/' })} />
        <NewChatForm
          isBusy={create.isPending}
          onSave={save}
          people={<PeoplePicker chosen={people} onChange={setPeople} />}
        />
      </section>
      <EmptyScreen />
    </>
  );
}
