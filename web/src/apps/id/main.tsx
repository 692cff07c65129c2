import { onSignedOut } from '@/shared/api/client';
import { isOpenedFor } from '@/shared/api/principal';
import { makeQueryClient } from '@/shared/api/query-client';
import { startApp } from '@/shared/ui/start';
import { makeRouter } from './router';

onSignedOut((code) => {
  // Nothing that the page shows is the next person's.
  if (code === 'other_principal') window.location.replace('/id');
  // Who was not signed in has lost nothing.
  else if (isOpenedFor('profile')) window.location.replace('/id?ended=1');
});
// A page that the browser brings back is out of date: since then somebody may have linked a journal, or signed out.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) window.location.reload();
});
void startApp(makeRouter(), () => import('virtual:texts/id'), makeQueryClient());
