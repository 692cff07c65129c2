import { RouterProvider } from '@tanstack/react-router';
import { makeQueryClient } from '@/shared/api/query-client';
import { startApp } from '@/shared/ui/start';
import { makeRouter } from './router';

void startApp(
  <RouterProvider router={makeRouter()} />,
  () => import('virtual:texts/messenger'),
  makeQueryClient(),
);
