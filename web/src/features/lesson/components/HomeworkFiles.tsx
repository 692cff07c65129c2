import { Icon24Attach } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { useRef, useState } from 'react';
import { newId } from '@/shared/api/ids';
import type { LessonRead } from '@/shared/api/schema';
import { upload } from '@/shared/api/uploads';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import { useWriteLesson } from '../api';
import { FileRow } from './FileRow';
import styles from './Lesson.module.css';

interface Coming {
  readonly id: string;
  readonly file: File;
  /** How much of it is uploaded, from 0 to 1. */
  readonly part: number;
}

/** The files of the homework, to add and to remove. */
export function HomeworkFiles({ lesson }: { lesson: LessonRead }) {
  const input = useRef<HTMLInputElement>(null);
  const [coming, setComing] = useState<readonly Coming[]>([]);
  const { mutateAsync, isPending } = useWriteLesson(lesson.id);
  const { note, noteFailure } = useOverlays();
  const { files } = lesson.homework;
  const known = useRef<readonly string[]>([]);
  if (!isPending && coming.length === 0) known.current = files.map(({ id }) => id);

  const keep = (ids: readonly string[]) => {
    known.current = ids;
    return mutateAsync({ homework_file_ids: [...ids] });
  };
  const add = async ({ id, file }: Coming) => {
    try {
      const onProgress = (part: number) =>
        setComing((all) => all.map((each) => (each.id === id ? { ...each, part } : each)));
      const brought = await upload({ id, name: file.name, blob: file, as: 'account', onProgress });
      await keep([...known.current, brought.id]);
    } catch (failure) {
      noteFailure(failure);
    } finally {
      setComing((all) => all.filter((each) => each.id !== id));
    }
  };
  const choose = (chosen: FileList | null) => {
    const more = [...(chosen ?? [])].map((file) => ({ id: newId(), file, part: 0 }));
    setComing((all) => [...all, ...more]);
    void more.reduce((before, each) => before.then(() => add(each)), Promise.resolve());
    if (input.current) input.current.value = '';
  };
  const remove = (fileId: string, name: string) => {
    const place = known.current.indexOf(fileId);
    if (place < 0) return;
    const others = () => known.current.filter((id) => id !== fileId);
    const undo = () => keep(others().toSpliced(place, 0, fileId)).catch(noteFailure);
    keep(others())
      .then(() => note({ text: t('lesson.fileRemoved', { name }), onUndo: () => void undo() }))
      .catch(noteFailure);
  };

  return (
    <div>
      <ul className={styles['files']} aria-label={t('lesson.files')}>
        {files.map((file) => (
          <li key={file.id}>
            <FileRow file={file} onRemove={() => remove(file.id, file.name)} />
          </li>
        ))}
        {coming.map(({ id, file, part }) => (
          <li key={id}>
            <FileRow file={file} part={part} />
          </li>
        ))}
      </ul>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('lesson.attach')}
        onChange={({ target }) => choose(target.files)}
      />
      <Button size="l" mode="tertiary" before={<Icon24Attach />} onClick={() => input.current?.click()}>
        {t('lesson.attach')}
      </Button>
    </div>
  );
}
