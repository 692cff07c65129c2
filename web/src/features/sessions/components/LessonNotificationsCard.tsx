import { Icon28EducationOutline } from '@vkontakte/icons';
import { Button, ButtonGroup } from '@vkontakte/vkui';
import { serverNow } from '@/shared/clock';
import { t } from '@/shared/i18n/text';
import { dayAndTime, saidAsSchoolTime } from '@/shared/i18n/time';
import { Card } from '@/shared/ui/Card';
import rows from '@/shared/ui/rows.module.css';
import { useNotifications, useReadNotification } from '../api';
import { type LessonNotification, lessonsIn } from '../model/lessons';

/** Unread notifications of published distance lessons; nothing without any. */
export function LessonNotificationsCard() {
  const { data } = useNotifications();
  const lessons = lessonsIn(data ?? [], serverNow());
  if (lessons.length === 0) return null;
  return (
    <Card title={t('id.lessons.title')}>
      <ul className={rows['rows']}>
        {lessons.map((lesson) => (
          <LessonRow key={lesson.id} lesson={lesson} />
        ))}
      </ul>
    </Card>
  );
}

function LessonRow({ lesson }: { lesson: LessonNotification }) {
  const read = useReadNotification();
  const { id, lessonId, title, startsAt, zone, child } = lesson;
  const at = dayAndTime(startsAt, new Date(serverNow()), zone);
  const moment = saidAsSchoolTime(at, startsAt, zone);
  return (
    <li className={rows['row']}>
      <Icon28EducationOutline />
      <div className={rows['text']}>
        <div className={rows['title']}>{title}</div>
        <div className={rows['more']}>{child ? t('id.lessons.ofChild', { child, moment }) : moment}</div>
      </div>
      <ButtonGroup>
        <Button Component="a" href={`/lesson/${lessonId}`} size="m" onClick={() => read.mutate(id)}>
          {t('id.lessons.open')}
        </Button>
        <Button mode="secondary" size="m" loading={read.isPending} onClick={() => read.mutate(id)}>
          {t('id.lessons.read')}
        </Button>
      </ButtonGroup>
    </li>
  );
}
