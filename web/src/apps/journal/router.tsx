import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { late } from '@/shared/ui/late';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { ClassesPage } from './ClassesPage';
import { DiaryPage } from './DiaryPage';
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

const root = createRootRoute({ notFoundComponent: NowherePage });

/** The pages that need a signed-in journal account. */
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame });

/** The first screen. */
const home = createRoute({ getParentRoute: () => frame, path: '/journal', component: HomePage });

/** A teacher's own week; `?on=` is a day of it, here and below. */
const timetable = createRoute({
  getParentRoute: () => frame,
  path: '/journal/timetable',
  component: TimetablePage,
});

/** The classes of a teacher: the first of them, or one. */
const classes = createRoute({
  getParentRoute: () => frame,
  path: '/journal/classes',
  component: ClassesPage,
});
const oneClass = createRoute({
  getParentRoute: () => frame,
  path: '/journal/classes/$classId',
  component: ClassesPage,
});

/** The diaries that the person may read: the first of them, or one. */
const diaries = createRoute({
  getParentRoute: () => frame,
  path: '/journal/diary',
  component: DiaryPage,
});
const diary = createRoute({
  getParentRoute: () => frame,
  path: '/journal/diary/$studentId',
  component: DiaryPage,
});

/** A lesson; `?class=` or `?diary=` is the week to return to. */
const lesson = createRoute({
  getParentRoute: () => frame,
  path: '/journal/lessons/$lessonId',
  component: LessonPage,
});

/** What the account is notified of. */
const notifications = createRoute({
  getParentRoute: () => frame,
  path: '/journal/notifications',
  component: NotificationsPage,
});

/** The office: the weekly timetable of `?class=`; `?view=week` shows the lessons of one week. */
const office = createRoute({ getParentRoute: () => frame, path: '/journal/office', component: OfficePage });

/** The journal's side of the link request `?request=`. */
const link = createRoute({ getParentRoute: () => root, path: '/journal/link', component: LinkPage });

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
