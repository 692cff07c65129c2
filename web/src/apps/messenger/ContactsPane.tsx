import { useNavigate } from '@tanstack/react-router';
import { useOpenDialog } from '@/features/chats/api';
import { ContactList } from '@/features/people/components/ContactList';
import { t } from '@/shared/i18n/text';
import { PaneHeader } from '@/shared/ui/PaneHeader';
import { EmptyScreen } from './EmptyScreen';
import styles from './Frame.module.css';
import { useWriteTo } from './useWriteTo';

/** «Написать»: the people the person may write to. */
export function ContactsPane() {
  const navigate = useNavigate();
  const writeTo = useWriteTo(useOpenDialog());
  return (
    <>
      <section className={styles['pane']} aria-label={t('chats.writeTo')}>
        <PaneHeader title={t('chats.writeTo')} onLeave={() => void navigate({ to: '/' })} />
        <div className={styles['scroll']}>
          <ContactList onChoose={({ profile_id }) => writeTo(profile_id)} />
        </div>
      </section>
      <EmptyScreen />
    </>
  );
}
