import { plainText } from '../../model/formatting';
import type { MessageKind, Previewed } from '../kind';
import { Bubble } from './Bubble';
import { sentEdit } from './edit';
import { sentText } from './sent';
import { filesInWords } from './words';

/** What a person has written, with files. */
export const textKind: MessageKind = {
  name: 'text',
  layout: 'row',
  View: Bubble,
  preview,
  actions: ['reply', 'edit', 'copy', 'pin', 'unpin', 'readers', 'history', 'delete'],
  takesReactions: true,
  joinsGroups: true,
  alert: preview,
  sent: [sentText, sentEdit],
};

function preview({ text, files }: Previewed): string {
  return plainText(text) || filesInWords(files);
}
