import { hasText, type TextValues, t } from '@/shared/i18n/text';

/** What the server tells beside the code of a notice; people stand in it by their ids. */
export type Params = Readonly<Record<string, unknown>>;

/** Gives the name of a member. */
export type NameOf = (profileId: string) => string;

/** Give the people whom a notice is about. */
export function peopleIn(params: Params): readonly string[] {
  const { actor, person, people } = params;
  return [actor, person, ...(Array.isArray(people) ? people : [])].filter((id) => typeof id === 'string');
}

/** Give a system notice in words; one that this version does not know is called a change of the chat. */
export function serviceText(code: string, params: Params, nameOf: NameOf): string {
  const key = `messages.service.${code}`;
  if (!hasText(key)) return t('messages.service.unknown');
  const values: TextValues = {
    actor: typeof params['actor'] === 'string' ? nameOf(params['actor']) : t('messages.school'),
    person: typeof params['person'] === 'string' ? nameOf(params['person']) : '',
    people: Array.isArray(params['people']) ? params['people'].map((id) => nameOf(String(id))).join(', ') : '',
    title: typeof params['title'] === 'string' ? params['title'] : '',
  };
  return t(key, values);
}
