import { expect, it } from 'vitest';
import { isWholePhone, maskPhone, plainPhone } from './phone';

it.each([
  ['+79001234567'],
  ['89001234567'],
  ['79001234567'],
  ['9001234567'],
  ['8 (900) 123-45-67'],
  ['+7 900 123 45 67'],
  [' +7-900-123-45-67 '],
  ['+7 89001234567'],
  ['+7 +79001234567'],
])('takes «%s» for the same Russian number', (typed) => {
  expect(plainPhone(typed)).toBe('+79001234567');
  expect(maskPhone(typed).text).toBe('+7 900 123-45-67');
  expect(isWholePhone(typed)).toBe(true);
});

it.each([
  ['', ''],
  ['+', '+'],
  ['8', '+7'],
  ['9', '+7 9'],
  ['+7 90', '+7 90'],
  ['+7 9001', '+7 900 1'],
  ['+7 900 1234', '+7 900 123-4'],
  ['+7 900 123-456', '+7 900 123-45-6'],
  ['+7 900 123-45-678', '+7 900 123-45-67'],
  ['+375291234567', '+375291234567'],
  ['буквы', ''],
])('writes «%s» as «%s» while it is typed', (typed, shown) => {
  expect(maskPhone(typed).text).toBe(shown);
});

it.each(['', '+', '+7', '+7 900 123-45-6', '+3752'])('asks for more digits after «%s»', (typed) => {
  expect(isWholePhone(typed)).toBe(false);
});

it('keeps the caret behind the digit that was typed in the middle', () => {
  // «+7 900 23-45» with 1 typed before the 2
  expect(maskPhone('+7 900 123-45', 8)).toEqual({ text: '+7 900 123-45', caret: 8 });
  expect(maskPhone('900', 1)).toEqual({ text: '+7 900', caret: 4 });
});

it('leaves a number of another country as it is', () => {
  expect(plainPhone('+375 29 123-45-67')).toBe('+375291234567');
  expect(isWholePhone('+375291234567')).toBe(true);
});
