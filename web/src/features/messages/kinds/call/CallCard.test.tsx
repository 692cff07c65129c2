import { screen } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallCardRead, MessageRead } from '@/shared/api/schema';
import { callCard, callMessage } from '@/shared/testing/chat';
import { startTestTexts } from '@/shared/testing/texts';
import { MessageRow } from '../../components/MessageRow';
import { conversation, showIn } from '../../testing';

beforeAll(startTestTexts);

/** Render the row of a message, with what is known of the call. */
function look(of: MessageRead, call?: CallCardRead) {
  const row = <MessageRow message={of} isFirst isLast isFound={false} />;
  const around = conversation({ isDialog: true }, call);
  const shown = showIn(around, row);
  const tell = (now: CallCardRead) => shown.again(row, conversation({ isDialog: true }, now));
  return { ...shown, onEnterCall: around.acts.onEnterCall, tell };
}

const words = () => screen.getByRole('article').textContent;

describe('the card of a call', () => {
  it('leads in, and follows the call while its message stays as it is', async () => {
    const { user, onEnterCall, tell } = look(callMessage(4, 'Алгебра'), callCard({ title: 'Алгебра' }));
    expect(words()).toContain('АлгебраВ звонке 3 человека');
    await user.click(screen.getByRole('button', { name: 'Войти' }));
    expect(onEnterCall).toHaveBeenCalledWith('call');
    tell(callCard({ title: 'Алгебра', state: 'ended', ended_at: '2026-11-23T09:12:10Z', present: 0 }));
    expect(words()).toContain('АлгебраЗавершён · 12 минут');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('leads back from elsewhere, and nowhere beside the stage of that very call', () => {
    const running = { runningCallId: 'call' };
    const row = <MessageRow message={callMessage(4)} isFirst isLast isFound={false} />;
    const { again } = showIn(conversation(running, callCard()), row);
    expect(screen.getByRole('button', { name: 'Вернуться' })).toBeTruthy();
    again(row, conversation({ ...running, isInCall: true }, callCard()));
    expect(words()).toContain('Вы здесь');
    expect(screen.queryByRole('button', { name: 'Вернуться' })).toBeNull();
  });

  it('of a planned one copies its link, and lets who planned it change or cancel it', async () => {
    const planned = callCard({ state: 'planned', opened_at: null, starts_at: '2027-01-12T15:00:00Z' });
    const row = (author_id: string) => (
      <MessageRow message={{ ...callMessage(4), author_id }} isFirst isLast isFound={false} />
    );
    const around = conversation({}, planned);
    const { user, again } = showIn(around, row('misha'));
    await user.click(screen.getByRole('button', { name: 'Скопировать ссылку' }));
    expect(await navigator.clipboard.readText()).toBe(`${window.location.origin}/call/call`);
    await user.click(screen.getByRole('button', { name: 'Изменить или отменить' }));
    expect(around.acts.onPlanCall).toHaveBeenCalledWith('call');
    again(row('anna'));
    expect(screen.queryByRole('button', { name: 'Изменить или отменить' })).toBeNull();
  });

  it('has only its title until the call is known', () => {
    const { tell } = look(callMessage(4, 'Алгебра'));
    expect(words()).toContain('Алгебра');
    expect(screen.queryByRole('button')).toBeNull();
    tell(callCard());
    expect(screen.getByRole('button', { name: 'Войти' })).toBeTruthy();
  });
});
