import { Button } from '@vkontakte/vkui';
import type { LinkRequestRead } from '@/shared/api/schema';
import { wordsOf } from '@/shared/api/words';
import { t } from '@/shared/i18n/text';
import forms from '@/shared/ui/forms.module.css';
import { useBeginLinking, useCurrentLinkRequest, useLinkRequestActs } from '../api';
import { providerToAskAnew } from '../model/flow';
import styles from './ResumeCard.module.css';

interface Props {
  /** Where the person is going this time. */
  readonly landing: string | undefined;
}

/** A linking begun in this browser and not finished: go on, or let it be. */
export function ResumeCard({ landing }: Props) {
  const { data: intent } = useCurrentLinkRequest();
  if (!intent || (intent.state !== 'open' && intent.state !== 'signed_in')) return null;
  return <Unfinished intent={intent} landing={landing} />;
}

function Unfinished({ intent, landing }: Props & { readonly intent: LinkRequestRead }) {
  const { cancel } = useLinkRequestActs(intent.id);
  const begin = useBeginLinking(landing);
  const provider = providerToAskAnew(intent, landing);
  const goOn = provider
    ? { onClick: () => begin.mutate(provider), loading: begin.isPending || begin.isSuccess }
    : { Component: 'a' as const, href: intent.next_url };
  return (
    <section className={styles['card']} aria-label={t('linking.resume.title')}>
      <p className={styles['text']}>{t('linking.resume.hint', { journal: intent.provider?.title ?? '' })}</p>
      {begin.error && (
        <p role="alert" className={forms['error']}>
          {wordsOf(begin.error)}
        </p>
      )}
      <div className={styles['acts']}>
        <Button {...goOn} size="m">
          {t('linking.resume.go')}
        </Button>
        <Button mode="tertiary" size="m" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('linking.cancel')}
        </Button>
      </div>
    </section>
  );
}
