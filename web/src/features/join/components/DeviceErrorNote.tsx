import { Icon20WarningTriangleOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import type { DeviceError } from '@/shared/media/device-error';
import type { DeviceKind } from '@/shared/media/prepared-tracks';
import type { Trial } from '../useTrial';
import styles from './DeviceScreen.module.css';

interface Props {
  readonly camera: Trial;
  readonly microphone: Trial;
  readonly onRetry: (kinds: readonly DeviceKind[]) => void;
}

/** Why a device is not available, what to do about it, and that joining without it is possible. */
export function DeviceErrorNote({ camera, microphone, onRetry }: Props) {
  const failed = [...reasonsOf('microphone', microphone), ...reasonsOf('camera', camera)];
  const [first, second] = failed;
  if (!first) return <div role="status" />;
  const isSame = second !== undefined && second.why === first.why;
  const told = isSame ? [{ kind: 'both', why: first.why } as const] : failed;
  return (
    <div className={styles['refusals']} role="status">
      {told.map(({ kind, why }) => (
        <div key={kind} className={styles['refusal']}>
          <Icon20WarningTriangleOutline aria-hidden />
          <div>
            <strong>{t(`join.refusal.${why}.${kind}`)}</strong>
            <p>{t(`join.refusalHelp.${why}`)}</p>
            <p>{t(`join.without.${kind}`)}</p>
            {why === 'insecure' ? (
              <a className={styles['secure']} href={secureAddress()}>
                {t('join.openSecure')}
              </a>
            ) : (
              <Button
                mode="secondary"
                size="s"
                onClick={() => onRetry(kind === 'both' ? ['camera', 'microphone'] : [kind])}
              >
                {t('join.tryAgain')}
              </Button>
            )}
          </div>
        </div>
      ))}
    </div>
  );
}

function reasonsOf(
  kind: DeviceKind,
  trial: Trial,
): readonly { readonly kind: DeviceKind; readonly why: DeviceError }[] {
  return trial.state === 'refused' ? [{ kind, why: trial.why }] : [];
}

function secureAddress(): string {
  const address = new URL(window.location.href);
  address.protocol = 'https:';
  return address.href;
}
