import { clsx } from 'clsx';
import { useId } from 'react';
import { t } from '@/shared/i18n/text';
import { besideUsual, canChooseSpeaker, chosenAmong, type Device } from '@/shared/media/devices';
import { playTestSound } from '@/shared/media/speaker-test';
import { useDeviceLists } from '@/shared/media/useDeviceLists';
import { useOverlays } from '@/shared/ui/Overlays';
import { Switch } from '@/shared/ui/Switch';
import { useAttempt } from '@/shared/ui/useAttempt';
import buttons from '../components/buttons.module.css';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import type { CallPanel, ControlKey, PanelProps } from './panel';
import styles from './settings.module.css';

/** «Настройки»: devices, noise suppression, traffic, and the layout. Changes apply at once. */
function SettingsPanel({ session, keys = [] }: PanelProps) {
  const devices = useCallState(session, (snapshot) => snapshot.devices);
  const showsReactions = useCallState(session, (snapshot) => snapshot.showsReactions);
  const mode = useCallState(session, ({ view }) => view.mode);
  const { noteFailure } = useOverlays();
  const attempt = useAttempt();
  const lists = useDeviceLists();
  const use = (change: Parameters<CallSession['chooseDevices']>[0]) =>
    void session.chooseDevices(change).catch(noteFailure);
  return (
    <div className={styles['settings']}>
      <Choice
        label={t('call.camera')}
        devices={lists.cameras}
        chosen={devices.camera}
        onChoose={(camera) => use({ camera })}
      />
      <Choice
        label={t('call.microphone')}
        devices={lists.microphones}
        chosen={devices.microphone}
        onChoose={(microphone) => use({ microphone })}
      />
      {canChooseSpeaker() && (
        <Choice
          label={t('call.speaker')}
          devices={lists.speakers}
          chosen={devices.speaker}
          onChoose={(speaker) => use({ speaker })}
        />
      )}
      <button
        type="button"
        className={clsx(buttons['button'], styles['test'])}
        onClick={() => attempt('sound', () => playTestSound(devices.speaker))}
      >
        {t('call.testSpeaker')}
      </button>
      <Switch
        label={t('call.noise')}
        hint={t('call.noiseHint')}
        isOn={devices.noiseSuppression}
        onTurn={(noiseSuppression) => use({ noiseSuppression })}
      />
      <Switch
        label={t('call.lowTraffic')}
        hint={t('call.lowTrafficHint')}
        isOn={devices.lowTraffic}
        onTurn={(lowTraffic) => use({ lowTraffic })}
      />
      <Switch
        label={t('call.speakerLarge')}
        hint={t('call.speakerLargeHint')}
        isOn={mode === 'speaker'}
        onTurn={(isOn) => session.look({ mode: isOn ? 'speaker' : 'grid', pin: undefined })}
      />
      <Switch
        label={t('call.showReactions')}
        hint={t('call.showReactionsHint')}
        isOn={showsReactions}
        onTurn={(isOn) => session.showReactions(isOn)}
      />
      <p className={styles['keys']}>{keysText(keys)}</p>
    </div>
  );
}

function keysText(keys: readonly ControlKey[]): string {
  const named = keys.map(({ key, label }) => {
    return t('call.key', { key: key.toUpperCase(), control: t(label).toLocaleLowerCase() });
  });
  return t('call.keys', { keys: named.join(', ') });
}

interface ChoiceProps {
  readonly label: string;
  readonly devices: readonly Device[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}

function Choice({ label, devices, chosen, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles['choice']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={chosenAmong(devices, chosen)}
        onChange={({ target }) => onChoose(target.value || undefined)}
      >
        <option value="">{t('call.deviceUsual')}</option>
        {besideUsual(devices).map((device) => (
          <option key={device.id} value={device.id}>
            {device.label || label}
          </option>
        ))}
      </select>
    </div>
  );
}

export const panel: CallPanel = {
  name: 'settings',
  title: 'call.panel.settings',
  Body: SettingsPanel,
};
