import { Icon28PhoneDownOutline, Icon28PhoneOutline } from '@vkontakte/icons';
import { useEffect } from 'react';
import type { RingRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { calledName } from '@/shared/person/person';
import { Avatar } from '@/shared/ui/Avatar';
import { announce } from '@/shared/ui/announce';
import { pictureOf } from '@/shared/ui/picture';
import styles from './RingOverlay.module.css';

interface Props {
  readonly ring: RingRead;
  readonly isBusy: boolean;
  readonly onAccept: () => void;
  /** Answers with the camera off; only where it would be on. */
  readonly onAcceptAudio?: (() => void) | undefined;
  readonly onDecline: () => void;
}

/** An incoming call, to accept or decline. It takes no focus, so that typing does not answer it. */
export function RingOverlay({ ring, isBusy, onAccept, onAcceptAudio, onDecline }: Props) {
  const { caller, title } = ring;
  const name = calledName(caller);
  useEffect(() => announce(t('ringing.announce', { name })), [name]);
  return (
    <section className={styles['overlay']} aria-label={t('ringing.label')}>
      <Avatar id={caller.id} name={caller.name} src={pictureOf(caller.picture)} size={48} />
      <div className={styles['words']}>
        <strong>{name}</strong>
        <span>{title && title !== name ? title : t('ringing.calls')}</span>
      </div>
      <div className={styles['acts']}>
        <button type="button" className={styles['refuse']} disabled={isBusy} onClick={onDecline}>
          <Icon28PhoneDownOutline aria-hidden />
          <span>{t('ringing.refuse')}</span>
        </button>
        <button type="button" className={styles['accept']} disabled={isBusy} onClick={onAccept}>
          <Icon28PhoneOutline aria-hidden />
          <span>{t('ringing.accept')}</span>
        </button>
        {onAcceptAudio && (
          <button type="button" className={styles['audio']} disabled={isBusy} onClick={onAcceptAudio}>
            <span>{t('ringing.acceptAudio')}</span>
          </button>
        )}
      </div>
    </section>
  );
}
