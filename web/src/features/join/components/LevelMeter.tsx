import { VisuallyHidden } from '@vkontakte/vkui';
import { useEffect, useRef, useState } from 'react';
import { localNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { measureLevel } from '@/shared/media/level';
import styles from './DeviceScreen.module.css';

const BARS = 12;
/** A working microphone is never fully silent. */
const SILENT_BELOW = 0.01;
const SILENT_AFTER_MS = 6_000;

/** The level of the microphone, with a hint when it is silent. */
export function LevelMeter({ track }: { track: MediaStreamTrack }) {
  const [level, setLevel] = useState(0);
  const [isSilent, setIsSilent] = useState(false);
  const lastSoundAt = useRef(0);
  useEffect(() => {
    lastSoundAt.current = localNow();
    return measureLevel(track, (now) => {
      if (now > SILENT_BELOW) lastSoundAt.current = localNow();
      setLevel(now);
      setIsSilent(localNow() - lastSoundAt.current > SILENT_AFTER_MS);
    });
  }, [track]);
  const lit = Math.round(Math.sqrt(level) * BARS);
  return (
    <div>
      <VisuallyHidden>
        <meter aria-label={t('join.level')} min={0} max={BARS} value={lit} />
      </VisuallyHidden>
      <div className={styles['bars']} aria-hidden>
        {Array.from({ length: BARS }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name than their place
          <span key={at} className={at < lit ? styles['lit'] : undefined} />
        ))}
      </div>
      <p className={styles['silent']} role="status">
        {isSilent && t('join.silent')}
      </p>
    </div>
  );
}
