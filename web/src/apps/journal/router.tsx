import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { t } from '@/shared/i18n/text';
import { day } from '@/shared/school/days';
import { late } from '@/shared/ui/late';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { oneOf, searchBy, text } from '@/shared/ui/search';
import { useParamsOf, useSearchOf } from '@/shared/ui/use-page';
import { ownerFrom } from './addresses';
import { ClassesPage } from './ClassesPage';
import { DiaryPage } from './DiaryPage';
import { ForRole } from './ForRole';
import { Frame } from './Frame';
import { HomePage } from './HomePage';
import { LessonPage } from './LessonPage';
import { NotificationsPage } from './NotificationsPage';
import { NowherePage } from './NowherePage';
import { TimetablePage } from './TimetablePage';

const PANE = { waiting: <TextSkeleton rows={6} />, size: 'pane' } as const;

// Linking and the office are rarely used: they load on demand.
const LinkPage = late(() => import('./LinkPage').then((module) => module.LinkPage), PANE);
const OfficePage = late(() => import('./OfficePage').then((module) => module.OfficePage), PANE);

const root = createRootRoute({ staticData: { title: null }, notFoundComponent: NowherePage });

/** The pages that need a signed-in journal account. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  staticData: { title: null },
  component: Frame,
});

const byDay = searchBy({ on: day });

/** The first screen. */
const home = createRoute({
  getParentRoute: () => frame,
  path: '/journal',
  staticData: { title: () => t('journal.section') },
  component: HomePage,
});

/** A teacher's own week; `?on=` is a day of it, here and below. */
const timetable = createRoute({
  getParentRoute: () => frame,
  path: '/journal/timetable',
  staticData: { title: () => t('journal.section.timetable') },
  validateSearch: byDay,
  component: function Timetable() {
    return (
      <ForRole section="timetable">
        <TimetablePage on={useSearchOf(timetable).on} />
      </ForRole>
    );
  },
});

/** The classes of a teacher: the first of them, or one. */
const classes = createRoute({
  getParentRoute: () => frame,
  path: '/journal/classes',
  staticData: { title: () => t('timetable.classes') },
  validateSearch: byDay,
  component: function Classes() {
    return (
      <ForRole section="timetable">
        <ClassesPage on={useSearchOf(classes).on} />
      </ForRole>
    );
  },
});
const oneClass = createRoute({
  getParentRoute: () => frame,
  path: '/journal/classes/$classId',
  staticData: { title: () => t('timetable.classes') },
  validateSearch: byDay,
  component: function OneClass() {
    return (
      <ForRole section="timetable">
        <ClassesPage classId={useParamsOf(oneClass).classId} on={useSearchOf(oneClass).on} />
      </ForRole>
    );
  },
});

/** The diaries that the person may read: the first of them, or one. */
const diaries = createRoute({
  getParentRoute: () => frame,
  path: '/journal/diary',
  staticData: { title: () => t('journal.section.diary') },
  validateSearch: byDay,
  component: function Diaries() {
    return (
      <ForRole section="diary">
        <DiaryPage on={useSearchOf(diaries).on} />
      </ForRole>
    );
  },
});
const diary = createRoute({
  getParentRoute: () => frame,
  path: '/journal/diary/$studentId',
  staticData: { title: () => t('journal.section.diary') },
  validateSearch: byDay,
  component: function Diary() {
    return (
      <ForRole section="diary">
        <DiaryPage studentId={useParamsOf(diary).studentId} on={useSearchOf(diary).on} />
      </ForRole>
    );
  },
});

/** A lesson; `?class=` or `?diary=` is the week to return to. */
const lesson = createRoute({
  getParentRoute: () => frame,
  path: '/journal/lessons/$lessonId',
  staticData: { title: () => t('journal.lesson') },
  validateSearch: searchBy({ class: text, diary: text }),
  component: function Lesson() {
    const { diary: studentId, class: classId } = useSearchOf(lesson);
    return <LessonPage lessonId={useParamsOf(lesson).lessonId} from={ownerFrom(studentId, classId)} />;
  },
});

/** What the account is notified of. */
const notifications = createRoute({
  getParentRoute: () => frame,
  path: '/journal/notifications',
  staticData: { title: () => t('notifications.title') },
  component: NotificationsPage,
});

/** The office: the weekly timetable of `?class=`; `?view=week` shows the lessons of one week. */
const office = createRoute({
  getParentRoute: () => frame,
  path: '/journal/office',
  staticData: { title: () => t('journal.section.office') },
  validateSearch: searchBy({ class: text, view: oneOf('kept', 'week'), on: day }),
  component: function Office() {
    const { class: classId, view = 'kept', on } = useSearchOf(office);
    return (
      <ForRole section="office">
        <OfficePage classId={classId} view={view} on={on} />
      </ForRole>
    );
  },
});

/** The journal's side of the link request `?request=`. */
const link = createRoute({
  getParentRoute: () => root,
  path: '/journal/link',
  staticData: { title: () => t('linking.title') },
  validateSearch: searchBy({ request: text }),
  component: function Link() {
    return <LinkPage requestId={useSearchOf(link).request ?? ''} />;
  },
});

const pages = frame.addChildren([
  home,
  timetable,
  classes,
  oneClass,
  diaries,
  diary,
  lesson,
  office,
  notifications,
]);

/** Return the pages of the journal. */
export function makeRouter() {
  const routeTree = root.addChildren([pages, link]);
  // Failures are shown by the boundary around the whole page, in the chosen language.
  return createRouter({ routeTree, trailingSlash: 'never', disableGlobalCatchBoundary: true });
}
