/** The browser's camera, microphone and sound in tests. */
import { onTestFinished, vi } from 'vitest';

type Kind = 'camera' | 'microphone';

interface Browser {
  /** Why a device is not given, by the name that browsers call it. */
  readonly refuses: Partial<Record<Kind, string>>;
  /** Devices that are plugged in, by name. */
  readonly cameras: readonly string[];
  readonly microphones: readonly string[];
  /** Whether the page came encrypted. */
  readonly isSecure: boolean;
}

interface PlayedBrowser {
  /** What runs now. */
  readonly running: () => readonly string[];
  /** How often the person was asked. */
  readonly questions: () => number;
  /** Something changed: plugged in or out, given or taken. */
  readonly change: (change: Partial<Browser>) => void;
}

class PlayedTrack {
  readyState = 'live';
  enabled = true;
  onended: (() => void) | null = null;

  constructor(readonly kind: 'video' | 'audio') {}

  stop(): void {
    this.readyState = 'ended';
  }

  clone(): PlayedTrack {
    return new PlayedTrack(this.kind);
  }
}

class PlayedStream {
  constructor(readonly tracks: readonly PlayedTrack[]) {}

  getTracks = () => this.tracks;
  getVideoTracks = () => this.tracks.filter(({ kind }) => kind === 'video');
  getAudioTracks = () => this.tracks.filter(({ kind }) => kind === 'audio');
}

/** A room so quiet that nothing is heard. */
class QuietAudio {
  readonly state = 'running';
  createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: () => undefined });
  createMediaStreamSource = () => ({ connect: () => undefined });
  close = async () => undefined;
}

/** Have a camera and a microphone as this browser gives them, until the test is over. */
export function playBrowser(given: Partial<Browser> = {}): PlayedBrowser {
  let browser: Browser = {
    refuses: {},
    cameras: ['Веб-камера'],
    microphones: ['Гарнитура'],
    isSecure: true,
    ...given,
  };
  const changed = new EventTarget();
  const tracks: PlayedTrack[] = [];
  const ask = vi.fn(async ({ video, audio }: MediaStreamConstraints) => {
    const name = (video && browser.refuses.camera) || (audio && browser.refuses.microphone);
    if (name) throw Object.assign(new Error(name === 'NotAllowedError' ? 'Permission denied' : ''), { name });
    const more = [...(video ? ['video' as const] : []), ...(audio ? ['audio' as const] : [])];
    const taken = more.map((kind) => new PlayedTrack(kind));
    tracks.push(...taken);
    return new PlayedStream(taken);
  });
  const listed = (kind: string, labels: readonly string[]) =>
    labels.map((label) => ({ kind, label, deviceId: label }));
  replace(navigator, 'mediaDevices', {
    getUserMedia: ask,
    enumerateDevices: async () => [
      ...listed('videoinput', browser.cameras),
      ...listed('audioinput', browser.microphones),
    ],
    addEventListener: changed.addEventListener.bind(changed),
    removeEventListener: changed.removeEventListener.bind(changed),
  });
  replace(globalThis, 'isSecureContext', () => browser.isSecure, true);
  replace(globalThis, 'MediaStream', PlayedStream);
  replace(globalThis, 'AudioContext', QuietAudio);
  return {
    running: () => tracks.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind),
    questions: () => ask.mock.calls.length,
    change: (change) => {
      browser = { ...browser, ...change };
      changed.dispatchEvent(new Event('devicechange'));
    },
  };
}

/** Put something in the place of what the browser has, or lacks. */
function replace(owner: object, name: string, value: unknown, isAsked = false): void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  const told = isAsked ? { get: value as () => unknown } : { value };
  Object.defineProperty(owner, name, { configurable: true, ...told });
  onTestFinished(() => {
    if (before) Object.defineProperty(owner, name, before);
    else Reflect.deleteProperty(owner, name);
  });
}
