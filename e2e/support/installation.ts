import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..', '..');
/** The command of this checkout. */
export const PARTA = join(ROOT, 'backend', '.venv', 'bin', 'parta');
const START_TIMEOUT_MS = 180_000;
const END_TIMEOUT_MS = 30_000;

/** What a running Parta tells of itself, in its home. */
export interface RuntimeFile {
  readonly url: string;
  readonly demo_token: string;
  readonly database_url: string;
  readonly pids: Readonly<Record<string, number>>;
}

/** A throw-away Parta, and what ends it. */
export interface Installation {
  readonly home: string;
  readonly runtime: RuntimeFile;
  readonly end: () => Promise<void>;
}

/** Start a throw-away Parta with these settings; its log is kept under this name among the results. */
export async function install(name: string, settings: Readonly<Record<string, string>>): Promise<Installation> {
  const home = mkdtempSync(join(tmpdir(), `parta-e2e-${name}-`));
  chmodSync(home, 0o711); // as root, the database's own account passes through
  const logs = join(ROOT, 'e2e', 'results');
  mkdirSync(logs, { recursive: true });
  const log = createWriteStream(join(logs, `${name}.log`));
  await once(log, 'open');
  const parta = spawn(PARTA, ['up'], {
    cwd: ROOT,
    env: { ...process.env, PARTA_HOME: home, PARTA_PORT: '0', ...settings },
    stdio: ['ignore', log, log],
  });
  const end = () => endParta(parta, home);
  try {
    return { home, runtime: await untilReady(parta, home, name), end };
  } catch (failure) {
    await end();
    throw failure;
  }
}

/** Read what the Parta that lives here tells of itself. */
export function readRuntimeFile(home: string): RuntimeFile {
  return JSON.parse(readFileSync(join(home, 'up.json'), 'utf8')) as RuntimeFile;
}

async function untilReady(parta: ChildProcess, home: string, name: string): Promise<RuntimeFile> {
  const until = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < until) {
    if (parta.exitCode !== null) throw new Error(`Parta ended at once: see e2e/results/${name}.log`);
    try {
      const runtime = readRuntimeFile(home);
      const answer = await fetch(`${runtime.url}/readyz`);
      if (answer.ok) return runtime;
    } catch {
      // It has not come so far.
    }
    await pause(300);
  }
  throw new Error(`Parta did not get ready: see e2e/results/${name}.log`);
}

async function endParta(parta: ChildProcess, home: string): Promise<void> {
  if (parta.exitCode === null) {
    const ended = once(parta, 'exit');
    parta.kill('SIGTERM');
    await Promise.race([ended, pause(END_TIMEOUT_MS).then(() => parta.kill('SIGKILL'))]);
  }
  rmSync(home, { recursive: true, force: true });
}
