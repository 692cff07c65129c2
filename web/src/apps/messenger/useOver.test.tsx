import { screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallSession } from '@/features/call/session/session';
import { sitInCall } from '@/features/call/testing';
import { anna, lesson, MAY_ALL, participant } from '@/shared/testing/call';
import { show } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { overWords, useOver } from './useOver';

beforeAll(startTestTexts);

it.each([
  ['left', null, undefined],
  ['ended', 'ended', 'join.status.ended'],
  ['ended', 'lesson', 'join.status.lesson_ended'],
  ['ended', 'missed', undefined],
  ['removed', null, 'join.status.removed'],
  ['gone', null, 'join.status.ended'],
] as const)('a call that is over (%s, %s) is told of by %s', (reason, endReason, words) => {
  expect(overWords(reason, endReason)).toBe(words);
});

/** Звонок закончился. */
function Over({ session }: { session: CallSession }) {
  const tellOver = useOver();
  return (
    <button type="button" onClick={() => tellOver(session, 'ended')}>
      Звонок закончился
    </button>
  );
}

describe('the call of a lesson that its teacher has ended', () => {
  const END = 'POST /api/lessons/of-call/lesson/end';

  /** Анна has ended the call; Миша is left where she is not. */
  async function end(as = anna) {
    const people = [as, participant('lena')];
    const seat = await sitInCall(people, {
      as,
      may: as === anna ? MAY_ALL : [],
      answers: { [END]: undefined },
    });
    seat.tell({ kind: 'call', value: lesson({ state: 'ended', end_reason: 'ended' }) });
    const shown = show(<Over session={seat.session} />);
    await shown.user.click(screen.getByRole('button', { name: 'Звонок закончился' }));
    return { ...shown, ended: () => seat.server.done.filter(({ what }) => what === END).length };
  }

  it('leaves the lesson open, and ends it only after a question', async () => {
    const { user, ended } = await end();
    const offer = await screen.findByRole('button', { name: 'Завершить занятие' });
    await user.click(offer);
    expect(await screen.findByText('Завершить занятие?')).toBeTruthy();
    expect(ended()).toBe(0);
    await user.click(screen.getAllByRole('button', { name: 'Завершить занятие' }).at(-1) as HTMLElement);
    await waitFor(() => expect(ended()).toBe(1));
  });

  it('is only over for a student', async () => {
    await end(participant('misha'));
    expect(await screen.findByText('Звонок завершён')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Завершить занятие' })).toBeNull();
  });
});
