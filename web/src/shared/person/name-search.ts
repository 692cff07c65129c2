/** Who is meant by what is typed of a name, the likeliest first, as the server's list of contacts says it. */
import { splitWords } from '../text/words';
import { type Person, worksAtSchool } from './person';

/** Return the people whose names match all words of the query, the best matches first; all without a query. */
export function peopleNamed<P extends Person>(all: readonly P[], query: string): readonly P[] {
  return namedOf(all, query, (one) => one);
}

/** The same of what belongs to people. */
export function namedOf<T>(all: readonly T[], query: string, personOf: (one: T) => Person): readonly T[] {
  const wanted = splitWords(query);
  if (wanted.length === 0) return all;
  return all
    .flatMap((one) => {
      const person = personOf(one);
      const ranks = ranksOf(wanted, person);
      return ranks ? [{ one, ranks, name: sortName(person) }] : [];
    })
    .toSorted((a, b) => compareRanks(a.ranks, b.ranks) || (a.name < b.name ? -1 : Number(a.name > b.name)))
    .map(({ one }) => one);
}

/** Return how well each word fits: beginning before inside; first name, last name, patronymic. Undefined: one does not. */
function ranksOf(wanted: readonly string[], { name, badges }: Person): readonly number[] | undefined {
  const parts = [name.first_name, name.last_name];
  // By a patronymic alone only those are found who are called by it.
  if (name.patronymic && (wanted.length > 1 || worksAtSchool(badges))) parts.push(name.patronymic);
  const words = parts.map(splitWords);
  const ranks = wanted.map((word) => {
    const begun = words.findIndex((part) => part.some((one) => one.startsWith(word)));
    if (begun >= 0) return begun;
    const inside =
      [...word].length > 1 ? words.findIndex((part) => part.some((one) => one.includes(word))) : -1;
    return inside < 0 ? undefined : 3 + inside;
  });
  return ranks.includes(undefined) ? undefined : (ranks as number[]);
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((rank, index) => rank !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

function sortName({ name }: Person): string {
  return splitWords(`${name.last_name} ${name.first_name}`).join(' ');
}
