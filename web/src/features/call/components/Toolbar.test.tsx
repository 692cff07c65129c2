import { screen, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anna, MAY_ALL, participant } from '@/shared/testing/call';
import { show, sitAtDesktop } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { statesOf } from '../controls';
import { factsFor } from '../testing';
import { Toolbar } from './Toolbar';

beforeAll(startTestTexts);

const STUDENT = statesOf(factsFor({ me: participant('misha') }));
const TEACHER = statesOf(factsFor({ me: anna, call: { may: MAY_ALL } }));

/** Render the toolbar, and return the names of the controls that were pressed. */
function hold(controls = STUDENT) {
  const pressed: string[] = [];
  const shown = show(<Toolbar controls={controls} press={(name) => pressed.push(name)} />);
  return { ...shown, pressed };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('on a desktop', () => {
  beforeEach(sitAtDesktop);

  it('is one stop of the Tab key, and arrows lead along it', async () => {
    const { user, pressed } = hold();
    await user.tab();
    expect(document.activeElement).toBe(button(/^Включить микрофон/));
    await user.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    expect(document.activeElement).toBe(button(/^Поднять руку/));
    await user.keyboard('{Enter}{End}');
    expect(document.activeElement).toBe(button('Выйти из звонка'));
    await user.tab();
    expect(document.activeElement).toBe(document.body);
    await user.tab({ shift: true });
    expect(document.activeElement).toBe(button('Выйти из звонка'));
    await user.keyboard('{Home}');
    expect(document.activeElement).toBe(button(/^Включить микрофон/));
    expect(pressed).toEqual(['hand']);
  });

  it('marks what is not allowed, and lets it be pressed to say why', async () => {
    const { user, pressed } = hold();
    const share = button(/^Экран: администратор звонка не разрешил/);
    expect(share.getAttribute('aria-disabled')).toBe('true');
    await user.click(share);
    expect(pressed).toEqual(['share']);
  });

  it('has the board for who may open it, and a red way out that never moves', () => {
    hold(TEACHER);
    const all = screen.getAllByRole('button');
    expect(button(/^Открыть интерактивную доску/)).toBeTruthy();
    expect(all.at(-1)).toBe(button('Выйти из звонка'));
  });

  it('counts at a control what waits behind it, also for who listens', () => {
    hold(STUDENT.map((state) => (state.name === 'people' ? { ...state, count: 3 } : state)));
    const people = button(/^Показать участников.* ждут внимания: 3$/);
    expect(people.closest('[data-place]')?.textContent).toContain('3');
  });
});

describe('on a phone', () => {
  it('has the most needed in the bar, and the rest under «Ещё»', async () => {
    const { user, pressed } = hold();
    expect(screen.queryByRole('button', { name: /^Открыть настройки/ })).toBeNull();
    await user.click(button('Ещё'));
    const menu = screen.getByRole('menu', { name: 'Ещё' });
    await user.click(within(menu).getByRole('menuitem', { name: 'Открыть настройки' }));
    expect(pressed).toEqual(['settings']);
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(button('Ещё'));
  });

  it('marks under «Ещё» what is not allowed, and lets it be pressed to say why', async () => {
    const { user, pressed } = hold();
    await user.click(button('Ещё'));
    const share = screen.getByRole('menuitem', { name: 'Экран: администратор звонка не разрешил' });
    expect(share.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByRole('menuitem', { name: 'Открыть настройки' }).ariaDisabled).not.toBe('true');
    await user.click(share);
    expect(pressed).toEqual(['share']);
  });

  it('counts at «Ещё» what waits behind the controls in it', async () => {
    const { user } = hold(STUDENT.map((state) => ({ ...state, count: state.name === 'people' ? 3 : 0 })));
    const more = button('Ещё, ждут внимания: 3');
    expect(more.closest('[data-place]')?.textContent).toContain('3');
    await user.click(more);
    expect(screen.getByRole('menuitem', { name: 'Показать участников, ждут внимания: 3' })).toBeTruthy();
  });

  it('keeps the place in an open menu while the call goes on around it', async () => {
    const bar = () => <Toolbar controls={STUDENT} press={() => undefined} />;
    const { user, again } = show(bar());
    await user.click(button('Ещё'));
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    const place = document.activeElement;
    expect(place?.textContent).toBe('Отображение участников');
    again(bar());
    expect(document.activeElement).toBe(place);
  });
});
