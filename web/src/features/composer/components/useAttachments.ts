import { useState } from 'react';
import { t } from '@/shared/i18n/text';
import { LARGEST_FILE, LARGEST_PICTURE, MOST_FILES, takeFiles } from '../model/attachments';

const LIMITS: Readonly<Record<number, number>> = { [LARGEST_FILE]: 50, [LARGEST_PICTURE]: 20 };

/** Give the files that will go with the message; those that may not are complained about. */
export function useAttachments(onComplain: (words: string) => void) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const add = (added: readonly File[]) => {
    const taken = takeFiles(files, added);
    setFiles(taken.files);
    for (const { file, limit } of taken.refused) {
      const megabytes = t('composer.megabytes', { size: LIMITS[limit] ?? 0 });
      onComplain(t('composer.tooLarge', { name: file.name, limit: megabytes }));
    }
    if (taken.isFull) onComplain(t('composer.tooMany', { count: MOST_FILES }));
  };
  return {
    files,
    add,
    remove: (file: File) => setFiles((present) => present.filter((other) => other !== file)),
    clear: () => setFiles([]),
  };
}
