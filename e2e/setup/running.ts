import { type Board, install, readBoard } from '../support/installation.ts';

/**
 * Start a throw-away Parta with the demo school for all stories, and give what ends it. `PARTA_RUNNING` may name the
 * home of a Parta that runs already, to tell one story quickly while working on it.
 */
export default async function startParta(): Promise<() => Promise<void>> {
  const running = process.env['PARTA_RUNNING'];
  if (running) {
    know(running, readBoard(running));
    return async () => undefined;
  }
  const { home, board, end } = await install('parta', { PARTA_DEMO: 'true' });
  know(home, board);
  return end;
}

/** Let the stories know where Parta is; they run in processes that inherit this. */
function know(home: string, board: Board): void {
  process.env['STORIES_HOME'] = home;
  process.env['PARTA_URL'] = board.url;
  process.env['PARTA_DEMO_TOKEN'] = board.demo_token;
  process.env['STORIES_DATABASE_URL'] = board.database_url;
}
