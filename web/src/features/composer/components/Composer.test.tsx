import { screen, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { show, sitAtDesktop } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import type { Candidate } from '../model/mentions';
import { Composer } from './Composer';
import type { WritingContext } from './ContextBar';
import type { ShownCandidate } from './MentionList';

beforeAll(startTestTexts);
beforeEach(sitAtDesktop);

const candidate = (profileId: string | null, label: string, names: readonly string[]): ShownCandidate => ({
  profileId,
  label,
  names,
  about: '',
  face: label,
  picture: undefined,
});
const PEOPLE = [
  candidate('elena', 'Елена Салтыкова-Щедрина', ['Салтыкова-Щедрина']),
  candidate('ivanova', 'Анна Иванова', ['Иванова']),
  candidate('petrova', 'Анна Иванова-Петрова', ['Иванова-Петрова']),
];

interface Given {
  readonly context?: WritingContext;
  readonly draft?: string;
  readonly enterSends?: boolean;
  readonly reason?: 'composer.archived';
}

/** Render the composer of the class chat. */
function open({ context, draft = '', enterSends = true, reason }: Given = {}) {
  const acts = {
    onSend: vi.fn(),
    onSaveEdit: vi.fn(),
    onDraft: vi.fn(),
    onTyping: vi.fn(),
    onLeaveContext: vi.fn(),
    onEditLast: vi.fn(),
    onComplain: vi.fn(),
  };
  const part = (now: WritingContext | undefined) => (
    <Composer
      reason={reason}
      draft={draft}
      context={now}
      candidates={PEOPLE}
      enterSends={enterSends}
      {...acts}
    />
  );
  const shown = show(part(context));
  return { ...shown, ...acts, turnTo: (now: WritingContext | undefined) => shown.again(part(now)) };
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Сообщение' });
const plain = (text: string) => ({ text, entities: [], files: [] });
const editing = (text: string, mentioned: readonly Candidate[] = []): WritingContext => ({
  kind: 'edit',
  id: 'one',
  text,
  words: text,
  mentioned,
});

describe('writing', () => {
  it('sends by Enter, and is empty again', async () => {
    const { user, onSend, onTyping } = open();
    await user.type(field(), 'Завтра в 8{Enter}');
    expect(onSend).toHaveBeenCalledWith(plain('Завтра в 8'));
    expect(onTyping).toHaveBeenCalled();
    expect(field().value).toBe('');
  });

  it('begins a line by Enter where the person wants that, and sends by Ctrl+Enter and by the button', async () => {
    const { user, onSend } = open({ enterSends: false });
    await user.type(field(), 'Раз{Enter}Два{Control>}{Enter}{/Control}');
    expect(onSend).toHaveBeenCalledWith(plain('Раз\nДва'));
    await user.type(field(), 'Три');
    await user.click(screen.getByRole('button', { name: 'Отправить' }));
    expect(onSend).toHaveBeenLastCalledWith(plain('Три'));
  });

  it('sends nothing that is empty, and nothing that is too long', async () => {
    const { user, onSend } = open({ draft: 'а'.repeat(4096) });
    await user.type(field(), 'бв{Enter}');
    expect(screen.getByRole('alert').textContent).toBe('Слишком длинно: лишние 2 символа');
    await user.clear(field());
    await user.type(field(), '  {Enter}');
    expect(onSend).not.toHaveBeenCalled();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Отправить' }).disabled).toBe(true);
  });

  it('sends nothing of which nobody sees anything', async () => {
    const { user, onSend } = open();
    await user.click(field());
    await user.paste('\u2800\u200b \u3164');
    expect(screen.getByRole('button', { name: 'Отправить' })).toHaveProperty('disabled', true);
    await user.keyboard('{Enter}');
    expect(onSend).not.toHaveBeenCalled();
  });

  it('sends letters composed, without what reorders them, and says where each entity is then', async () => {
    const { user, onSend } = open();
    await user.click(field());
    await user.paste('Чаи\u0306 \u202e**в 8**');
    await user.keyboard('{Enter}');
    const entities = [{ kind: 'bold', offset: 4, length: 3 }];
    expect(onSend).toHaveBeenCalledWith({ text: 'Чай в 8', entities, files: [] });
  });

  it('means by marks what they mean', async () => {
    const { user, onSend } = open();
    await user.type(field(), 'Завтра **контрольная**{Enter}');
    const entities = [{ kind: 'bold', offset: 7, length: 11 }];
    expect(onSend).toHaveBeenCalledWith({ text: 'Завтра контрольная', entities, files: [] });
  });

  it('begins with the draft, and keeps every change of it', async () => {
    const { user, onDraft, onSend } = open({ draft: 'Статья ' });
    await user.type(field(), 'почти');
    expect(onDraft).toHaveBeenLastCalledWith('Статья почти');
    await user.keyboard('{Enter}');
    expect(onSend).toHaveBeenCalledWith(plain('Статья почти'));
  });

  it('says why one may not', () => {
    open({ reason: 'composer.archived' });
    expect(screen.getByText('Чат в архиве: его можно только читать')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

describe('mentioning', () => {
  it('finds people by the beginning of a name, chosen by the keyboard', async () => {
    const { user, onSend } = open();
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
    expect(onSend).toHaveBeenCalledWith({ text: 'Смотри, @Анна Иванова-Петрова', entities, files: [] });
  });

  it('takes a compound name by a press', async () => {
    const { user, onSend } = open();
    await user.type(field(), '@Салт');
    await user.click(screen.getByRole('option', { name: /Салтыкова-Щедрина/ }));
    await user.type(field(), 'да?{Enter}');
    const entities = [{ kind: 'mention', offset: 0, length: 24, profile_id: 'elena' }];
    expect(onSend).toHaveBeenCalledWith({ text: '@Елена Салтыкова-Щедрина да?', entities, files: [] });
  });

  it('is left by Escape, and the text stays', async () => {
    const { user, onLeaveContext } = open();
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
    const { user, onSend } = open();
    const plan = file('План.pdf', 1_000);
    await user.upload(attach(), [plan, file('Список.pdf', 1_000)]);
    await user.click(screen.getByRole('button', { name: 'Убрать Список.pdf' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Отправить' }));
    expect(onSend).toHaveBeenCalledWith({ text: '', entities: [], files: [plan] });
    expect(screen.queryByRole('listitem')).toBeNull();
  });

  it('that are too large stay behind, and the person is told', async () => {
    const { user, onComplain } = open();
    await user.upload(attach(), [file('Фильм.mp4', 60 * 1024 * 1024, 'video/mp4')]);
    expect(onComplain).toHaveBeenCalledWith('«Фильм.mp4» больше 50 МБ: такой файл отправить нельзя');
    expect(screen.queryByRole('listitem')).toBeNull();
  });

  it('are pasted', async () => {
    const { user } = open();
    await user.click(field());
    const plan = file('План.pdf', 1_000);
    await user.paste({ files: [plan], getData: () => '', types: ['Files'] } as unknown as DataTransfer);
    expect(screen.getByRole('button', { name: 'Убрать План.pdf' })).toBeTruthy();
  });
});

describe('a reply and an edit', () => {
  it('shows to whom one replies, and is left by the button or by Escape', async () => {
    const context: WritingContext = { kind: 'reply', id: 'one', name: 'Анна Сергеевна', words: 'Завтра в 8' };
    const { user, onLeaveContext } = open({ context });
    expect(screen.getByText('Ответ: Анна Сергеевна')).toBeTruthy();
    expect(screen.getByText('Завтра в 8')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Не отвечать' }));
    await user.type(field(), '{Escape}');
    expect(onLeaveContext).toHaveBeenCalledTimes(2);
  });

  it('begins with ↑ in an empty field', async () => {
    const { user, onEditLast } = open();
    await user.type(field(), '{ArrowUp}');
    expect(onEditLast).toHaveBeenCalledOnce();
    await user.type(field(), 'а{ArrowUp}');
    expect(onEditLast).toHaveBeenCalledOnce();
  });

  it('changes the message, and gives back what was being written', async () => {
    const { user, onSaveEdit, onSend, onDraft, turnTo } = open();
    await user.type(field(), 'Черновик');
    turnTo(editing('Встречаемся в **три**'));
    expect(field().value).toBe('Встречаемся в **три**');
    onDraft.mockClear();
    await user.type(field(), ' ровно{Enter}');
    const entities = [{ kind: 'bold', offset: 14, length: 3 }];
    expect(onSaveEdit).toHaveBeenCalledWith({ text: 'Встречаемся в три ровно', entities, files: [] });
    expect(onDraft).not.toHaveBeenCalled();
    turnTo(undefined);
    expect(field().value).toBe('Черновик');
    expect(onSend).not.toHaveBeenCalled();
  });

  it('still mentions who had another name then, or may be mentioned no more', async () => {
    const before = [{ profileId: 'gone', label: 'Лена Орлова', names: [] }];
    const { user, onSaveEdit } = open({ context: editing('@Лена Орлова, да', before) });
    await user.type(field(), '?{Enter}');
    const entities = [{ kind: 'mention', offset: 0, length: 12, profile_id: 'gone' }];
    expect(onSaveEdit).toHaveBeenCalledWith({ text: '@Лена Орлова, да?', entities, files: [] });
  });
});
