import { expect, it } from 'vitest';
import cases from './cases.json';
import { splitWords, withWords } from './words';

it.each(cases.words as [string, string[]][])('splits «%s» into %j', (text, words) => {
  expect(splitWords(text)).toEqual(words);
});

it.each([
  ['7б', ['7Б, класс']],
  ['соф', ['Клуб «Софья–Мария»']],
  ['мария клуб', ['Клуб «Софья–Мария»']],
  ['класс клуб', []],
  [' ', ['7Б, класс', 'Клуб «Софья–Мария»']],
])('by «%s» finds %j', (query, found) => {
  expect(withWords(['7Б, класс', 'Клуб «Софья–Мария»'], query, (title) => title)).toEqual(found);
});
