import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import { useCurrentIntent, useIntentActs } from '../api';
import styles from './ResumeCard.module.css';

/** A linking begun in this browser and not finished: go on, or let it be. */
export function ResumeCard() {
  const { data: intent } = useCurrentIntent();
  if (!intent || (intent.state !== 'open' && intent.state !== 'signed_in')) return null;
  return <Unfinished id={intent.id} title={intent.provider?.title ?? ''} goTo={intent.go_to} />;
}

function Unfinished({ id, title, goTo }: { id: string; title: string; goTo: string }) {
  const { cancel } = useIntentActs(id);
  return (
    <section className={styles['card']} aria-label={t('linking.resume.title')}>
      <p className={styles['text']}>{t('linking.resume.hint', { journal: title })}</p>
      <div className={styles['acts']}>
        <Button Component="a" href={goTo} size="m">
          {t('linking.resume.go')}
        </Button>
        <Button mode="tertiary" size="m" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('linking.cancel')}
        </Button>
      </div>
    </section>
  );
}
