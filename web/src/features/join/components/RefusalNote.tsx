import { Icon20WarningTriangleOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { t } from '@/shared/i18n/text';
import type { MediaRefusal } from '@/shared/media/refusal';
import type { DeviceKind } from '@/shared/media/tried';
import type { Trial } from '../useTrial';
import styles from './DeviceScreen.module.css';

interface Props {
  readonly camera: Trial;
  readonly microphone: Trial;
  readonly onRetry: (kinds: readonly DeviceKind[]) => void;
}

/** Why a device is not given, what to do about it, and that one may join without it. */
export function RefusalNote({ camera, microphone, onRetry }: Props) {
  const refused = [...reasonsOf('microphone', microphone), ...reasonsOf('camera', camera)];
  const [first, second] = refused;
  if (!first) return <div role="status" />;
  const isSame = second !== undefined && second.why === first.why;
  const told = isSame ? [{ kind: 'both', why: first.why } as const] : refused;
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
): readonly { readonly kind: DeviceKind; readonly why: MediaRefusal }[] {
  return trial.state === 'refused' ? [{ kind, why: trial.why }] : [];
}

function secureAddress(): string {
  const address = new URL(window.location.href);
  address.protocol = 'https:';
  return address.href;
}
