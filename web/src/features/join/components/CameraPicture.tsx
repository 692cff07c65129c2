import {
  Icon28MicrophoneAlt,
  Icon28MicrophoneSlashAlt,
  Icon28VideocamAlt,
  Icon28VideocamSlashAlt,
} from '@vkontakte/icons';
import { Spinner } from '@vkontakte/vkui';
import { clsx } from 'clsx';
import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '@/shared/i18n/text';
import { IconSwitch } from '@/shared/ui/Switch';
import type { Trial } from '../useTrial';
import styles from './DeviceScreen.module.css';

interface Props {
  readonly camera: Trial;
  readonly microphone: Trial;
  readonly onCamera: (isOn: boolean) => void;
  readonly onMicrophone: (isOn: boolean) => void;
}

/** The preview of the own camera, with the switches of camera and microphone. */
export function CameraPicture({ camera, microphone, onCamera, onMicrophone }: Props) {
  return (
    <div className={styles['picture']}>
      {camera.state === 'running' ? (
        <Picture track={camera.track} />
      ) : (
        <span className={styles['dark']}>
          {camera.state === 'asking' ? (
            <>
              <Spinner size="l" noColor />
              {t('join.asking')}
            </>
          ) : (
            t(camera.state === 'off' ? 'join.cameraIsOff' : 'join.noCamera')
          )}
        </span>
      )}
      <div className={styles['switches']}>
        <Switch
          label={t('join.microphone')}
          trial={microphone}
          icons={[<Icon28MicrophoneAlt key="on" />, <Icon28MicrophoneSlashAlt key="off" />]}
          onSwitch={onMicrophone}
        />
        <Switch
          label={t('join.camera')}
          trial={camera}
          icons={[<Icon28VideocamAlt key="on" />, <Icon28VideocamSlashAlt key="off" />]}
          onSwitch={onCamera}
        />
      </div>
    </div>
  );
}

function Picture({ track }: { track: MediaStreamTrack }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const shown = video.current;
    if (!shown) return;
    shown.srcObject = new MediaStream([track]);
    return () => {
      shown.srcObject = null;
    };
  }, [track]);
  return (
    <video
      ref={video}
      className={styles['video']}
      autoPlay
      muted
      playsInline
      aria-label={t('join.picture')}
    />
  );
}

interface SwitchProps {
  readonly label: string;
  readonly trial: Trial;
  readonly icons: readonly [ReactNode, ReactNode];
  readonly onSwitch: (isOn: boolean) => void;
}

function Switch({ label, trial, icons: [on, off], onSwitch }: SwitchProps) {
  const isOn = trial.state === 'running' || trial.state === 'asking';
  return (
    <IconSwitch
      isOn={isOn}
      label={label}
      looks={clsx(styles['switch'], !isOn && styles['isOff'])}
      onTurn={() => onSwitch(trial.state === 'off')}
    >
      {isOn ? on : off}
      {trial.state === 'refused' && <span className={styles['bang']}>!</span>}
    </IconSwitch>
  );
}
