import { t } from '@/shared/i18n/text';
import type { Previewed } from '../kind';

/** Return the files of a message in one line. */
export function filesInWords(files: Previewed['files']): string {
  const [first] = files;
  if (!first) return '';
  if (files.every(({ kind }) => kind === 'picture')) return t('messages.pictures', { count: files.length });
  return files.length === 1 ? first.name : t('messages.files', { count: files.length });
}
