import { expect, it } from 'vitest';
import { pastedFiles } from './pasted';

const picture = new File(['x'], 'image.png', { type: 'image/png' });
const copied = (text: string, ...files: File[]) => ({
  files: files as unknown as FileList,
  getData: (kind: string) => (kind === 'text/plain' ? text : ''),
});

it.each([
  ['cells of a spreadsheet, which also come as a picture', copied('1\t2\n3\t4', picture), []],
  ['a picture of a page', copied('', picture), [picture]],
  ['a file with its name', copied('image.png', picture), [picture]],
  ['a file with its path', copied('C:\\Фото\\image.png\r\n', picture), [picture]],
  ['plain text', copied('Завтра в 8'), []],
])('%s', (_what, clipboard, files) => {
  expect(pastedFiles(clipboard)).toEqual(files);
});
