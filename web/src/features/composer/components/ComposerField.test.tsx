import { fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sitAtDesktop } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { field, openComposer } from '../testing';

beforeAll(startTestTexts);
beforeEach(sitAtDesktop);

describe('mentioning', () => {
  it('finds people by the beginning of a name, chosen by the keyboard', async () => {
    const { user, onSend } = openComposer();
    await user.type(field(), 'Смотри, @Иванова');
    const list = screen.getByRole('listbox', { name: 'Кого упомянуть' });
    expect(within(list).getAllByRole('option')).toHaveLength(2);
    await user.keyboard('{ArrowDown}');
    const current = list.querySelector('[aria-selected="true"]');
    expect(field().getAttribute('aria-activedescendant')).toBe(current?.id);
    await user.keyboard('{Enter}');
    expect(field().value).toBe('Смотри, @Анна Иванова-Петрова ');
    await user.keyboard('{Enter}');
    const entities = [{ kind: 'mention', offset: 8, length: 21, profile_id: 'petrova' }];
    expect(onSend).toHaveBeenCalledWith(
      expect.objectContaining({ text: 'Смотри, @Анна Иванова-Петрова', entities, files: [] }),
    );
  });

  it('takes a compound name by a press', async () => {
    const { user, onSend } = openComposer();
    await user.type(field(), '@Салт');
    await user.click(screen.getByRole('option', { name: /Салтыкова-Щедрина/ }));
    await user.type(field(), 'да?{Enter}');
    const entities = [{ kind: 'mention', offset: 0, length: 24, profile_id: 'elena' }];
    expect(onSend).toHaveBeenCalledWith(
      expect.objectContaining({ text: '@Елена Салтыкова-Щедрина да?', entities, files: [] }),
    );
  });

  it('is left by Escape, and the text stays', async () => {
    const { user, onLeaveContext } = openComposer();
    await user.type(field(), '@Ан{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(field().value).toBe('@Ан');
    expect(onLeaveContext).not.toHaveBeenCalled();
  });
});

describe('files', () => {
  const file = (name: string, size: number, type = 'application/pdf') => {
    const made = new File(['x'], name, { type });
    Object.defineProperty(made, 'size', { value: size });
    return made;
  };
  const attach = () => screen.getByLabelText<HTMLInputElement>('Прикрепить файлы', { selector: 'input' });

  it('go with the message, or alone; each can be taken away', async () => {
    const { user, onSend } = openComposer();
    const plan = file('План.pdf', 1_000);
    await user.upload(attach(), [plan, file('Список.pdf', 1_000)]);
    await user.click(screen.getByRole('button', { name: 'Убрать Список.pdf' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Отправить' }));
    expect(onSend).toHaveBeenCalledWith(expect.objectContaining({ text: '', entities: [], files: [plan] }));
    expect(screen.queryByRole('listitem')).toBeNull();
  });

  it('that are too large stay behind, and the person is told', async () => {
    const { user, onComplain } = openComposer();
    await user.upload(attach(), [file('Фильм.mp4', 60 * 1024 * 1024, 'video/mp4')]);
    expect(onComplain).toHaveBeenCalledWith('«Фильм.mp4» больше 50 МБ: такой файл отправить нельзя');
    expect(screen.queryByRole('listitem')).toBeNull();
  });

  it('are pasted', async () => {
    const { user } = openComposer();
    await user.click(field());
    const plan = file('План.pdf', 1_000);
    await user.paste({ files: [plan], getData: () => '', types: ['Files'] } as unknown as DataTransfer);
    expect(screen.getByRole('button', { name: 'Убрать План.pdf' })).toBeTruthy();
  });
  it('that are dropped anywhere on the page are attached', async () => {
    openComposer();
    const dataTransfer = { types: ['Files'], files: [file('План.pdf', 1_000)] };
    expect(fireEvent.dragOver(document.body, { dataTransfer })).toBe(false);
    expect(screen.getByText('Отпустите, чтобы прикрепить')).toBeTruthy();
    expect(fireEvent.drop(document.body, { dataTransfer })).toBe(false);
    expect(screen.getByRole('button', { name: 'Убрать План.pdf' })).toBeTruthy();
  });
});
