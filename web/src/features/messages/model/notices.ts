import { hasText, type TextValues, t } from '@/shared/i18n/text';

/** What the server tells beside the code of a notice; people stand in it by their ids. */
export type Facts = Readonly<Record<string, unknown>>;

/** Gives the name of a member. */
export type NameOf = (profileId: string) => string;

/** Give the people whom a notice is about. */
export function peopleIn(facts: Facts): readonly string[] {
  const { actor, person, people } = facts;
  return [actor, person, ...(Array.isArray(people) ? people : [])].filter((id) => typeof id === 'string');
}

/** Give a system notice in words; one that this version does not know is called a change of the chat. */
export function noticeWords(code: string, facts: Facts, nameOf: NameOf): string {
  const key = `messages.notice.${code}`;
  if (!hasText(key)) return t('messages.notice.unknown');
  const values: TextValues = {
    actor: typeof facts['actor'] === 'string' ? nameOf(facts['actor']) : t('messages.school'),
    person: typeof facts['person'] === 'string' ? nameOf(facts['person']) : '',
    people: Array.isArray(facts['people']) ? facts['people'].map((id) => nameOf(String(id))).join(', ') : '',
    title: typeof facts['title'] === 'string' ? facts['title'] : '',
  };
  return t(key, values);
}
