import { type RuntimeFile, install, readRuntimeFile } from '../support/installation.ts';

/**
 * Start a throw-away Parta with the demo school for all stories, and give what ends it. `PARTA_RUNNING` may name the
 * home of a Parta that runs already, to tell one story quickly while working on it.
 */
export default async function startParta(): Promise<() => Promise<void>> {
  const running = process.env['PARTA_RUNNING'];
  if (running) {
    setEnvironment(running, readRuntimeFile(running));
    return async () => undefined;
  }
  const { home, runtime, end } = await install('parta', { PARTA_DEMO: 'true', PARTA_DISK_RESERVE_GB: '0' });
  setEnvironment(home, runtime);
  return end;
}

/** Let the stories know where Parta is; they run in processes that inherit this. */
function setEnvironment(home: string, runtime: RuntimeFile): void {
  process.env['STORIES_HOME'] = home;
  process.env['PARTA_URL'] = runtime.url;
  process.env['PARTA_DEMO_TOKEN'] = runtime.demo_token;
  process.env['STORIES_DATABASE_URL'] = runtime.database_url;
}
