/** Which camera, microphone and speaker a person uses in calls, remembered in this browser. */

export interface Devices {
  /** Ids of the browser; undefined is the system's own choice. */
  readonly camera: string | undefined;
  readonly microphone: string | undefined;
  readonly speaker: string | undefined;
  readonly cameraOn: boolean;
  readonly microphoneOn: boolean;
  readonly noiseSuppression: boolean;
  /** Sound and shared screens only, no cameras. */
  readonly lowTraffic: boolean;
}

/** A device that can be chosen; without a permission the browser tells no labels. */
export interface Device {
  readonly id: string;
  readonly label: string;
}

export interface DeviceLists {
  readonly cameras: readonly Device[];
  readonly microphones: readonly Device[];
  readonly speakers: readonly Device[];
}

/** A picture in points, and how many of it there are a second. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}

const USUAL_PICTURE: PictureSize = { width: 1280, height: 720, frameRate: 30 };
const SMALL_PICTURE: PictureSize = { width: 640, height: 360, frameRate: 24 };
const WEAK_CORES = 2;
const REMEMBERED = 'parta.devices';

const USUAL: Devices = {
  camera: undefined,
  microphone: undefined,
  speaker: undefined,
  cameraOn: true,
  microphoneOn: true,
  noiseSuppression: true,
  lowTraffic: false,
};

/** Give what was chosen last time in this browser. */
export function loadDevices(): Devices {
  try {
    return chosenOf(JSON.parse(localStorage.getItem(REMEMBERED) ?? '{}'));
  } catch {
    return USUAL;
  }
}

/** Remember what was chosen; give all that holds now. */
export function saveDevices(change: Partial<Devices>): Devices {
  const devices = { ...loadDevices(), ...change };
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify(devices));
  } catch {
    // A full disk: the choice holds for this call.
  }
  return devices;
}

/** Ask the browser what can be chosen. */
export async function listDevices(): Promise<DeviceLists> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const of = (kind: MediaDeviceKind) =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { cameras: of('videoinput'), microphones: of('audioinput'), speakers: of('audiooutput') };
}

/** Give the devices to choose from beside the system's own choice. */
export function besideUsual(devices: readonly Device[]): readonly Device[] {
  return devices.filter(({ id }) => id !== 'default');
}

/** Give the chosen device as long as it is there; else it is the system's own choice, the empty word of a form. */
export function chosenAmong(devices: readonly Device[], chosen: string | undefined): string {
  return devices.find(({ id }) => id === chosen)?.id ?? '';
}

/** Call back whenever a device is plugged in or out. */
export function onDevicesChange(listener: () => void): () => void {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  devices?.addEventListener('devicechange', listener);
  return () => devices?.removeEventListener('devicechange', listener);
}

/** Tell whether this browser can send the sound to a chosen speaker. */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

/** Whether this machine is too weak to pack a large picture of its own beside unpacking those of a class. */
export function isWeak(): boolean {
  return navigator.hardwareConcurrency <= WEAK_CORES;
}

/** Give how large the camera's picture is, and how many there are a second. */
export function cameraSize(): PictureSize {
  return isWeak() ? SMALL_PICTURE : USUAL_PICTURE;
}

/** Give the constraints for the chosen camera. */
export function cameraWanted({ camera }: Devices): MediaTrackConstraints {
  const { width, height, frameRate } = cameraSize();
  return {
    ...deviceWanted(camera),
    width: { ideal: width },
    height: { ideal: height },
    frameRate: { ideal: frameRate },
  };
}

/** Give the constraints for the chosen microphone. */
export function microphoneWanted({ microphone, noiseSuppression }: Devices): MediaTrackConstraints {
  return { ...deviceWanted(microphone), noiseSuppression, echoCancellation: true, autoGainControl: true };
}

function deviceWanted(id: string | undefined): MediaTrackConstraints {
  // A device that is not plugged in today must not keep a person out of a lesson.
  return id === undefined ? {} : { deviceId: { ideal: id } };
}

function chosenOf(kept: unknown): Devices {
  if (typeof kept !== 'object' || kept === null) return USUAL;
  const known = kept as Readonly<Record<string, unknown>>;
  const id = (name: string) => (typeof known[name] === 'string' ? known[name] : undefined);
  const is = (name: keyof Devices) => (typeof known[name] === 'boolean' ? known[name] : USUAL[name] === true);
  return {
    camera: id('camera'),
    microphone: id('microphone'),
    speaker: id('speaker'),
    cameraOn: is('cameraOn'),
    microphoneOn: is('microphoneOn'),
    noiseSuppression: is('noiseSuppression'),
    lowTraffic: is('lowTraffic'),
  };
}
