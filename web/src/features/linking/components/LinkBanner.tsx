import { Icon28MessagesOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { t } from '@/shared/i18n/text';
import styles from './ResumeCard.module.css';

interface Props {
  readonly isPending: boolean;
  readonly onLink: () => void;
}

/** The offer to link, on the journal's first page. */
export function LinkBanner({ isPending, onLink }: Props) {
  return (
    <section className={clsx(styles['card'], styles['banner'])} aria-label={t('linking.banner.title')}>
      <Icon28MessagesOutline className={styles['sign'] ?? ''} />
      <div className={styles['words']}>
        <strong>{t('linking.banner.title')}</strong>
        <span>{t('linking.banner.hint')}</span>
      </div>
      <Button size="m" loading={isPending} onClick={onLink}>
        {t('linking.banner.act')}
      </Button>
    </section>
  );
}
