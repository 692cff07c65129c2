import { useEffect, useState } from 'react';

/** Return an address for bytes of this browser while they are shown; undefined in the first drawing. */
export function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [made, setMade] = useState<{ readonly of: Blob; readonly address: string }>();
  useEffect(() => {
    if (!blob) return;
    const address = URL.createObjectURL(blob);
    setMade({ of: blob, address });
    return () => URL.revokeObjectURL(address);
  }, [blob]);
  return made && made.of === blob ? made.address : undefined;
}
