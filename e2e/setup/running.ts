import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..', '..');
const PARTA = join(ROOT, 'backend', '.venv', 'bin', 'parta');
const START_PATIENCE = 180_000;
const END_PATIENCE = 30_000;

/** What a running Parta tells of itself, in its home. */
interface Board {
  readonly url: string;
  readonly demo_token: string;
}

/**
 * Start a throw-away Parta with the demo school for all stories, and give what ends it. `PARTA_RUNNING` may name the
 * home of a Parta that runs already, to tell one story quickly while working on it.
 */
export default async function startParta(): Promise<() => Promise<void>> {
  const running = process.env['PARTA_RUNNING'];
  if (running) {
    know(readBoard(running));
    return async () => undefined;
  }
  const home = mkdtempSync(join(tmpdir(), 'parta-e2e-'));
  chmodSync(home, 0o711); // as root, the database's own account passes through
  mkdirSync(join(ROOT, 'e2e', 'results'), { recursive: true });
  const log = createWriteStream(join(ROOT, 'e2e', 'results', 'parta.log'));
  await once(log, 'open');
  const parta = spawn(PARTA, ['up'], {
    cwd: ROOT,
    env: { ...process.env, PARTA_HOME: home, PARTA_DEMO: 'true', PARTA_PORT: '0' },
    stdio: ['ignore', log, log],
  });
  const end = () => endParta(parta, home);
  try {
    know(await untilReady(parta, home));
  } catch (failure) {
    await end();
    throw failure;
  }
  return end;
}

/** Let the stories know where Parta is; they run in processes that inherit this. */
function know(board: Board): void {
  process.env['PARTA_URL'] = board.url;
  process.env['PARTA_DEMO_TOKEN'] = board.demo_token;
}

async function untilReady(parta: ChildProcess, home: string): Promise<Board> {
  const until = Date.now() + START_PATIENCE;
  while (Date.now() < until) {
    if (parta.exitCode !== null) throw new Error('Parta ended at once: see e2e/results/parta.log');
    try {
      const board = readBoard(home);
      const answer = await fetch(`${board.url}/readyz`);
      if (answer.ok) return board;
    } catch {
      // It has not come so far.
    }
    await pause(300);
  }
  throw new Error('Parta did not get ready: see e2e/results/parta.log');
}

function readBoard(home: string): Board {
  return JSON.parse(readFileSync(join(home, 'up.json'), 'utf8')) as Board;
}

async function endParta(parta: ChildProcess, home: string): Promise<void> {
  if (parta.exitCode === null) {
    const ended = once(parta, 'exit');
    parta.kill('SIGTERM');
    await Promise.race([ended, pause(END_PATIENCE).then(() => parta.kill('SIGKILL'))]);
  }
  rmSync(home, { recursive: true, force: true });
}
