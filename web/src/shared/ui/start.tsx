import '@fontsource-variable/golos-text/wght.css';
import '@vkontakte/vkui/dist/cssm/styles/themes.css';
import './fonts.css';
import './tokens.css';
import './base.css';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type AnyRouter, RouterProvider } from '@tanstack/react-router';
import { AdaptivityProvider, AppRoot, ConfigProvider } from '@vkontakte/vkui';
import { type PropsWithChildren, StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { reportFailure } from '../api/failure-report';
import { loadErrorCodes } from '../api/late-error-codes';
import {
  type LoadEnglish,
  language,
  onLanguageChange,
  onUnknownText,
  startTexts,
  UnknownText,
} from '../i18n/text';
import { registerServiceWorker } from '../offline/register';
import { refuseDroppedFiles } from './file-drop';
import { LiveRegion } from './LiveRegion';
import { OverlayProvider } from './Overlays';
import { titlePages } from './page-title';
import { renewWhenReplaced } from './renewal';
import { useColorScheme } from './theme';
import { Wall } from './Wall';

const TOKENS = { light: 'vkui--vkBase--light', dark: 'vkui--vkBase--dark' };

/** Start an entry page: load the texts, then render the router's pages. */
export async function startApp(router: AnyRouter, english: LoadEnglish, queries: QueryClient): Promise<void> {
  renewWhenReplaced();
  refuseDroppedFiles();
  onUnknownText(() => reportFailure('data', new UnknownText()));
  await startTexts(english);
  titlePages(router);
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Appearance>
          <RouterProvider router={router} />
        </Appearance>
      </QueryClientProvider>
    </StrictMode>,
  );
  registerServiceWorker();
  void loadErrorCodes();
}

/** The providers of a page: tokens, colour scheme, language, questions and notes. */
function Appearance({ children }: PropsWithChildren) {
  const shown = useSyncExternalStore(onLanguageChange, language);
  return (
    <ConfigProvider
      platform="android"
      colorScheme={useColorScheme()}
      locale={shown}
      tokensClassNames={TOKENS}
      transitionMotionEnabled={false}
    >
      <AdaptivityProvider>
        <AppRoot layout="plain">
          <Wall place="page" size="page">
            {/* Another language renders everything again: texts are plain strings. */}
            <OverlayProvider key={shown}>{children}</OverlayProvider>
          </Wall>
          <LiveRegion />
        </AppRoot>
      </AdaptivityProvider>
    </ConfigProvider>
  );
}
