/** Return the text without this start; as it is where it begins otherwise. */
export function withoutStart(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length) : text;
}
