import { late } from '@/shared/ui/late';
import type { Props } from './DemoList';

/** One-click sign-in of the demo school; nothing elsewhere, which has no use for its code. */
export const DemoPeople = late<Props>(() => import('./DemoList').then((module) => module.DemoList));
