import { Button, Input, Textarea } from '@vkontakte/vkui';
import { errorText } from '@/shared/api/error-text';
import type { LessonRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { Field } from '@/shared/person/Field';
import { Card } from '@/shared/ui/Card';
import { HomeworkFiles } from './HomeworkFiles';
import styles from './Lesson.module.css';
import { type Saving, useLessonInput } from './useLessonInput';

const MAX_TOPIC_LENGTH = 300;
const MAX_HOMEWORK_LENGTH = 10_000;

/** Topic and homework for the teacher; saved automatically. */
export function LessonEditor({ lesson }: { lesson: LessonRead }) {
  const { topic, homework, saving, failure, write, flush } = useLessonInput(lesson);
  return (
    <Card
      title={t('lesson.contents')}
      aside={<SavingState saving={saving} failure={failure} onRetry={flush} />}
    >
      <div className={styles['fields']}>
        <Field label={t('lesson.topic')}>
          {(ties) => (
            <Input
              {...ties}
              name="topic"
              value={topic}
              maxLength={MAX_TOPIC_LENGTH}
              placeholder={t('lesson.topicPlaceholder')}
              onChange={({ target }) => write({ topic: target.value })}
              onBlur={flush}
            />
          )}
        </Field>
        <Field label={t('lesson.homework')}>
          {({ id, slotProps }) => (
            <Textarea
              id={id}
              slotProps={{ textArea: slotProps.input }}
              name="homework"
              rows={3}
              value={homework}
              maxLength={MAX_HOMEWORK_LENGTH}
              placeholder={t('lesson.homeworkPlaceholder')}
              onChange={({ target }) => write({ homework_text: target.value })}
              onBlur={flush}
            />
          )}
        </Field>
        <HomeworkFiles lesson={lesson} />
      </div>
    </Card>
  );
}

interface StateProps {
  readonly saving: Saving;
  readonly failure: unknown;
  readonly onRetry: () => void;
}

function SavingState({ saving, failure, onRetry }: StateProps) {
  return (
    <div className={styles['saving']} role="status">
      {saving === 'failed' ? (
        <>
          <span className={styles['failed']}>{errorText(failure)}</span>
          <Button size="l" mode="secondary" onClick={onRetry}>
            {t('lesson.saveAgain')}
          </Button>
        </>
      ) : (
        t(saving === 'saving' ? 'lesson.saving' : 'lesson.saved')
      )}
    </div>
  );
}
