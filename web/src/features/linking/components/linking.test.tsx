import { screen } from '@testing-library/react';
import { useState } from 'react';
import { beforeAll, expect, it, vi } from 'vitest';
import type { LinkRequestRead } from '@/shared/api/schema';
import type { Choice } from '@/shared/school/connect';
import { fakeApi } from '@/shared/testing/api';
import { show } from '@/shared/testing/screen';
import { errorResponse } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import type { LinkProblem } from '../model/problem';
import { ConnectFlow } from './ConnectFlow';
import { LinkFlow } from './LinkFlow';
import { LinksCard } from './LinksCard';

beforeAll(startTestTexts);

const MISHA = { last_name: 'Соколов', first_name: 'Миша', patronymic: null };
const JOURNAL = { id: 'p1', title: 'Журнал Парты', schools: 'Школа № 7', is_available: true };
const REQUEST: LinkRequestRead = {
  id: 'r1',
  side: 'messenger',
  state: 'signed_in',
  provider: { id: 'p1', title: 'Журнал Парты' },
  expires_at: '2026-11-23T09:00:00Z',
  next_url: '/journal/link?request=r1',
  return_to: null,
  profile: { name: MISHA, phone: '+7 ••• 03' },
  account: {
    name: MISHA,
    login: 'misha',
    school: 'Школа № 7',
    roles: ['student'],
    class_title: '7Б',
    birth_on: null,
    sex: null,
  },
  mismatches: [],
  refusal: null,
  reasons: [],
  foreign_browser: false,
};
const READ = 'GET /api/linking/link-requests/{request_id}';
const ATTACH = 'POST /api/linking/link-requests/{request_id}/attach';
const LINK = {
  id: 'l1',
  account_name: MISHA,
  school: 'Школа № 7',
  roles: [],
  provider: { id: 'p1', title: 'Журнал Парты' },
  linked_at: '2026-09-01T08:00:00Z',
  is_active: true,
};

function Connecting({ at = {} }: { at?: Choice }) {
  const [choice, setChoice] = useState<Choice>(at);
  return <ConnectFlow choice={choice} onChoose={setChoice} onLeave={() => undefined} />;
}

function flow({
  signed = 'misha',
  onNotMe = async () => undefined as undefined,
  failed = undefined as string | undefined,
} = {}) {
  return show(
    <LinkFlow
      requestId="r1"
      side="account"
      signed={signed ? { name: 'Соколов Миша', more: 'Школа № 7', knownAs: signed } : null}
      signIn={(reason, onSigned) => (
        <button type="button" onClick={onSigned}>
          {reason}
        </button>
      )}
      onNotMe={onNotMe}
      restartAddress="/journal"
      onLinked={() => undefined}
      failed={failed}
    />,
  );
}

const button = (name: string) => screen.findByRole('button', { name });
const heading = (name: string) => screen.findByRole('heading', { name });

it('leads from the region to the journal’s own sign-in, and says what will happen there', async () => {
  fakeApi({
    'GET /api/linking/links': [],
    'GET /api/linking/regions': [{ id: 'msk', title: 'Москва' }],
    'GET /api/linking/regions/{region_id}/providers': [
      JOURNAL,
      { id: 'p2', title: 'Другой дневник', schools: '', is_available: false },
    ],
    'POST /api/linking/link-requests': errorResponse(503, 'journal_silent'),
  });
  const { user } = show(<Connecting />);
  await user.click(await screen.findByText('Москва'));
  await heading('Какой у вас дневник?');
  expect(await screen.findByRole('radio', { name: /Другой дневник/ })).toHaveProperty('disabled', true);
  await user.click(await button('Продолжить'));
  expect(screen.getByRole('alert').textContent).toBe('Выберите дневник');
  await user.click(screen.getByRole('radio', { name: /Журнал Парты/ }));
  await user.click(await button('Продолжить'));
  await heading('Теперь войдите в дневник');
  expect(screen.getByText(/Без вашего согласия ничего не изменится/)).toBeTruthy();
  await user.click(await button('Перейти в дневник'));
  expect((await screen.findByRole('alert')).textContent).toContain('Сейчас с ним нет связи');
});

it('says of a journal that is linked that it is, to who comes back to this step too', async () => {
  fakeApi({
    'GET /api/linking/links': [LINK],
    'GET /api/linking/regions': [{ id: 'msk', title: 'Москва' }],
    'GET /api/linking/regions/{region_id}/providers': [JOURNAL],
  });
  show(<Connecting at={{ region: 'msk', provider: 'p1' }} />);
  await heading('Дневник уже подключён');
  expect(screen.getByRole('link', { name: 'Мессенджер' }).getAttribute('href')).toBe('/');
  expect(await button('Войти в дневник с другим аккаунтом')).toBeTruthy();
});

it('says that there is no such region', async () => {
  fakeApi({ 'GET /api/linking/regions': [] });
  show(<Connecting />);
  expect(await screen.findByText('Такого региона нет. Проверьте название.')).toBeTruthy();
});

it('signs in with the reason, and attaches who has signed in', async () => {
  const server = fakeApi({
    [READ]: { ...REQUEST, account: null },
    [ATTACH]: REQUEST,
  });
  const { user } = flow({ signed: '' });
  await user.click(await button('Войдите, чтобы подключить «Журнал Парты» к учебному профилю.'));
  expect(server.requests.map(({ what }) => what)).toContain('POST /api/linking/link-requests/r1/attach');
});

it('asks who is signed in before anything is linked', async () => {
  const server = fakeApi({
    [READ]: { ...REQUEST, account: null },
    [ATTACH]: REQUEST,
  });
  const onNotMe = vi.fn(async () => undefined);
  const { user } = flow({ onNotMe });
  await heading('Это ваш аккаунт в дневнике?');
  await user.click(await button('Это не я'));
  expect(onNotMe).toHaveBeenCalledOnce();
  expect(server.requests.filter(({ what }) => what.startsWith('POST'))).toEqual([]);
  await user.click(await button('Продолжить как Соколов Миша'));
  await heading('Подключить дневник к профилю?');
});

it('links both, and leads to the chats', async () => {
  const server = fakeApi({ [READ]: REQUEST });
  const { user } = flow();
  await user.click(await button('Подключить'));
  await heading('Готово');
  expect(screen.getByRole('link', { name: 'Мессенджер' }).getAttribute('href')).toBe('/');
  expect(server.requests.at(-1)?.body).toEqual({ accept_mismatches: false });
});

it('links people whose data differ only after they say that they are one person', async () => {
  const server = fakeApi({ [READ]: { ...REQUEST, mismatches: ['last_name', 'birth_on'] } });
  const { user } = flow();
  await screen.findByText('Дата рождения в профиле и в дневнике различается.');
  await user.click(await button('Подключить'));
  expect(screen.getByRole('alert').textContent).toContain('Отметьте, что это один и тот же человек');
  expect(server.requests.some(({ what }) => what.startsWith('POST'))).toBe(false);
  await user.click(screen.getByRole('checkbox', { name: 'Да, это один и тот же человек' }));
  await user.click(await button('Подключить'));
  await heading('Готово');
  expect(server.requests.at(-1)?.body).toEqual({ accept_mismatches: true });
});

it('is cancelled by who thinks better of it', async () => {
  const server = fakeApi({ [READ]: REQUEST });
  const { user } = flow();
  await user.click(await button('Отмена'));
  await heading('Подключение отменено');
  expect(server.requests.map(({ what }) => what)).toContain('DELETE /api/linking/link-requests/r1');
});

it.each<[LinkProblem, Partial<LinkRequestRead> | Response, string, string]>([
  ['expired', { state: 'expired' }, 'Время вышло', 'Начать заново'],
  ['cancelled', { state: 'cancelled' }, 'Подключение отменено', 'Начать заново'],
  ['used', { state: 'finished' }, 'Ссылка уже использована', 'Мессенджер'],
  ['other_browser', { foreign_browser: true }, 'Подключение начато в другом браузере', 'Начать заново'],
  [
    'account_linked_elsewhere',
    { refusal: 'account_linked_elsewhere' },
    'Этот дневник уже подключён',
    'Войти в дневник с другим аккаунтом',
  ],
  ['already_linked', { refusal: 'already_linked' }, 'Дневник уже подключён', 'Мессенджер'],
  [
    'child_on_adults_profile',
    { refusal: 'child_on_adults_profile' },
    'Похоже, это два разных человека',
    'Обратиться в школу',
  ],
  ['journal_silent', errorResponse(503, 'journal_silent'), 'Дневник не отвечает', 'Повторить'],
  ['not_found', errorResponse(404, 'not_found'), 'Начните заново', 'Начать заново'],
  ['not_found', errorResponse(422, 'malformed'), 'Начните заново', 'Начать заново'],
])('shows what is wrong and what to do: %s', async (_problem, answer, title, act) => {
  fakeApi({ [READ]: answer instanceof Response ? answer : { ...REQUEST, ...answer } });
  flow();
  await heading(title);
  const acts = screen.queryByRole('link', { name: act }) ?? screen.queryByRole('button', { name: act });
  expect(acts).toBeTruthy();
});

it('tells an adult whose year of birth differs of the dates, not of a child', async () => {
  fakeApi({
    [READ]: { ...REQUEST, refusal: 'child_on_adults_profile', reasons: ['birth_dates_contradict'] },
  });
  flow();
  await heading('Не совпадают даты рождения');
  expect(screen.getByRole('link', { name: 'Изменить дату рождения' }).getAttribute('href')).toBe('/id');
  expect(screen.getByRole('button', { name: 'Обратиться в школу' })).toBeTruthy();
});

it('unlinks a diary after a question', async () => {
  const server = fakeApi({ 'GET /api/linking/links': [LINK] });
  const { user } = show(<LinksCard confirmed={(act) => act()} />);
  await user.click(await button('Отключить: Школа № 7'));
  await user.click(await button('Отключить'));
  await screen.findByText('Дневник отключён');
  expect(server.requests.map(({ what }) => what)).toContain('DELETE /api/linking/links/l1');
});
