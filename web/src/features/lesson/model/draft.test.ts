import { expect, it } from 'vitest';
import { isWritten, withoutWritten } from './draft';

it('is level once all that was typed has been written', () => {
  const draft = { topic: 'Дроби', homework_text: '№ 12' };
  expect(isWritten(withoutWritten(draft, draft))).toBe(true);
  expect(isWritten({ topic: '' })).toBe(false);
});

it('keeps what was typed while an earlier version was on its way', () => {
  const sent = { topic: 'Дроби' };
  expect(withoutWritten({ topic: 'Дроби и проценты' }, sent)).toEqual({ topic: 'Дроби и проценты' });
  expect(withoutWritten({ ...sent, homework_text: '№ 12' }, sent)).toEqual({ homework_text: '№ 12' });
});
