/** The browser's camera, microphone and audio in tests. */
import { onTestFinished, vi } from 'vitest';

type Kind = 'camera' | 'microphone';

interface Browser {
  /** The error name with which a device is refused. */
  readonly refuses: Partial<Record<Kind, string>>;
  /** Devices that are plugged in, by name. */
  readonly cameras: readonly string[];
  readonly microphones: readonly string[];
  /** True if the page was loaded with encryption. */
  readonly isSecure: boolean;
}

interface FakeBrowser {
  /** The running tracks. */
  readonly running: () => readonly string[];
  /** The number of prompts. */
  readonly questions: () => number;
  /** Fires a change of devices or permissions. */
  readonly change: (change: Partial<Browser>) => void;
}

class FakeTrack {
  readyState = 'live';
  enabled = true;
  onended: (() => void) | null = null;

  constructor(readonly kind: 'video' | 'audio') {}

  stop(): void {
    this.readyState = 'ended';
  }

  clone(): FakeTrack {
    return new FakeTrack(this.kind);
  }
}

class FakeStream {
  constructor(readonly tracks: readonly FakeTrack[]) {}

  getTracks = () => this.tracks;
  getVideoTracks = () => this.tracks.filter(({ kind }) => kind === 'video');
  getAudioTracks = () => this.tracks.filter(({ kind }) => kind === 'audio');
}

/** Silent audio. */
class FakeAudio {
  readonly state = 'running';
  createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: () => undefined });
  createMediaStreamSource = () => ({ connect: () => undefined });
  close = async () => undefined;
}

/** Install a fake camera and microphone, until the test ends. */
export function fakeBrowser(given: Partial<Browser> = {}): FakeBrowser {
  let browser: Browser = {
    refuses: {},
    cameras: ['Веб-камера'],
    microphones: ['Гарнитура'],
    isSecure: true,
    ...given,
  };
  const changed = new EventTarget();
  const tracks: FakeTrack[] = [];
  const ask = vi.fn(async ({ video, audio }: MediaStreamConstraints) => {
    const name = (video && browser.refuses.camera) || (audio && browser.refuses.microphone);
    if (name) throw Object.assign(new Error(name === 'NotAllowedError' ? 'Permission denied' : ''), { name });
    const more = [...(video ? ['video' as const] : []), ...(audio ? ['audio' as const] : [])];
    const taken = more.map((kind) => new FakeTrack(kind));
    tracks.push(...taken);
    return new FakeStream(taken);
  });
  const listed = (kind: string, labels: readonly string[]) =>
    labels.map((label) => ({ kind, label, deviceId: label }));
  replace(navigator, 'mediaDevices', {
    getUserMedia: ask,
    getDisplayMedia: ask,
    enumerateDevices: async () => [
      ...listed('videoinput', browser.cameras),
      ...listed('audioinput', browser.microphones),
    ],
    addEventListener: changed.addEventListener.bind(changed),
    removeEventListener: changed.removeEventListener.bind(changed),
  });
  replace(globalThis, 'isSecureContext', () => browser.isSecure, true);
  replace(globalThis, 'MediaStream', FakeStream);
  replace(globalThis, 'AudioContext', FakeAudio);
  return {
    running: () => tracks.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind),
    questions: () => ask.mock.calls.length,
    change: (change) => {
      browser = { ...browser, ...change };
      changed.dispatchEvent(new Event('devicechange'));
    },
  };
}

/** Replace or add a property of the browser. */
function replace(owner: object, name: string, value: unknown, isAsked = false): void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  const told = isAsked ? { get: value as () => unknown } : { value };
  Object.defineProperty(owner, name, { configurable: true, ...told });
  onTestFinished(() => {
    if (before) Object.defineProperty(owner, name, before);
    else Reflect.deleteProperty(owner, name);
  });
}
