/** Addresses in what people write, where no entities are stored with the text. */

import { parseAddress } from '@/shared/api/own-address';

/** A part of a text; with an address, where it leads. */
export interface TextPart {
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>«»"]+/giu;
const ENDING = /[.,;:!?…'"]$/u;
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Return the parts of a text, addresses apart. */
export function partsOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { index, 0: found } of text.matchAll(ADDRESS)) {
    const address = withoutEnding(found);
    const href = addressOf(address);
    if (href === undefined) continue;
    if (index > at) parts.push({ text: text.slice(at, index) });
    parts.push({ text: address, href });
    at = index + address.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

/** Signs that end a sentence, and brackets that were not opened inside, do not belong to the address. */
function withoutEnding(found: string): string {
  let address = found;
  while (ENDING.test(address) || isUnopened(address)) address = address.slice(0, -1);
  return address;
}

function isUnopened(address: string): boolean {
  const close = address.at(-1) ?? '';
  const open = BRACKETS[close];
  return open !== undefined && address.split(close).length > address.split(open).length;
}

function addressOf(address: string): string | undefined {
  const full = /^www\./i.test(address) ? `https://${address}` : address;
  return parseAddress(full)?.hostname.includes('.') ? full : undefined;
}
