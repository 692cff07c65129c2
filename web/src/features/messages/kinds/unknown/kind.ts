import type { MessageKind } from '../kind';
import { UnknownLine } from './UnknownLine';
import { unknownWords } from './words';

/** What a newer server sends and this page does not know. */
export const unknownKind: MessageKind = {
  name: 'unknown',
  layout: 'row',
  View: UnknownLine,
  preview: unknownWords,
  actions: [],
  takesReactions: false,
  joinsGroups: false,
  alert: unknownWords,
};
