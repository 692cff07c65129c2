import { useState } from 'react';
import {
  type Candidate,
  candidatesFor,
  insertMention,
  type MentionQuery,
  mentionQueryAt,
} from '../model/mentions';
import type { ShownCandidate } from './MentionList';

/** Return the candidates after «@», the current one, and those chosen so far. */
export function useMentions(
  candidates: readonly ShownCandidate[],
  mentioned: readonly Candidate[],
  onInsert: (text: string, caret: number) => void,
) {
  const [query, setQuery] = useState<MentionQuery>();
  const [current, setCurrent] = useState(0);
  const [chosen, setChosen] = useState<readonly (string | null)[]>(() =>
    mentioned.map(({ profileId }) => profileId),
  );
  const offered = query
    ? candidatesFor(query.query, candidates).filter(({ label }) => label !== query.query.trim())
    : [];

  const look = (text: string, caret: number) => {
    const next = mentionQueryAt(text, caret);
    setQuery(next);
    if (next?.query !== query?.query) setCurrent(0);
  };
  const choose = (candidate: ShownCandidate, text: string) => {
    if (!query) return;
    const { profileId } = candidate;
    setChosen((before) => [...before, profileId]);
    const inserted = insertMention(text, query, candidate);
    setQuery(undefined);
    onInsert(inserted.text, inserted.caret);
  };
  const onKey = (key: string, text: string) => {
    const count = offered.length;
    if (key === 'ArrowDown') setCurrent((current + 1) % count);
    else if (key === 'ArrowUp') setCurrent((current + count - 1) % count);
    else {
      const candidate = offered[current];
      if (candidate) choose(candidate, text);
    }
  };
  return { offered, current, chosen, look, choose, onKey, close: () => setQuery(undefined) };
}
