import { Button } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { type FormEvent, type ReactNode, useState } from 'react';
import { errorText } from '@/shared/api/error-text';
import { t } from '@/shared/i18n/text';
import type { DeviceKind } from '@/shared/media/prepared-tracks';
import forms from '@/shared/ui/forms.module.css';
import { useTrial } from '../useTrial';
import { CameraPicture } from './CameraPicture';
import { DeviceChoices } from './DeviceChoices';
import { DeviceErrorNote } from './DeviceErrorNote';
import styles from './DeviceScreen.module.css';
import { LevelMeter } from './LevelMeter';

interface Props {
  /** «Присоединиться к звонку», or to the lesson. */
  readonly heading: string;
  /** The title of the lesson or the call. */
  readonly title: string;
  /** More lines: when, as whom, who is there. */
  readonly about: readonly string[];
  /** A question besides devices: a guest's name. */
  readonly asked?: ReactNode;
  readonly isJoining: boolean;
  readonly failure: unknown;
  readonly onJoin: () => void;
  /** Returns to the previous page. */
  readonly onLeave?: (() => void) | undefined;
}

/** The door: camera, microphone and speaker are tested before joining. */
export function DeviceScreen({ heading, title, about, asked, isJoining, failure, onJoin, onLeave }: Props) {
  const { devices, change, lists, camera, microphone } = useTrial();
  const [isOpen, setIsOpen] = useState(false);
  const trials = { camera, microphone };
  const switchOn = (kind: DeviceKind, isOn: boolean) => {
    change(kind === 'camera' ? { cameraOn: isOn } : { microphoneOn: isOn });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onJoin();
  };
  return (
    <form className={styles['screen']} data-wide onSubmit={submit} noValidate>
      <div className={styles['side']}>
        <CameraPicture
          camera={camera.trial}
          microphone={microphone.trial}
          onCamera={(isOn) => switchOn('camera', isOn)}
          onMicrophone={(isOn) => switchOn('microphone', isOn)}
        />
        {microphone.trial.state === 'running' && <LevelMeter track={microphone.trial.track} />}
        <DeviceErrorNote
          camera={camera.trial}
          microphone={microphone.trial}
          onRetry={(kinds) => {
            for (const kind of kinds) trials[kind].retry();
          }}
        />
      </div>
      <div className={styles['side']}>
        <h1 className={styles['title']}>{heading}</h1>
        <div className={styles['about']}>
          <strong>{title}</strong>
          {about.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </div>
        {asked}
        <button
          type="button"
          className={styles['more']}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t('join.devices')}
        </button>
        <div className={clsx(!isOpen && styles['folded'])}>
          <DeviceChoices devices={devices} lists={lists} onChange={change} />
        </div>
        {failure !== undefined && (
          <p role="alert" className={forms['error']}>
            {errorText(failure)}
          </p>
        )}
        <Button type="submit" size="l" stretched loading={isJoining}>
          {t('join.join')}
        </Button>
        {onLeave && (
          <Button size="l" stretched mode="tertiary" onClick={onLeave}>
            {t('join.notNow')}
          </Button>
        )}
      </div>
    </form>
  );
}
