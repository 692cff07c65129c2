import { onSignedOut } from '@/shared/api/client';
import { makeQueryClient } from '@/shared/api/query-client';
import { startApp } from '@/shared/ui/start';
import { makeRouter } from './router';

onSignedOut((code) => {
  // Nothing that the page shows is the next person's.
  if (code === 'other_principal') window.location.replace('/journal');
});
void startApp(makeRouter(), () => import('virtual:texts/journal'), makeQueryClient());
