import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { ClassesPage } from './ClassesPage';
import { DiaryPage } from './DiaryPage';
import { Frame } from './Frame';
import { HomePage } from './HomePage';
import { LessonPage } from './LessonPage';
import { NowherePage } from './NowherePage';
import { TimetablePage } from './TimetablePage';

// One links once, and few people work in the office: what that needs loads when it is needed.
const LinkPage = lazyRouteComponent(() => import('./LinkPage'), 'LinkPage');
const OfficePage = lazyRouteComponent(() => import('./OfficePage'), 'OfficePage');

const root = createRootRoute({ notFoundComponent: NowherePage });

/** All that needs somebody signed in to the journal. */
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

/** The diaries that one may read: the first of them, or one. */
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

/** A lesson; `?class=` or `?diary=` is the week from which one came. */
const lesson = createRoute({
  getParentRoute: () => frame,
  path: '/journal/lessons/$lessonId',
  component: LessonPage,
});

/** The office: the timetable as it is kept; `?class=` is whose, `?view=week` its lessons of one week. */
const office = createRoute({ getParentRoute: () => frame, path: '/journal/office', component: OfficePage });

/** The journal's side of the linking `?request=`. */
const link = createRoute({ getParentRoute: () => root, path: '/journal/link', component: LinkPage });

const pages = frame.addChildren([home, timetable, classes, oneClass, diaries, diary, lesson, office]);

/** Give the pages of the journal. */
export function makeRouter() {
  const routeTree = root.addChildren([pages, link]);
  // What fails is shown by the boundary around the whole page, in one's own language.
  return createRouter({ routeTree, trailingSlash: 'never', disableGlobalCatchBoundary: true });
}
