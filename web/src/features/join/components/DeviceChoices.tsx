import { Icon20VolumeOutline } from '@vkontakte/icons';
import { Button, FormItem, NativeSelect } from '@vkontakte/vkui';
import { useId, useState } from 'react';
import { t } from '@/shared/i18n/text';
import {
  besideUsual,
  canChooseSpeaker,
  chosenAmong,
  type Device,
  type DeviceLists,
  type Devices,
} from '@/shared/media/devices';
import { playTestSound } from '@/shared/media/speaker-test';
import styles from './DeviceScreen.module.css';

interface Props {
  readonly devices: Devices;
  readonly lists: DeviceLists;
  readonly onChange: (change: Partial<Devices>) => void;
}

/** The choice of microphone, speaker and camera, with a test sound. */
export function DeviceChoices({ devices, lists, onChange }: Props) {
  return (
    <div className={styles['choices']}>
      <Choice
        label={t('join.microphone')}
        among={lists.microphones}
        chosen={devices.microphone}
        onChoose={(id) => onChange({ microphone: id })}
      />
      <Choice
        label={t('join.speaker')}
        among={canChooseSpeaker() ? lists.speakers : []}
        chosen={devices.speaker}
        onChoose={(id) => onChange({ speaker: id })}
      />
      <SpeakerTest speaker={devices.speaker} />
      <Choice
        label={t('join.camera')}
        among={lists.cameras}
        chosen={devices.camera}
        onChoose={(id) => onChange({ camera: id })}
      />
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly among: readonly Device[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}

function Choice({ label, among, chosen, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <FormItem top={label} htmlFor={id} noPadding>
      <NativeSelect
        id={id}
        value={chosenAmong(among, chosen)}
        disabled={among.length === 0}
        onChange={({ target }) => onChoose(target.value === '' ? undefined : target.value)}
      >
        <option value="">{t('join.systemDevice')}</option>
        {besideUsual(among).map((device) => (
          <option key={device.id} value={device.id}>
            {device.label || label}
          </option>
        ))}
      </NativeSelect>
    </FormItem>
  );
}

/** Plays a test sound on the chosen speaker. */
function SpeakerTest({ speaker }: { speaker: string | undefined }) {
  const [isPlaying, setIsPlaying] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const play = async () => {
    setIsPlaying(true);
    setHasFailed(false);
    await playTestSound(speaker).catch(() => setHasFailed(true));
    setIsPlaying(false);
  };
  return (
    <div>
      <Button
        mode="secondary"
        size="m"
        before={<Icon20VolumeOutline />}
        disabled={isPlaying}
        onClick={() => void play()}
      >
        {t(isPlaying ? 'join.playing' : 'join.testSpeaker')}
      </Button>
      <p className={styles['silent']} role="status">
        {hasFailed && t('join.speakerFailed')}
      </p>
    </div>
  );
}
