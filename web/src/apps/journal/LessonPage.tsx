import { useMe } from '@/data/journal/me';
import type { WeekOwner } from '@/data/journal/week';
import { useProposal } from '@/features/attendance/api';
import { AttendanceCard } from '@/features/attendance/components/AttendanceCard';
import { useLesson, useRemoteLessons } from '@/features/lesson/api';
import { LessonContents } from '@/features/lesson/components/LessonContents';
import { LessonEditor } from '@/features/lesson/components/LessonEditor';
import { LessonHead } from '@/features/lesson/components/LessonHead';
import { RemoteCard } from '@/features/lesson/components/RemoteCard';
import { WayIn } from '@/features/lesson/components/WayIn';
import { SchoolChats } from '@/features/school-chats/components/SchoolChats';
import { useDiaries } from '@/features/timetable/api';
import type { LessonPage as Page } from '@/shared/api/schema';
import { daysLater } from '@/shared/school/days';
import { Fetched } from '@/shared/ui/Fetched';
import { usePageName } from '@/shared/ui/page-title';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { weekHref } from './addresses';
import styles from './Frame.module.css';
import { ownerInWords } from './owners';
import { sectionsOf } from './sections';
import { useLinked } from './useLink';

interface Props {
  readonly lessonId: string;
  /** The week to return to, if the address has one. */
  readonly from: WeekOwner | undefined;
}

/** One lesson: topic, homework, files, the distance lesson, and for its teacher the attendance. */
export function LessonPage({ lessonId, from }: Props) {
  const waiting = (
    <div className={styles['read']}>
      <TextSkeleton rows={8} />
    </div>
  );
  return (
    <Fetched query={useLesson(lessonId)} waiting={waiting} home="/journal">
      {(page) => <Lesson key={lessonId} page={page} from={from} />}
    </Fetched>
  );
}

function Lesson({ page, from }: { page: Page; from: WeekOwner | undefined }) {
  const { lesson, may } = page;
  const me = useMe();
  const linked = useLinked();
  const owner = useOwner(from);
  usePageName(`${lesson.subject}, ${lesson.class_title}`);
  const child = useDiaries().data?.find(({ id }) => owner?.kind === 'diary' && id === owner.id);
  const remotes = useRemoteLessons(lesson.on, daysLater(lesson.on, 1));
  const remote = remotes.data?.find(({ id }) => id === lesson.id);
  const wasHeld = remote?.state === 'running' || remote?.state === 'ended';
  const proposal = useProposal(lesson.id, may.confirm_attendance && wasHeld);
  const zone = me.school.time_zone;
  return (
    <>
      <LessonHead
        lesson={lesson}
        zone={zone}
        reader={me.name}
        back={owner ? weekHref(owner, lesson.on) : `/journal/diary?on=${lesson.on}`}
        about={child && ownerInWords(child)}
      />
      <div className={styles['read']}>
        <div className={styles['beside']}>
          {may.hold && !remotes.isPending && (
            <RemoteCard lesson={lesson} remote={remote} zone={zone} linked={linked} />
          )}
          {!may.hold && <WayIn remote={remote} zone={zone} isTeacher={false} linked={linked} />}
          {me.link && <SchoolChats classId={lesson.class_id} courseId={lesson.course_id} />}
        </div>
        <div className={styles['main']}>
          {may.edit ? <LessonEditor key={lesson.id} lesson={lesson} /> : <LessonContents lesson={lesson} />}
          {page.students.length > 0 && (
            <AttendanceCard page={page} proposal={proposal.data ?? NOTHING} zone={zone} />
          )}
        </div>
      </div>
    </>
  );
}

const NOTHING = [] as const;

/** The week to return to: the asked one, else the person's own, once it is known. */
function useOwner(from: WeekOwner | undefined): WeekOwner | undefined {
  const { roles } = useMe();
  const owners = useDiaries().data;
  if (from) return from;
  if (sectionsOf(roles).includes('timetable')) return { kind: 'mine' };
  const first = owners?.[0];
  return first && { kind: 'diary', id: first.id };
}
