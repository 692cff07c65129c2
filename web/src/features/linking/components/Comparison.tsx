import { Icon16ErrorCircleOutline } from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import type { LinkRequestRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { rolesOf } from '@/shared/person/roles';
import { linesOf } from '../model/comparison';
import styles from './Comparison.module.css';

interface Props {
  readonly request: LinkRequestRead;
}

/** The learning profile and the journal account side by side; stacked on a phone. */
export function Comparison({ request }: Props) {
  const { profile, account } = request;
  if (!profile || !account) return null;
  const lines = linesOf(request);
  const sides = [
    { side: 'profile', title: t('linking.side.profile'), more: [profile.phone] },
    {
      side: 'account',
      title: request.provider?.title ?? t('linking.side.account'),
      more: [
        account.school,
        [rolesOf(account.roles), account.class_title].filter(Boolean).join(', '),
        account.login && t('linking.login', { login: account.login }),
      ],
    },
  ] as const;
  return (
    <div className={styles['sides']} data-wide>
      {sides.map(({ side, title, more }) => (
        <section key={side} className={styles['side']}>
          <h2 className={styles['title']}>{title}</h2>
          <dl className={styles['names']}>
            {lines.map((line) => (
              <div key={line.field} className={line.differs ? styles['differs'] : undefined}>
                <dt>{t(`linking.field.${line.field}`)}</dt>
                <dd>
                  {line[side] || '—'}
                  {line.differs && (
                    <>
                      <Icon16ErrorCircleOutline aria-hidden />
                      <VisuallyHidden>{t('linking.differs.mark')}</VisuallyHidden>
                    </>
                  )}
                </dd>
              </div>
            ))}
          </dl>
          {more.filter(Boolean).map((line) => (
            <p key={line} className={styles['more']}>
              {line}
            </p>
          ))}
        </section>
      ))}
    </div>
  );
}
