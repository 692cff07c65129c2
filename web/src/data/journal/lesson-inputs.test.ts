import { expect, it } from 'vitest';
import { isEmpty, withoutSaved } from './lesson-inputs';

it('is empty once all that was typed has been saved', () => {
  const text = { topic: 'Дроби', homework_text: '№ 12' };
  expect(isEmpty(withoutSaved(text, text))).toBe(true);
  expect(isEmpty({ topic: '' })).toBe(false);
});

it('keeps what was typed while an earlier version was on its way', () => {
  const sent = { topic: 'Дроби' };
  expect(withoutSaved({ topic: 'Дроби и проценты' }, sent)).toEqual({ topic: 'Дроби и проценты' });
  expect(withoutSaved({ ...sent, homework_text: '№ 12' }, sent)).toEqual({ homework_text: '№ 12' });
});
