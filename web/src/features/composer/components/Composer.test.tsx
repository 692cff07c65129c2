import { screen, waitFor } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sitAtDesktop } from '@/shared/testing/screen';
import { slowly } from '@/shared/testing/server';
import { startTestTexts } from '@/shared/testing/texts';
import { editing, field, openComposer, plain } from '../testing';
import type { WritingContext } from './ContextBar';

beforeAll(startTestTexts);
beforeEach(sitAtDesktop);

describe('writing', () => {
  it('sends by Enter, and is empty again', async () => {
    const { user, onSend, onTyping } = openComposer();
    await user.type(field(), 'Завтра в 8{Enter}');
    expect(onSend).toHaveBeenCalledWith(plain('Завтра в 8'));
    expect(onTyping).toHaveBeenCalled();
    expect(field().value).toBe('');
  });

  it('begins a line by Enter where the person wants that, and sends by Ctrl+Enter and by the button', async () => {
    const { user, onSend } = openComposer({ enterSends: false });
    await user.type(field(), 'Раз{Enter}Два{Control>}{Enter}{/Control}');
    expect(onSend).toHaveBeenCalledWith(plain('Раз\nДва'));
    await user.type(field(), 'Три');
    await user.click(screen.getByRole('button', { name: 'Отправить' }));
    expect(onSend).toHaveBeenLastCalledWith(plain('Три'));
  });

  it('sends nothing that is empty, and nothing that is too long', async () => {
    const { user, onSend } = openComposer({ draft: 'а'.repeat(4096) });
    await user.type(field(), 'бв{Enter}');
    expect(screen.getByRole('alert').textContent).toBe('Слишком длинно: лишние 2 символа');
    await user.clear(field());
    await user.type(field(), '  {Enter}');
    expect(onSend).not.toHaveBeenCalled();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Отправить' }).disabled).toBe(true);
  });

  it('sends nothing of which nobody sees anything', async () => {
    const { user, onSend } = openComposer();
    await user.click(field());
    await user.paste('\u2800\u200b \u3164');
    expect(screen.getByRole('button', { name: 'Отправить' })).toHaveProperty('disabled', true);
    await user.keyboard('{Enter}');
    expect(onSend).not.toHaveBeenCalled();
  });

  it('sends letters composed, without what reorders them, and says where each entity is then', async () => {
    const { user, onSend } = openComposer();
    await user.click(field());
    await user.paste('Чаи\u0306 \u202e**в 8**');
    await user.keyboard('{Enter}');
    const entities = [{ kind: 'bold', offset: 4, length: 3 }];
    expect(onSend).toHaveBeenCalledWith(expect.objectContaining({ text: 'Чай в 8', entities, files: [] }));
  });

  it('means by marks what they mean', async () => {
    const { user, onSend } = openComposer();
    await user.type(field(), 'Завтра **контрольная**{Enter}');
    const entities = [{ kind: 'bold', offset: 7, length: 11 }];
    expect(onSend).toHaveBeenCalledWith(
      expect.objectContaining({ text: 'Завтра контрольная', entities, files: [] }),
    );
  });

  it('keeps text and files until they are stored, and gives them back where they are not', async () => {
    const { user, onSend, onFailure } = openComposer();
    const full = new Error('full');
    onSend.mockRejectedValueOnce(full);
    await user.type(field(), 'Сочинение');
    const plan = new File(['x'], 'План.pdf');
    await user.upload(screen.getByLabelText('Прикрепить файлы', { selector: 'input' }), [plan]);
    await user.click(screen.getByRole('button', { name: 'Отправить' }));
    expect(onFailure).toHaveBeenCalledWith(full);
    expect(field().value).toBe('Сочинение');
    expect(screen.getByRole('button', { name: 'Убрать План.pdf' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Отправить' }));
    expect(onSend).toHaveBeenLastCalledWith(expect.objectContaining({ text: 'Сочинение', files: [plan] }));
    expect(field().value).toBe('');
    expect(screen.queryByRole('listitem')).toBeNull();
  });

  it('sends once while it is being stored, and leaves what is typed meanwhile', async () => {
    const { user, onSend } = openComposer();
    const store = onSend.getMockImplementation();
    const stored = slowly(undefined);
    onSend.mockImplementation(async (written) => {
      await stored.answer();
      await store?.(written);
    });
    await user.type(field(), 'Раз{Enter}{Enter}Два');
    stored.come();
    await waitFor(() => expect(field().value).toBe('Два'));
    expect(onSend).toHaveBeenCalledOnce();
  });

  it('sends one after the other what is finished while the first is being stored', async () => {
    const { user, onSend } = openComposer();
    const store = onSend.getMockImplementation();
    const stored = slowly(undefined);
    onSend.mockImplementationOnce(async (written) => {
      await stored.answer();
      await store?.(written);
    });
    await user.type(field(), 'Раз{Enter}Два{Enter}Три{Enter}Четыре');
    expect(onSend).toHaveBeenCalledOnce();
    stored.come();
    await waitFor(() => expect(field().value).toBe('Четыре'));
    expect(onSend.mock.calls.map(([{ text }]) => text)).toEqual(['Раз', 'Два', 'Три']);
  });

  it('leaves in the field what was finished after a message that could not be stored', async () => {
    const { user, onSend, onFailure } = openComposer();
    const full = new Error('full');
    const stored = slowly(undefined);
    onSend.mockImplementationOnce(async () => {
      await stored.answer();
      throw full;
    });
    await user.type(field(), 'Раз{Enter}Два{Enter}');
    stored.come();
    await waitFor(() => expect(onFailure).toHaveBeenCalledWith(full));
    expect(field().value).toBe('РазДва');
    expect(onSend).toHaveBeenCalledOnce();
  });

  it('follows the draft of another device, also where it was sent there', () => {
    const { hear } = openComposer({ draft: 'Завтра' });
    hear('Завтра в восемь');
    expect(field().value).toBe('Завтра в восемь');
    hear('');
    expect(field().value).toBe('');
  });

  it('begins with the draft, and keeps every change of it', async () => {
    const { user, onDraft, onSend } = openComposer({ draft: 'Статья ' });
    await user.type(field(), 'почти');
    expect(onDraft).toHaveBeenLastCalledWith('Статья почти');
    await user.keyboard('{Enter}');
    expect(onSend).toHaveBeenCalledWith(plain('Статья почти'));
  });

  it('says why one may not', () => {
    openComposer({ reason: 'composer.archived' });
    expect(screen.getByText('Чат в архиве: его можно только читать')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

describe('a reply and an edit', () => {
  it('shows to whom one replies, and is left by the button or by Escape', async () => {
    const context: WritingContext = { kind: 'reply', id: 'one', name: 'Анна Сергеевна', words: 'Завтра в 8' };
    const { user, onLeaveContext } = openComposer({ context });
    expect(screen.getByText('Ответ: Анна Сергеевна')).toBeTruthy();
    expect(screen.getByText('Завтра в 8')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Отменить ответ' }));
    await user.type(field(), '{Escape}');
    expect(onLeaveContext).toHaveBeenCalledTimes(2);
  });

  it('begins with ↑ in an empty field', async () => {
    const { user, onEditLast } = openComposer();
    await user.type(field(), '{ArrowUp}');
    expect(onEditLast).toHaveBeenCalledOnce();
    await user.type(field(), 'а{ArrowUp}');
    expect(onEditLast).toHaveBeenCalledOnce();
  });

  it('changes the message, and gives back what was being written', async () => {
    const { user, onSaveEdit, onSend, onDraft, turnTo } = openComposer();
    await user.type(field(), 'Черновик');
    turnTo(editing('Встречаемся в **три**'));
    expect(field().value).toBe('Встречаемся в **три**');
    onDraft.mockClear();
    await user.type(field(), ' ровно{Enter}');
    const entities = [{ kind: 'bold', offset: 14, length: 3 }];
    expect(onSaveEdit).toHaveBeenCalledWith(
      expect.objectContaining({ text: 'Встречаемся в три ровно', entities, files: [] }),
    );
    expect(onDraft).not.toHaveBeenCalled();
    turnTo(undefined);
    expect(field().value).toBe('Черновик');
    expect(onSend).not.toHaveBeenCalled();
  });

  it('keeps a change that was not stored', async () => {
    const { user, onSaveEdit, onFailure } = openComposer({ context: editing('Встречаемся в три') });
    onSaveEdit.mockRejectedValueOnce(new Error('full'));
    await user.type(field(), ' ровно{Enter}');
    expect(onFailure).toHaveBeenCalledOnce();
    expect(field().value).toBe('Встречаемся в три ровно');
  });

  it('still mentions who had another name then, or may be mentioned no more', async () => {
    const before = [{ profileId: 'gone', label: 'Лена Орлова', person: null }];
    const { user, onSaveEdit } = openComposer({ context: editing('@Лена Орлова, да', before) });
    await user.type(field(), '?{Enter}');
    const entities = [{ kind: 'mention', offset: 0, length: 12, profile_id: 'gone' }];
    expect(onSaveEdit).toHaveBeenCalledWith(
      expect.objectContaining({ text: '@Лена Орлова, да?', entities, files: [] }),
    );
  });
});
