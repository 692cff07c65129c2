/** The finished message of the composer. */
export interface Written {
  readonly text: string;
  readonly mentions: readonly string[];
  readonly mentionsAll: boolean;
  readonly files: readonly File[];
}
