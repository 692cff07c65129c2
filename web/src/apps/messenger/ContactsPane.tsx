import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useOpenDialog } from '@/features/chats/api';
import { ContactList } from '@/features/people/components/ContactList';
import { t } from '@/shared/i18n/text';
import { PaneHeader } from '@/shared/ui/PaneHeader';
import { EmptyScreen } from './EmptyScreen';
import styles from './Frame.module.css';
import { useWriteTo } from './useWriteTo';

interface Props {
  /** Whose dialog to open at once: another page has led here. */
  readonly write?: string | undefined;
}

/** «Написать»: the people the person may write to. */
export function ContactsPane({ write }: Props) {
  const navigate = useNavigate();
  const writeTo = useWriteTo(useOpenDialog());
  const openAskedFor = useEffectEvent((profileId: string) => void writeTo(profileId, true));
  useEffect(() => {
    if (write) openAskedFor(write);
  }, [write]);
  return (
    <>
      <section className={styles['pane']} aria-label={t('chats.writeTo')}>
        <PaneHeader title={t('chats.writeTo')} onLeave={() => void navigate({ to: '/' })} />
        <div className={styles['scroll']}>
          <ContactList onChoose={({ profile_id }) => void writeTo(profile_id)} />
        </div>
      </section>
      <EmptyScreen />
    </>
  );
}
