import { afterEach, expect, it, vi } from 'vitest';
import { ownAddress, webAddress } from './own-address';

afterEach(() => vi.unstubAllGlobals());

it('reads addresses in browsers without URL.canParse', () => {
  class OlderURL extends URL {}
  Object.defineProperty(OlderURL, 'canParse', { value: undefined });
  vi.stubGlobal('URL', OlderURL);
  expect(webAddress('https://school.example/x', 'https://parta.example')).toBe('https://school.example/x');
  expect(ownAddress('/chats/1', 'https://parta.example')).toBe('/chats/1');
  expect(webAddress('https://[', 'https://parta.example')).toBeUndefined();
});
