/** All kinds of messages, and what follows from them. */
import type { SentKinds } from '@/data/messenger/sent-kinds';
import { actionsOn, isThere, type MessageAction, type Situation } from '../model/actions';
import { callKind } from './call/kind';
import { deletedKind } from './deleted/kind';
import type { AlertContext, MessageKind, PreviewContext, Previewed } from './kind';
import { serviceKind } from './service/kind';
import { textKind } from './text/kind';
import { unknownKind } from './unknown/kind';

const KINDS: ReadonlyMap<string, MessageKind> = new Map(
  [textKind, serviceKind, callKind].map((kind) => [kind.name, kind]),
);

/** The kinds that people write. */
export const SENT_KINDS: SentKinds = [...KINDS.values()].flatMap(({ sent }) => sent ?? []);

type Kinded = Pick<Previewed, 'kind' | 'attachment' | 'deleted_at'>;

/** Return the kind of a message: of a card, by what it carries. */
export function kindOf({ kind, attachment, deleted_at }: Kinded): MessageKind {
  if (deleted_at !== null) return deletedKind;
  return KINDS.get(attachment?.kind ?? kind) ?? unknownKind;
}

/** Return a message in one line, for the list of chats, quotes and screen readers. */
export function previewOf(message: Previewed, context: PreviewContext): string {
  return kindOf(message).preview(message, context);
}

/** Return the words of a notification about a message, or undefined if it causes none. */
export function alertOf(message: Previewed, context: AlertContext): string | undefined {
  return kindOf(message).alert(message, context);
}

/** Return the actions offered on a message, in order. */
export function actionsOf(situation: Situation): readonly MessageAction[] {
  const { actions } = kindOf(situation.message);
  const offered = actionsOn(situation);
  return isThere(situation.message) ? offered.filter(({ name }) => actions.includes(name)) : offered;
}

/** True if a message stands close to its author's messages before and after it. */
export function joinsGroups(message: Kinded): boolean {
  return kindOf(message).joinsGroups;
}
