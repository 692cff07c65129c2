import { expect, it } from 'vitest';
import { withSent } from './sent-files';

const blob = new Blob(['x']);
const file = (id: string, uploadedId: string | null) => ({
  id,
  uploadedId,
  name: id,
  type: 'image/png',
  size: 1,
});

it('knows by the server’s id what was sent from here, and forgets the oldest', () => {
  const none = new Map<string, never>();
  const blobs = new Map(Array.from({ length: 80 }, (_, at) => [`here-${at}`, blob]));
  expect(withSent(none, [file('here-1', null), file('elsewhere', 'there')], blobs)).toBe(none);
  const one = withSent(none, [file('here-1', 'there-1')], blobs);
  expect(one).toEqual(new Map([['there-1', { id: 'here-1', blob }]]));
  const files = Array.from({ length: 80 }, (_, at) => file(`here-${at}`, `there-${at}`));
  expect([...withSent(one, files, blobs).keys()].at(-1)).toBe('there-79');
  expect(withSent(one, files, blobs).has('there-1')).toBe(false);
});
