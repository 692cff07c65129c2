import { t } from '@/shared/i18n/text';
import { useIsWide } from '@/shared/ui/layout';
import { Bone } from '@/shared/ui/Skeletons';
import styles from './WeekView.module.css';

const HEIGHTS = [112, 92, 130, 92];

/** A skeleton of a week while it loads. */
export function WeekSkeleton() {
  const isWide = useIsWide();
  return (
    <div className={styles['days']} role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: isWide ? 5 : 1 }, (_, day) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the days are all alike
        <div key={day} className={styles['day']} aria-hidden>
          <Bone width="60%" height={20} />
          {HEIGHTS.map((height, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the cards are all alike
            <Bone key={at} width="100%" height={height} borderRadius={14} />
          ))}
        </div>
      ))}
    </div>
  );
}
