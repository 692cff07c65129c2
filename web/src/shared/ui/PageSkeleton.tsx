import { t } from '../i18n/text';

/** What each page showed before its files came, until it knows what else to show: without a jump between the two. */
export function PageSkeleton() {
  return (
    <div className="first-paint" role="status" aria-label={t('ui.loading')}>
      <i className="first-paint-rail" />
      <i className="first-paint-list" />
      <i className="first-paint-main" />
    </div>
  );
}
