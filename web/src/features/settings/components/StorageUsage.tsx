import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { routeQuery } from '@/shared/api/routes';
import { sizeInWords } from '@/shared/i18n/sizes';
import { t } from '@/shared/i18n/text';
import styles from './SettingsPage.module.css';

/** How much of the person's space for files is used; nothing until it is known. */
export function StorageUsage() {
  const id = useId();
  const { data: usage } = useQuery(routeQuery('/api/files/usage'));
  if (!usage) return null;
  const amounts = { used: sizeInWords(usage.used), limit: sizeInWords(usage.limit) };
  return (
    <section className={styles['section']}>
      <div className={styles['field']}>
        <span id={id}>{t('settings.storage')}</span>
        <progress
          className={styles['usage']}
          aria-labelledby={id}
          max={usage.limit}
          value={Math.min(usage.used, usage.limit)}
        />
        <span className={styles['about']}>
          {t('settings.storageUsed', amounts)}. {t('settings.storageHint')}
        </span>
      </div>
    </section>
  );
}
