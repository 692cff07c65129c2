import type { ServiceMessageRead } from '@/shared/api/schema';
import type { TextArguments } from '@/shared/i18n/keys';
import { isKnown, t } from '@/shared/i18n/text';
import type { NameOf } from '../../model/names';

/** The parameters of a service message; people are given by their ids. */
type Params = Readonly<Record<string, unknown>>;

type ServiceKey = `messages.service.${ServiceMessageRead['code']}`;

/** Return the people in the parameters. */
export function peopleIn(params: Params): readonly string[] {
  const { actor, person, people } = params;
  return [actor, person, ...(Array.isArray(people) ? people : [])].filter((id) => typeof id === 'string');
}

/** Return the text of a service message for `me`; an unknown code gets a general text. */
export function serviceText(code: string, params: Params, nameOf: NameOf, me?: string): string {
  const key = `messages.service.${code}`;
  if (!isKnown<ServiceKey>(key)) return t('messages.service.unknown');
  const values: TextArguments<ServiceKey>[0] = {
    actor: typeof params['actor'] === 'string' ? nameOf(params['actor']) : t('messages.school'),
    form: formOf(params, me),
    owner: me !== undefined && params['person'] === me ? 'you' : 'other',
    person: typeof params['person'] === 'string' ? nameOf(params['person']) : '',
    people: Array.isArray(params['people'])
      ? params['people'].map((id) => nameOf(String(id))).join(', ')
      : '',
    title: textOf(params['title']),
    profile: textOf(params['profile']),
    account: textOf(params['account']),
  };
  return t(key, values);
}

/** Return by what the verb is worded; what nobody in particular did was done by «Школа». */
function formOf({ actor, actor_sex: sex }: Params, me: string | undefined): string {
  if (typeof actor !== 'string') return 'female';
  return actor === me ? 'you' : textOf(sex);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
