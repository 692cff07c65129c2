import { type Browser, type BrowserContext, type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test';
import type { Client } from './chats.ts';
import { url } from './parta.ts';
import { type Key, signInAs } from './people.ts';

interface Watched extends Window {
  partaPeers?: RTCPeerConnection[];
}

/** Let a browser's connections be asked for what they carry. Before its first page is opened. */
export async function watchMedia(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const page: Watched = window;
    const peers: RTCPeerConnection[] = [];
    page.partaPeers = peers;
    const Usual = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Usual {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        peers.push(this);
      }
    };
  });
}

/** Sit down at a browser of one's own that can be asked what its calls carry. */
export async function openForCall(browser: Browser, key: Key, options: BrowserContextOptions = {}): Promise<Client> {
  const context = await browser.newContext({ baseURL: url(), ...options });
  await watchMedia(context);
  await signInAs(context, key);
  return { context, page: await context.newPage() };
}

/** Begin a call in the chat of this title, without ringing; give its id. */
export async function createCall({ context }: Client, title: string): Promise<string> {
  const chats = (await (await context.request.get(url('/api/chats'))).json()) as { chats: readonly ChatRow[] };
  const row = chats.chats.find(({ chat, other }) => title === chat.title || title === nameOf(other));
  if (!row) throw new Error(`no chat is called ${title}`);
  const data = { client_id: crypto.randomUUID(), is_ringing: false };
  const answer = await context.request.post(url(`/api/chats/${row.chat.id}/calls`), { data });
  expect(answer.status(), `a call begins in ${title}`).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

interface ChatRow {
  readonly chat: { readonly id: string; readonly title: string };
  readonly other: { readonly name: { readonly first_name: string; readonly last_name: string } } | null;
}

function nameOf(other: ChatRow['other']): string | undefined {
  return other ? `${other.name.first_name} ${other.name.last_name}` : undefined;
}

/** Come into a call through its door, with the devices that the door offers. */
export async function enterCall({ page }: Client, callId: string): Promise<void> {
  await page.goto(url(`/call/${callId}`));
  await page
    .getByRole('button', { name: /^(Присоединиться|Войти)/ })
    .last()
    .click();
  await expect(stage(page)).toHaveAttribute('data-phase', 'connected');
}

/** Give the screen of the call. */
export function stage(page: Page): Locator {
  return page.getByRole('main', { name: 'Звонок', exact: true });
}

/** Return a control of the call's toolbar by what a press does; its name may go on with a label or a count. */
export function control(page: Page, does: string | RegExp): Locator {
  const name = typeof does === 'string' ? new RegExp(`^${does}`) : does;
  return page.getByRole('toolbar', { name: 'Управление звонком', exact: true }).getByRole('button', { name });
}

/** Give the tile of somebody, by the name that is on it. */
export function tile(page: Page, name: string | RegExp): Locator {
  return page.getByRole('list', { name: 'Участники звонка', exact: true }).getByRole('listitem', { name, exact: true });
}

/** Give the shared screen that is large. */
export function screenOf(page: Page, name: string): Locator {
  return page.getByRole('figure', { name: `Экран: ${name}`, exact: true });
}

/** Open the panel of participants, if it is not open. */
export async function openPeople(page: Page): Promise<Locator> {
  const panel = page.getByRole('region', { name: 'Участники', exact: true });
  if (!(await panel.isVisible())) await control(page, 'Показать участников').click();
  await expect(panel).toBeVisible();
  return panel;
}

/** Choose something from the menu of a person in the panel of participants. */
export async function actOn(page: Page, name: string, act: string): Promise<void> {
  const panel = await openPeople(page);
  await panel
    .getByRole('button', { name: `Действия: ${name}`, exact: true })
    .first()
    .click();
  await page.getByRole('menuitem', { name: act, exact: true }).click();
}

/** Want the picture in this place to move: its frames are decoded one after the other. */
export async function expectMoving(place: Locator, what = 'the picture moves'): Promise<void> {
  const video = place.locator('video').first();
  await expect(video, what).toBeVisible();
  const before = await shownFrames(video);
  await expect.poll(() => shownFrames(video), { message: what }).toBeGreaterThan(before + 2);
}

/** Give how many frames a picture has shown; a new element begins anew. */
export function shownFrames(video: Locator): Promise<number> {
  return video.evaluate((element) => (element as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames);
}

/** Give how many frames all pictures of a page have decoded. */
export async function decodedFrames(page: Page): Promise<number> {
  return sum(await inbound(page, 'video', 'framesDecoded'));
}

/** Want a page to hear so many voices: that many sounds carry energy. */
export async function expectVoices(page: Page, voices: number): Promise<void> {
  let before = await energies(page);
  const grown = async () => {
    const now = await energies(page);
    const count = [...now].filter(([id, energy]) => energy > (before.get(id) ?? 0) + 1e-7).length;
    before = now;
    return count;
  };
  await expect.poll(grown, { message: `${voices} voices are heard`, intervals: [2_000] }).toBe(voices);
}

function energies(page: Page): Promise<Map<string, number>> {
  return inbound(page, 'audio', 'totalAudioEnergy');
}

async function inbound(page: Page, kind: 'audio' | 'video', figure: string): Promise<Map<string, number>> {
  const found = await page.evaluate(
    async ([kind, figure]) => {
      const figures: [string, number][] = [];
      const peers = (window as Watched).partaPeers ?? [];
      for (const [at, peer] of peers.entries()) {
        if (peer.connectionState === 'closed') continue;
        const stats = (await peer.getStats()) as unknown as Map<string, Record<string, unknown>>;
        for (const [id, one] of stats) {
          if (one['type'] !== 'inbound-rtp' || one['kind'] !== kind) continue;
          figures.push([`${at} ${id}`, Number(one[figure as string] ?? 0)]);
        }
      }
      return figures;
    },
    [kind, figure] as const,
  );
  return new Map(found);
}

function sum(figures: ReadonlyMap<string, number>): number {
  return [...figures.values()].reduce((all, one) => all + one, 0);
}
