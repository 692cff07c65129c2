import type { PersonName } from '@/shared/api/schema';
import { shortName } from '@/shared/person/person';

interface Owner {
  readonly name: PersonName;
  readonly class_title: string | null;
}

/** Return the diary's heading: «Михаил Соколов, 7Б». */
export function ownerInWords({ name, class_title }: Owner): string {
  return [shortName(name), class_title].filter(Boolean).join(', ');
}
