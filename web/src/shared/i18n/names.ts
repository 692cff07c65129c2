/** A person's names, as sent by the server. */
export interface Names {
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic?: string | null;
}

/** Return «Анна Сергеевна»: how a pupil addresses an adult; without a patronymic «Анна Иванова». */
export function politeName({ first_name, patronymic, last_name }: Names): string {
  return `${first_name} ${patronymic || last_name}`.trim();
}

/** Return «Иванова Анна Сергеевна»: how documents and lists name a person. */
export function fullName({ last_name, first_name, patronymic }: Names): string {
  return [last_name, first_name, patronymic].filter(Boolean).join(' ');
}

/** Return «Анна Иванова». */
export function shortName({ first_name, last_name }: Names): string {
  return `${first_name} ${last_name}`.trim();
}

/** Return one or two letters for a picture: «АИ» of a name, «7Б» of «7Б» and of «7 «Б» — класс». */
export function initials(title: string): string {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 1 && /^\p{N}/u.test(title))
    return [...title].slice(0, 2).join('').toLocaleUpperCase('ru');
  return words
    .slice(0, 2)
    .map((word) => [...word][0])
    .join('')
    .toLocaleUpperCase('ru');
}
