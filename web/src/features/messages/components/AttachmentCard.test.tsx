import { screen } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CallCardRead, MessageRead } from '@/shared/api/schema';
import { attachmentOf, withAttachments } from '@/shared/sync/attachments';
import { callCard, callMessage, message } from '@/shared/testing/chat';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { type Conversation, ConversationContext } from './conversation';
import { MessageRow } from './MessageRow';

beforeAll(startTestTexts);

/** Render the row of a message, with what is known of the call. */
function look(of: MessageRead, call?: CallCardRead) {
  const onEnterCall = vi.fn();
  const row = (now: CallCardRead | undefined) => {
    const known = withAttachments(new Map(), now ? [{ kind: 'call_card', value: now }] : [], 1);
    const conversation: Partial<Conversation> = {
      me: 'misha',
      isDialog: true,
      people: new Map(),
      nameOf: () => 'Анна Сергеевна',
      attachmentOf: (carrying) => attachmentOf(known, carrying),
      onEnterCall,
      runningCallId: undefined,
    };
    return (
      <ConversationContext value={conversation as Conversation}>
        <MessageRow message={of} isFirst isLast isFound={false} />
      </ConversationContext>
    );
  };
  const shown = show(row(call));
  return { ...shown, onEnterCall, tell: (now: CallCardRead) => shown.again(row(now)) };
}

const words = () => screen.getByRole('article').textContent;

describe('the card of a call', () => {
  it('leads in, and follows the call while its message stays as it is', async () => {
    const { user, onEnterCall, tell } = look(callMessage(4, 'Алгебра'), callCard());
    expect(words()).toContain('АлгебраВ звонке 3 человека');
    await user.click(screen.getByRole('button', { name: 'Войти' }));
    expect(onEnterCall).toHaveBeenCalledWith('call');
    tell(callCard({ state: 'ended', ended_at: '2026-11-23T09:12:10Z', present: 0 }));
    expect(words()).toContain('АлгебраЗавершён · 12 минут');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('has only its title until the call is known', () => {
    const { tell } = look(callMessage(4, 'Алгебра'));
    expect(words()).toContain('Алгебра');
    expect(screen.queryByRole('button')).toBeNull();
    tell(callCard());
    expect(screen.getByRole('button', { name: 'Войти' })).toBeTruthy();
  });
});

it('shows what a newer server sends by its title', () => {
  const attachment = { kind: 'poll', id: 'poll', text: { title: 'Куда едем?' } };
  look(message(4, { kind: 'card', text: '', attachment }));
  expect(words()).toContain('Куда едем?');
  expect(screen.getByRole('article').getAttribute('aria-label')).toContain('Куда едем?');
});
