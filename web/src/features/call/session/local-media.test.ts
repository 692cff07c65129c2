import type { Room } from 'livekit-client';
import { expect, it } from 'vitest';
import { loadDevices } from '@/shared/media/devices';
import { PreparedTracks } from '@/shared/media/prepared-tracks';
import type { Library } from './library';
import { LocalMedia } from './local-media';

it('tells once that the microphone that is sent was unplugged, and nothing after the call', () => {
  const lost: string[] = [];
  const media = new LocalMedia(
    loadDevices(),
    new PreparedTracks(),
    () => undefined,
    (kind) => lost.push(kind),
  );
  const headset = new EventTarget();
  const sent = { microphone: { track: { mediaStreamTrack: headset } } };
  const localParticipant = { getTrackPublication: (source: keyof typeof sent) => sent[source] };
  const sources = { Track: { Source: { Microphone: 'microphone', Camera: 'camera' } } };
  media.attach({ localParticipant } as unknown as Room, sources as unknown as Library);
  media.watch();
  media.watch();
  headset.dispatchEvent(new Event('ended'));
  expect(lost).toEqual(['microphone']);
  media.stop();
  headset.dispatchEvent(new Event('ended'));
  expect(lost).toEqual(['microphone']);
});
