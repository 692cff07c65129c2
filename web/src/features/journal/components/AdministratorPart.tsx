import type { AdministratorHome } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { Card } from '@/shared/ui/Card';
import styles from './Home.module.css';

/** The administrator's part: the size of the school, and how many accounts are not linked yet. */
export function AdministratorPart({ home }: { home: AdministratorHome }) {
  const figures = [
    { key: 'classes', count: home.classes, label: t('journal.office.classes', { count: home.classes }) },
    { key: 'students', count: home.students, label: t('journal.office.students', { count: home.students }) },
    {
      key: 'notLinked',
      count: home.not_linked,
      label: t('journal.office.notLinked'),
    },
  ];
  return (
    <Card title={t('journal.office.title')}>
      <ul className={styles['figures']}>
        {figures.map(({ key, count, label }) => (
          <li key={key} className={styles['tile']}>
            <span className={styles['figure']}>{count}</span>
            <span className={styles['quiet']}>{label}</span>
          </li>
        ))}
      </ul>
      <p className={styles['foot']}>{t('journal.office.hint')}</p>
    </Card>
  );
}
