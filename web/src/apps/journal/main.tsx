import { keepToAccount } from '@/data/journal/account';
import { closeLessonInputs } from '@/data/journal/lesson-inputs';
import { onSignedOut } from '@/shared/api/client';
import { makeQueryClient } from '@/shared/api/query-client';
import { startApp } from '@/shared/ui/start';
import { makeRouter } from './router';

const queries = makeQueryClient();
keepToAccount(queries);
onSignedOut((code) => {
  if (code !== 'other_principal') return;
  // Nothing that the page shows or keeps is the next person's.
  closeLessonInputs();
  window.location.replace('/journal');
});
void startApp(makeRouter(), () => import('virtual:texts/journal'), queries);
