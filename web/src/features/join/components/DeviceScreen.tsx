import { Button } from '@vkontakte/vkui';
import { type FormEvent, type ReactNode, useState } from 'react';
import { wordsOf } from '@/shared/api/words';
import { t } from '@/shared/i18n/text';
import type { DeviceKind } from '@/shared/media/tried';
import forms from '@/shared/ui/forms.module.css';
import { useTrial } from '../useTrial';
import { CameraPicture } from './CameraPicture';
import { DeviceChoices } from './DeviceChoices';
import styles from './DeviceScreen.module.css';
import { LevelMeter } from './LevelMeter';
import { RefusalNote } from './RefusalNote';

interface Props {
  /** What one joins: the lesson, the call. */
  readonly title: string;
  /** What else there is to know: when, as whom, who is there. */
  readonly about: readonly string[];
  /** What is asked besides devices: an outsider's name. */
  readonly asked?: ReactNode;
  readonly isJoining: boolean;
  readonly failure: unknown;
  readonly onJoin: () => void;
  /** The way back to where one was. */
  readonly onLeave?: (() => void) | undefined;
}

/** «Присоединиться к звонку»: camera, microphone and speaker are tried before anybody sees or hears one. */
export function DeviceScreen({ title, about, asked, isJoining, failure, onJoin, onLeave }: Props) {
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
        <RefusalNote
          camera={camera.trial}
          microphone={microphone.trial}
          onRetry={(kinds) => {
            for (const kind of kinds) trials[kind].retry();
          }}
        />
      </div>
      <div className={styles['side']}>
        <h1 className={styles['title']}>{t('join.title')}</h1>
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
        <div className={isOpen ? styles['opened'] : styles['folded']}>
          <DeviceChoices devices={devices} lists={lists} onChange={change} />
        </div>
        {failure !== undefined && (
          <p role="alert" className={forms['error']}>
            {wordsOf(failure)}
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
