import { expect, it } from 'vitest';
import { actionOf, type ComposerContext, type KeyAction, type KeyPressed } from './keys';

const calm: ComposerContext = {
  enterSends: true,
  isEmpty: false,
  isChoosingMention: false,
  isReplyingOrEditing: false,
};
const key = (name: string, more: Partial<KeyPressed> = {}): KeyPressed => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  ...more,
});

it.each<[string, KeyPressed, ComposerContext, KeyAction]>([
  ['Enter', key('Enter'), calm, 'send'],
  ['Enter where it makes a line', key('Enter'), { ...calm, enterSends: false }, 'none'],
  [
    'Ctrl+Enter where Enter makes a line',
    key('Enter', { ctrlKey: true }),
    { ...calm, enterSends: false },
    'send',
  ],
  ['Shift+Enter', key('Enter', { shiftKey: true }), calm, 'none'],
  ['Enter of an input method', key('Enter', { isComposing: true }), calm, 'none'],
  ['Enter in the list of people', key('Enter'), { ...calm, isChoosingMention: true }, 'mention'],
  ['Escape in the list of people', key('Escape'), { ...calm, isChoosingMention: true }, 'closeMentions'],
  ['↑ in an empty field', key('ArrowUp'), { ...calm, isEmpty: true }, 'editLast'],
  ['↑ in a text', key('ArrowUp'), calm, 'none'],
  ['Escape in a reply', key('Escape'), { ...calm, isReplyingOrEditing: true }, 'leaveReply'],
  ['Escape otherwise', key('Escape'), calm, 'none'],
])('%s does: %4$s', (_what, pressed, now, action) => {
  expect(actionOf(pressed, now)).toBe(action);
});
