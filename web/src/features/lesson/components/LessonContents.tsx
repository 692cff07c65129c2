import type { LessonRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { Card } from '@/shared/ui/Card';
import { FileRow } from './FileRow';
import styles from './Lesson.module.css';
import { LinkedText } from './LinkedText';

/** Topic and homework for students and guardians. */
export function LessonContents({ lesson: { topic, homework } }: { lesson: LessonRead }) {
  const hasHomework = homework.text !== '' || homework.files.length > 0;
  return (
    <>
      <Card title={t('lesson.topic')}>
        <p className={topic ? styles['words'] : styles['quiet']}>
          {topic ? <LinkedText>{topic}</LinkedText> : t('lesson.noTopic')}
        </p>
      </Card>
      <Card title={t('lesson.homework')}>
        {homework.text && (
          <p className={styles['words']}>
            <LinkedText>{homework.text}</LinkedText>
          </p>
        )}
        {!hasHomework && <p className={styles['quiet']}>{t('lesson.noHomework')}</p>}
        {homework.files.length > 0 && (
          <ul className={styles['files']} aria-label={t('lesson.files')}>
            {homework.files.map((file) => (
              <li key={file.id}>
                <FileRow file={file} />
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}
