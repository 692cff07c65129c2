import type { SchoolChat, SchoolChats } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullName } from '@/shared/person/person';

/** A way into the messenger. */
export interface Way {
  readonly key: string;
  readonly kind: 'chat' | 'person';
  readonly href: string;
  readonly title: string;
  readonly about: string;
  /** A class has several of these: the title alone does not say which. */
  readonly isOneOfMany: boolean;
  readonly unread: number;
}

/** Return the ways to chats, then to teachers. */
export function waysOf({ chats, teachers }: SchoolChats): readonly Way[] {
  return [
    ...chats.map(({ id, source, title, unread }): Way => {
      const isOneOfMany = source === 'subject';
      return {
        key: id,
        kind: 'chat',
        href: `/chats/${id}`,
        title: nameOf(source),
        about: title,
        isOneOfMany,
        unread,
      };
    }),
    ...teachers.map(
      ({ profile_id, name, chat_id, unread }): Way => ({
        key: profile_id,
        kind: 'person',
        href: chat_id ? `/chats/${chat_id}` : `/people?write=${profile_id}`,
        title: t('schoolChats.write'),
        about: fullName(name),
        isOneOfMany: false,
        unread,
      }),
    ),
  ];
}

function nameOf(source: SchoolChat['source']): string {
  switch (source) {
    case 'subject':
      return t('schoolChats.subject');
    case 'class_parents':
      return t('schoolChats.parents');
    case 'class_colleagues':
      return t('schoolChats.colleagues');
    default:
      return t('schoolChats.class');
  }
}
