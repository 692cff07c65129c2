import { join } from 'node:path';
import { expect, expectTypeOf, test, vi } from 'vitest';
import { keysIn, modulesReachedFrom, readTexts, SOURCES } from '@/../tools/texts.mjs';
import type { TextKey } from './keys';
import { onUnknownText, t } from './text';

test('a text brings its words and arguments', () => {
  expect(t('ui.unread', { count: 3 })).toBe('3 непрочитанных');
  expect(t('ui.step', { current: 1, total: 4 })).toBe('Шаг 1 из 4');
});

test('what does not fit a text does not compile', () => {
  expectTypeOf(t<'ui.unread'>).parameters.toEqualTypeOf<['ui.unread', { readonly count: number }]>();
  // @ts-expect-error: an argument is missing
  t('ui.unread');
  // @ts-expect-error: an argument is of another type
  t('ui.unread', { count: 'three' });
  // @ts-expect-error: an argument too many
  t('ui.unread', { count: 3, of: 5 });
  // @ts-expect-error: arguments of a text that has none
  t('ui.close', { count: 3 });
  // @ts-expect-error: no such text
  t('ui.closed');
  // @ts-expect-error: one of two texts has an argument
  t(Math.random() < 2 ? 'ui.close' : 'ui.unread');
});

test('what a newer server says is one calm sentence, and is reported', () => {
  const unknown = vi.fn();
  onUnknownText(unknown);
  expect(t('ui.invented' as TextKey)).toBe('Это новая возможность Парты. Обновите страницу.');
  expect(unknown).toHaveBeenCalledExactlyOnceWith('ui.invented');
});

test('a module is given the texts that it names, in full or by their beginning', () => {
  const code = "t('ui.close'); t(`attendance.letter.$" + "{state}`); // 'ui.back'";
  const keys = keysIn(code, join(SOURCES, 'features/attendance/Row.tsx'), readTexts());
  expect(keys).toEqual(expect.arrayContaining(['ui.close', 'attendance.letter.ill']));
  expect(keys).not.toContain('ui.back');
  expect(keys).not.toContain('attendance.state.ill');
});

test('a page reaches its late chunks, and nothing of the others', () => {
  const modules = [...modulesReachedFrom(join(SOURCES, 'apps/id/main.tsx')).keys()];
  expect(modules).toContain(join(SOURCES, 'apps/id/ProfilePage.tsx'));
  expect(modules.filter((file) => file.includes('/apps/') && !file.includes('/apps/id/'))).toEqual([]);
});
