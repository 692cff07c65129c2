/** Returns the name of a member. */
export type NameOf = (profileId: string) => string;
