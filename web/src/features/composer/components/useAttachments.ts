import { useState } from 'react';
import { t } from '@/shared/i18n/text';
import { MAX_FILE_SIZE, MAX_FILES, MAX_PICTURE_SIZE, takeFiles } from '../model/attachments';

const LIMITS: Readonly<Record<number, number>> = { [MAX_FILE_SIZE]: 50, [MAX_PICTURE_SIZE]: 20 };

/** Return the attached files and the functions to change them; rejected files are reported. */
export function useAttachments(onComplain: (words: string) => void) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const add = (added: readonly File[]) => {
    const taken = takeFiles(files, added);
    setFiles(taken.files);
    for (const { file, limit } of taken.refused) {
      const megabytes = t('composer.megabytes', { size: LIMITS[limit] ?? 0 });
      onComplain(t('composer.tooLarge', { name: file.name, limit: megabytes }));
    }
    if (taken.isFull) onComplain(t('composer.tooMany', { count: MAX_FILES }));
  };
  return {
    files,
    add,
    remove: (file: File) => setFiles((present) => present.filter((other) => other !== file)),
    drop: (sent: readonly File[]) => setFiles((present) => present.filter((other) => !sent.includes(other))),
  };
}
