import { useCallback, useEffect, useRef, useState } from 'react';
import { type DeviceError, explainDeviceError } from '@/shared/media/device-error';
import {
  cameraWanted,
  type Devices,
  loadDevices,
  microphoneWanted,
  onDevicesChange,
  saveDevices,
} from '@/shared/media/devices';
import { type DeviceKind, prepareTrack } from '@/shared/media/prepared-tracks';
import { useDeviceLists } from '@/shared/media/useDeviceLists';

/** The state of a device test. */
export type Trial =
  | { readonly state: 'off' }
  | { readonly state: 'asking' }
  | { readonly state: 'running'; readonly track: MediaStreamTrack }
  | { readonly state: 'refused'; readonly why: DeviceError };

type Question = Promise<MediaStream | DeviceError>;

/** The test of camera and microphone before a call: the choice, the running tracks, the errors. */
export function useTrial() {
  const [devices, setDevices] = useState(loadDevices);
  const both = useRef<Question>(undefined);
  const { cameraOn, microphoneOn, camera, microphone, noiseSuppression } = devices;
  useEffect(() => {
    // Requesting both at once shows one browser prompt instead of two.
    if (loadDevices().cameraOn && loadDevices().microphoneOn) {
      both.current ??= ask({ video: cameraWanted(loadDevices()), audio: microphoneWanted(loadDevices()) });
    }
    const asked = both.current;
    return () => {
      void asked?.then((answer) => {
        if (typeof answer !== 'string') for (const track of answer.getTracks()) track.stop();
      });
    };
  }, []);
  const trials = {
    camera: useTrack('camera', cameraOn, `${camera}`, both),
    microphone: useTrack('microphone', microphoneOn, `${microphone} ${noiseSuppression}`, both),
  };
  const change = useCallback((part: Partial<Devices>) => setDevices(saveDevices(part)), []);
  // Labels are available once a device runs.
  const lists = useDeviceLists(`${trials.camera.trial.state} ${trials.microphone.trial.state}`);
  return { devices, change, lists, ...trials };
}

/** One device that runs while it is on; another `choice` opens another device. */
function useTrack(
  kind: DeviceKind,
  isOn: boolean,
  choice: string,
  both: { readonly current: Question | undefined },
): { readonly trial: Trial; readonly retry: () => void } {
  const [trial, setTrial] = useState<Trial>({ state: isOn ? 'asking' : 'off' });
  const [tries, setTries] = useState(0);
  const retry = useCallback(() => setTries((count) => count + 1), []);
  const hasFailed = trial.state === 'refused';

  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice and another try open anew
  useEffect(() => {
    if (!isOn) return setTrial({ state: 'off' });
    setTrial({ state: 'asking' });
    let isOver = false;
    let running: MediaStreamTrack | undefined;
    let hide: () => void = () => undefined;
    void open(kind, tries === 0 ? both.current : undefined).then((answer) => {
      if (typeof answer === 'string') {
        if (!isOver) setTrial({ state: 'refused', why: answer });
        return;
      }
      if (isOver) return answer.stop();
      running = answer;
      hide = prepareTrack(kind, answer);
      answer.onended = () => setTrial({ state: 'refused', why: 'busy' });
      setTrial({ state: 'running', track: answer });
    });
    return () => {
      isOver = true;
      hide();
      if (running) running.onended = null;
      running?.stop();
    };
  }, [kind, isOn, choice, tries]);

  // Retry at once when a permission or a device becomes available.
  useEffect(() => {
    if (!hasFailed) return;
    const stopMeasuring = onDevicesChange(retry);
    const stopWatching = onPermissionChange(kind, retry);
    return () => {
      stopMeasuring();
      stopWatching();
    };
  }, [hasFailed, kind, retry]);
  return { trial, retry };
}

async function open(kind: DeviceKind, both: Question | undefined): Promise<MediaStreamTrack | DeviceError> {
  const together = await both;
  // A dismissed prompt would only appear again.
  if (together === 'dismissed' || together === 'insecure') return together;
  const shared = typeof together === 'object' ? trackOf(kind, together) : undefined;
  if (shared?.readyState === 'live') return shared;
  const devices = loadDevices();
  const answer = await ask(
    kind === 'camera' ? { video: cameraWanted(devices) } : { audio: microphoneWanted(devices) },
  );
  return typeof answer === 'string' ? answer : (trackOf(kind, answer) ?? 'none');
}

function trackOf(kind: DeviceKind, stream: MediaStream): MediaStreamTrack | undefined {
  return (kind === 'camera' ? stream.getVideoTracks() : stream.getAudioTracks())[0];
}

async function ask(wanted: MediaStreamConstraints): Question {
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (failure) {
    return explainDeviceError(failure);
  }
}

/** Call back when a permission changes in the browser's settings. */
function onPermissionChange(kind: DeviceKind, listener: () => void): () => void {
  let status: PermissionStatus | undefined;
  let isOver = false;
  navigator.permissions
    ?.query({ name: kind as PermissionName })
    .then((found) => {
      status = found;
      if (!isOver) found.onchange = listener;
    })
    // Some browsers do not know these names: the retry button remains.
    .catch(() => undefined);
  return () => {
    isOver = true;
    if (status) status.onchange = null;
  };
}
