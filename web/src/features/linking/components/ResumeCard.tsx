import { Button } from '@vkontakte/vkui';
import { errorText } from '@/shared/api/error-text';
import { webAddress } from '@/shared/api/own-address';
import type { LinkRequestRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import forms from '@/shared/ui/forms.module.css';
import { useBeginLinking, useCurrentLinkRequest, useLinkRequestActs } from '../api';
import { providerToAskAgain } from '../model/flow';
import styles from './ResumeCard.module.css';

interface Props {
  /** The address to return to this time. */
  readonly returnTo: string | undefined;
}

/** An unfinished link request of this browser: continue or cancel. */
export function ResumeCard({ returnTo }: Props) {
  const { data: request } = useCurrentLinkRequest();
  if (!request || (request.state !== 'open' && request.state !== 'signed_in')) return null;
  return <Unfinished request={request} returnTo={returnTo} />;
}

function Unfinished({ request, returnTo }: Props & { readonly request: LinkRequestRead }) {
  const { cancel } = useLinkRequestActs(request.id);
  const begin = useBeginLinking(returnTo);
  const provider = providerToAskAgain(request, returnTo);
  const goOn = provider
    ? { onClick: () => begin.mutate(provider), loading: begin.isPending || begin.isSuccess }
    : { Component: 'a' as const, href: webAddress(request.next_url) ?? '/' };
  return (
    <section className={styles['card']} aria-label={t('linking.resume.title')}>
      <p className={styles['text']}>{t('linking.resume.hint', { journal: request.provider?.title ?? '' })}</p>
      {begin.error && (
        <p role="alert" className={forms['error']}>
          {errorText(begin.error)}
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
