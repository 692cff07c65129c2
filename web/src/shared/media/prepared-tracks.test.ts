import { afterEach, expect, it } from 'vitest';
import { PreparedTracks, prepareTrack } from './prepared-tracks';

const shown: (() => void)[] = [];

afterEach(() => {
  for (const hide of shown.splice(0)) hide();
});

function track(): MediaStreamTrack {
  const made = {
    readyState: 'live',
    stop: () => Object.assign(made, { readyState: 'ended' }),
    clone: () => track(),
  };
  return made as unknown as MediaStreamTrack;
}

function show(): MediaStreamTrack {
  const camera = track();
  shown.push(prepareTrack('camera', camera));
  return camera;
}

it('gives a copy that lives on when the door stops its own', () => {
  const camera = show();
  const tried = new PreparedTracks();
  camera.stop();
  expect(tried.take('camera')?.readyState).toBe('live');
});

it('gives each device once', () => {
  show();
  const tried = new PreparedTracks();
  tried.take('camera');
  expect(tried.take('camera')).toBeUndefined();
});

it('gives nothing of a door that closed, or of a device that was pulled out', () => {
  const camera = show();
  camera.stop();
  expect(new PreparedTracks().take('camera')).toBeUndefined();
  show();
  for (const hide of shown.splice(0)) hide();
  expect(new PreparedTracks().take('camera')).toBeUndefined();
});

it('lets go of what nobody took', () => {
  show();
  const tried = new PreparedTracks();
  tried.stop();
  expect(tried.take('camera')).toBeUndefined();
});

it('lets go of one device and keeps the other', () => {
  show();
  shown.push(prepareTrack('microphone', track()));
  const tried = new PreparedTracks();
  tried.release('camera');
  expect(tried.take('camera')).toBeUndefined();
  expect(tried.take('microphone')?.readyState).toBe('live');
});
