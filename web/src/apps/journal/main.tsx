import { makeQueryClient } from '@/shared/api/query-client';
import { startApp } from '@/shared/ui/start';
import { makeRouter } from './router';

void startApp(makeRouter(), () => import('virtual:texts/journal'), makeQueryClient());
