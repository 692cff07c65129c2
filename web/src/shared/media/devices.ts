/** The camera, microphone and speaker for calls, stored in this browser. */

export interface Devices {
  /** Ids of the browser; undefined is the system's default. */
  readonly camera: string | undefined;
  readonly microphone: string | undefined;
  readonly speaker: string | undefined;
  readonly cameraOn: boolean;
  readonly microphoneOn: boolean;
  readonly noiseSuppression: boolean;
  /** Audio and shared screens only, no cameras. */
  readonly lowTraffic: boolean;
}

/** A device to choose; without permission the browser gives no labels. */
export interface Device {
  readonly id: string;
  readonly label: string;
}

export interface DeviceLists {
  readonly cameras: readonly Device[];
  readonly microphones: readonly Device[];
  readonly speakers: readonly Device[];
}

/** A video size in pixels, with its frame rate. */
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

/** Return the stored choice of this browser. */
export function loadDevices(): Devices {
  try {
    return chosenOf(JSON.parse(localStorage.getItem(REMEMBERED) ?? '{}'));
  } catch {
    return USUAL;
  }
}

/** Store the change; return all current choices. */
export function saveDevices(change: Partial<Devices>): Devices {
  const devices = { ...loadDevices(), ...change };
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify(devices));
  } catch {
    // The disk is full: the choice lasts for this call.
  }
  return devices;
}

/** Return the browser's devices. */
export async function listDevices(): Promise<DeviceLists> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const of = (kind: MediaDeviceKind) =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { cameras: of('videoinput'), microphones: of('audioinput'), speakers: of('audiooutput') };
}

/** Return the devices besides the system's default. */
export function besideUsual(devices: readonly Device[]): readonly Device[] {
  return devices.filter(({ id }) => id !== 'default');
}

/** Return the chosen device if it is present, else the empty value for the system's default. */
export function chosenAmong(devices: readonly Device[], chosen: string | undefined): string {
  return devices.find(({ id }) => id === chosen)?.id ?? '';
}

/** Call back whenever a device is plugged in or out. */
export function onDevicesChange(listener: () => void): () => void {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  devices?.addEventListener('devicechange', listener);
  return () => devices?.removeEventListener('devicechange', listener);
}

/** True if this browser can share a screen; those of phones cannot. */
export function canShareScreen(): boolean {
  return typeof (navigator.mediaDevices as MediaDevices | undefined)?.getDisplayMedia === 'function';
}

/** True if this browser can play to a chosen speaker. */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

/** True if this machine is too weak to encode a large video while decoding those of a class. */
export function isWeak(): boolean {
  return navigator.hardwareConcurrency <= WEAK_CORES;
}

/** Return the size and frame rate of the camera. */
export function cameraSize(): PictureSize {
  return isWeak() ? SMALL_PICTURE : USUAL_PICTURE;
}

/** Return the constraints for the chosen camera. */
export function cameraWanted({ camera }: Devices): MediaTrackConstraints {
  const { width, height, frameRate } = cameraSize();
  return {
    ...deviceWanted(camera),
    width: { ideal: width },
    height: { ideal: height },
    frameRate: { ideal: frameRate },
  };
}

/** Return the constraints for the chosen microphone. */
export function microphoneWanted({ microphone, noiseSuppression }: Devices): MediaTrackConstraints {
  return { ...deviceWanted(microphone), noiseSuppression, echoCancellation: true, autoGainControl: true };
}

function deviceWanted(id: string | undefined): MediaTrackConstraints {
  // A missing device must not keep a person out of a lesson.
  return id === undefined ? {} : { deviceId: { ideal: id } };
}

function chosenOf(stored: unknown): Devices {
  if (typeof stored !== 'object' || stored === null) return USUAL;
  const known = stored as Readonly<Record<string, unknown>>;
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
