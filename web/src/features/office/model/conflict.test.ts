import { beforeAll, expect, it } from 'vitest';
import { ApiError, NetworkError } from '@/shared/api/errors';
import { startTestTexts } from '@/shared/testing/texts';
import { officeErrorTexts } from './conflict';

beforeAll(startTestTexts);

const where = { subject: 'Физика', class_title: '8А', number: 3 };
const igor = { last_name: 'Лебедев', first_name: 'Игорь', patronymic: 'Павлович' };

it.each([
  [
    'teacher_busy',
    { who: igor, on: '2026-11-24' },
    'Лебедев Игорь Павлович в это время ведёт урок «Физика» в 8А: вторник, 24 ноября',
  ],
  ['class_busy', { weekday: 2 }, 'у 8А в это время «Физика»: вторник'],
  ['classroom_busy', { classroom: '119', weekday: 5 }, 'в кабинете 119 в это время «Физика» у 8А: пятница'],
  ['subgroup_busy', { on: '2026-11-24' }, 'у неё в это время «Физика» (8А)'],
])('explains %s', (code, extra, words) => {
  expect(officeErrorTexts(new ApiError(409, code, '', { ...where, ...extra }))[0]).toContain(words);
});

it('leaves all else to the general words', () => {
  expect(officeErrorTexts(new ApiError(422, 'no_bell', ''))[0]).toContain('нет урока с таким номером');
  expect(officeErrorTexts(new NetworkError())[0]).toContain('Нет связи');
});

it('explains all conflicts at once', () => {
  const conflicts = [
    { ...where, code: 'teacher_busy', who: igor, on: '2026-11-24' },
    { ...where, code: 'classroom_busy', classroom: '119', on: '2026-11-24' },
  ];
  const texts = officeErrorTexts(new ApiError(409, 'teacher_busy', '', { ...conflicts[0], conflicts }));
  expect(texts.map((text) => text.split(':')[0])).toEqual(['Учитель занят', 'Кабинет занят']);
});
