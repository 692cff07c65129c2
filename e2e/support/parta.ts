import { readFileSync } from 'node:fs';
import { readRuntimeFile } from './installation.ts';

/** Where the Parta of this run is. */
export function url(path = '/'): string {
  const origin = process.env['PARTA_URL'];
  if (!origin) throw new Error('no Parta runs for the stories');
  return origin + path;
}

/** Give the number of the media server itself: a keeper stands before it, and ends it with itself. */
export function mediaServer(): number {
  const keeper = pidOf('livekit');
  const children = readFileSync(`/proc/${keeper}/task/${keeper}/children`, 'utf8').trim().split(' ');
  return Number(children[0]) || keeper;
}

/** Give the number of a process of the running Parta, as it is now: who begins again has another. */
export function pidOf(child: 'livekit' | 'web' | 'worker'): number {
  const pid = readRuntimeFile(process.env['STORIES_HOME'] ?? '').pids[child];
  if (pid === undefined) throw new Error(`no process of this Parta is its ${child}`);
  return pid;
}

interface Message {
  readonly phone: string;
  readonly text: string;
  readonly at: string;
}

/** Give the messages that were sent to this phone, the newest first. */
export async function messagesTo(phone: string): Promise<readonly Message[]> {
  const token = encodeURIComponent(process.env['PARTA_DEMO_TOKEN'] ?? '');
  const answer = await fetch(url(`/api/demo/outbox?token=${token}`));
  if (!answer.ok) throw new Error(`the outbox answered ${answer.status}`);
  const messages = (await answer.json()) as Message[];
  return messages.filter((message) => message.phone === phone).sort((a, b) => b.at.localeCompare(a.at));
}

/** Wait for the code number `count` that is sent to this phone, and give its six digits. */
export async function codeFor(phone: string, count = 1): Promise<string> {
  const until = Date.now() + 15_000;
  while (Date.now() < until) {
    const messages = await messagesTo(phone);
    const code = messages.length >= count ? /\d{6}/.exec(messages[0]?.text ?? '')?.[0] : undefined;
    if (code) return code;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`no code ${count} came to ${phone}`);
}

let given = 0;

/** Give a number that nobody has used in this run. */
export function freshPhone(): string {
  given += 1;
  const last = `${Date.now() % 100_000}`.padStart(5, '0') + `${given % 100}`.padStart(2, '0');
  return `+7901${last}`;
}
