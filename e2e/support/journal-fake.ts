import { spawn } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PARTA } from './installation.ts';

/** A journal of another vendor on loopback: OpenID Connect, OneRoster 1.2, and one person who signs in there. */
export interface JournalFake {
  readonly issuer: string;
  /** From now on it takes calls of Parta and answers none of them, or answers again. */
  isSilent: boolean;
  readonly end: () => Promise<void>;
}

interface Running extends JournalFake {
  /** Of the sign-in that began last. */
  nonce: string;
}

const ROSTERING = '/ims/oneroster/rostering/v1p2';
const PERSON = {
  givenName: 'Тамара',
  familyName: 'Иванова',
  middleName: 'Львовна',
  roles: [{ role: 'guardian', org: { sourcedId: 'lyceum' } }],
  metadata: { birthDate: '1985-02-03', sex: 'female' },
};
const KEYS = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ANSWERS: Readonly<Record<string, object>> = {
  '/keys': { keys: [{ ...KEYS.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' }] },
  '/me': { sub: 'tamara' },
  [`${ROSTERING}/users/tamara`]: { user: { sourcedId: 'tamara', ...PERSON } },
  [`${ROSTERING}/orgs/lyceum`]: { org: { sourcedId: 'lyceum', name: 'Лицей № 2', metadata: { city: 'Казань' } } },
};

/** Open the journal. */
export async function openJournal(): Promise<JournalFake> {
  const server = createServer((request, response) => answer(fake, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const fake: Running = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isSilent: false,
    nonce: '',
    end: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return fake;
}

/** Let people of this region link by the journal: the command that whoever runs Parta would give. */
export async function offerJournal(journal: JournalFake, region: string, title: string): Promise<void> {
  const of = { region, title, schools: 'Лицей № 2', issuer: journal.issuer, 'client-id': 'parta', 'time-zone': 'Europe/Moscow' };
  const options = Object.entries(of).flatMap(([name, value]) => [`--${name}`, value]);
  const env = { ...process.env, PARTA_HOME: process.env['STORIES_HOME'] ?? '' };
  const command = spawn(PARTA, ['journal', ...options], { env, stdio: ['pipe', 'inherit', 'inherit'] });
  command.stdin.end('by which it knows us\n');
  const [status]: unknown[] = await once(command, 'exit');
  if (status !== 0) throw new Error(`the journal was not offered: parta ended with ${status}`);
}

function answer(fake: Running, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', fake.issuer);
  if (pathname === '/authorize') {
    fake.nonce = searchParams.get('nonce') ?? '';
    const back = new URL(searchParams.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({ code: 'code', state: searchParams.get('state') ?? '' }).toString();
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Чужой журнал</title><a href="${back.href.replace('&', '&amp;')}">Войти</a>`);
    return;
  }
  if (fake.isSilent) return;
  const body = find(fake, pathname);
  response.statusCode = body ? 200 : 404;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body ?? {}));
}

function find(fake: Running, path: string): object | undefined {
  if (path === '/token') return { access_token: 'token', token_type: 'Bearer', id_token: signIdToken(fake) };
  if (path !== '/.well-known/openid-configuration') return ANSWERS[path];
  const ends = { authorization: 'authorize', token: 'token', userinfo: 'me' };
  const endpoints = Object.entries(ends).map(([name, end]) => [`${name}_endpoint`, `${fake.issuer}/${end}`]);
  return { issuer: fake.issuer, jwks_uri: `${fake.issuer}/keys`, ...Object.fromEntries(endpoints) };
}

function signIdToken(fake: Running): string {
  const at = Math.floor(Date.now() / 1000);
  const claims = { iss: fake.issuer, sub: 'tamara', aud: 'parta', iat: at, exp: at + 300, nonce: fake.nonce };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'ES256', kid: 'one' })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: KEYS.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}
