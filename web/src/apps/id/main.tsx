import { onSignedOut } from '@/shared/api/client';
import { makeQueryClient } from '@/shared/api/query-client';
import { startApp } from '@/shared/ui/start';
import { makeRouter } from './router';

onSignedOut((code) => {
  // Nothing that the page shows is the next person's.
  if (code === 'other_principal') window.location.replace('/id');
});
void startApp(makeRouter(), () => import('virtual:texts/id'), makeQueryClient());
