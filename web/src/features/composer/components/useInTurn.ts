import { useEffect, useRef, useState } from 'react';
import { withoutStart } from '@/shared/text/without-start';

/**
 * Return the function that finishes the text of a field. A text finished while an earlier one is being stored waits for
 * its turn, without what was finished before it; when one fails, what waits stays in the field.
 */
export function useInTurn(text: string, store: (typed: string) => Promise<boolean>): () => void {
  const [isStoring, setIsStoring] = useState(false);
  /** The texts that were finished, the one that is being stored first. */
  const finished = useRef<readonly string[]>([]);
  const storeFirst = async () => {
    const [first = ''] = finished.current;
    setIsStoring(true);
    const isStored = await store(first);
    finished.current = isStored ? finished.current.slice(1) : [];
    setIsStoring(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next turn begins when the last has ended
  useEffect(() => {
    if (!isStoring && finished.current.length > 0) void storeFirst();
  }, [isStoring]);
  return () => {
    const isFirst = finished.current.length === 0;
    const typed = withoutStart(text, finished.current.join(''));
    if (typed === '' && !isFirst) return;
    finished.current = [...finished.current, typed];
    if (isFirst) void storeFirst();
  };
}
