import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..', '..');
const PYTHON = join(ROOT, 'backend', '.venv', 'bin', 'python');
const PARTICIPANTS = join(ROOT, 'bench', 'participants.py');
const END_TIMEOUT_MS = 15_000;

/** People in a call without browsers, and what sends them home. */
export interface Participants {
  readonly end: () => Promise<void>;
}

/** Fill a call with so many members of its chat, and wait until all are in; `showing` are options of the program. */
export async function fillCall(callId: string, count: number, ...showing: readonly string[]): Promise<Participants> {
  const home = process.env['STORIES_HOME'] ?? '';
  const people = spawn(PYTHON, [PARTICIPANTS, home, callId, '--count', `${count}`, ...showing], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = () => stop(people);
  for await (const line of createInterface(people.stdout)) {
    const { people: came } = JSON.parse(line) as { readonly people: number };
    if (came === count) return { end };
    await end();
    throw new Error(`${came} people of ${count} came into the call`);
  }
  throw new Error('nobody came into the call');
}

async function stop(people: ChildProcess): Promise<void> {
  if (people.exitCode !== null) return;
  const ended = once(people, 'exit');
  people.kill('SIGTERM');
  const late = setTimeout(() => people.kill('SIGKILL'), END_TIMEOUT_MS);
  await ended;
  clearTimeout(late);
}
