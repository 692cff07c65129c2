import type { Reason } from '@/shared/api/schema';
import { isKnown, t } from '@/shared/i18n/text';
import styles from './CaseCard.module.css';

interface Props {
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a person asks the school about: who, which account, what was tried, and why it did not work. */
export function CaseCard({ params }: Props) {
  const text = (name: string) => (typeof params[name] === 'string' ? params[name] : '');
  const facts = [
    [t('messages.case.who'), text('profile')],
    [
      t('messages.case.account'),
      [text('account'), text('login'), text('school')].filter(Boolean).join(' · '),
    ],
    [t('messages.case.tried'), t('messages.case.triedLink')],
  ] as const;
  return (
    <section className={styles['card']} aria-label={t('messages.case.title')}>
      <h3 className={styles['title']}>{t('messages.case.title')}</h3>
      <dl className={styles['facts']}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t('messages.case.why')}</dt>
          {reasonsIn(params['reasons']).map((reason) => (
            <dd key={reason}>{reason}</dd>
          ))}
        </div>
      </dl>
    </section>
  );
}

function reasonsIn(reasons: unknown): readonly string[] {
  if (!Array.isArray(reasons)) return [];
  return reasons.flatMap((reason) => {
    const key = `messages.case.reason.${reason}`;
    return isKnown<`messages.case.reason.${Reason}`>(key) ? [t(key)] : [];
  });
}
