import { t } from '@/shared/i18n/text';
import { MAX_FILE_SIZE, MAX_FILES, MAX_PICTURE_SIZE, takeFiles } from './attachments';

const LIMITS: Readonly<Record<number, number>> = { [MAX_FILE_SIZE]: 50, [MAX_PICTURE_SIZE]: 20 };

export type ChangeFiles = (change: (now: readonly File[]) => readonly File[]) => void;

/** Return the functions to change the attached files; rejected files are reported. */
export function attachmentsOf(
  files: readonly File[],
  onFiles: ChangeFiles,
  onComplain: (words: string) => void,
) {
  const add = (added: readonly File[]) => {
    const taken = takeFiles(files, added);
    onFiles((now) => takeFiles(now, added).files);
    for (const { file, limit } of taken.refused) {
      const megabytes = t('composer.megabytes', { size: LIMITS[limit] ?? 0 });
      onComplain(t('composer.tooLarge', { name: file.name, limit: megabytes }));
    }
    for (const { name } of taken.empty) onComplain(t('composer.emptyFile', { name }));
    if (taken.isFull) onComplain(t('composer.tooMany', { count: MAX_FILES }));
  };
  return {
    add,
    remove: (file: File) => onFiles((present) => present.filter((other) => other !== file)),
    drop: (sent: readonly File[]) => onFiles((present) => present.filter((other) => !sent.includes(other))),
  };
}
