import { afterEach, describe, expect, it, vi } from 'vitest';
import { explainDeviceError } from './device-error';

afterEach(() => vi.unstubAllGlobals());

function securePage(): void {
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', { mediaDevices: {} });
}

describe('what the browser means when it gives no camera', () => {
  it.each([
    ['NotAllowedError', 'Permission denied', 'denied'],
    ['NotAllowedError', 'Permission dismissed', 'dismissed'],
    ['NotFoundError', 'Requested device not found', 'none'],
    ['OverconstrainedError', '', 'none'],
    ['NotReadableError', 'Could not start video source', 'busy'],
    ['TypeError', 'odd', 'unknown'],
  ])('%s «%s» is %s', (name, message, reason) => {
    securePage();
    const failure = new Error(message);
    failure.name = name;
    expect(explainDeviceError(failure)).toBe(reason);
  });

  it('blames the page where it came without encryption, whatever the failure', () => {
    vi.stubGlobal('isSecureContext', false);
    expect(explainDeviceError(new Error('any'))).toBe('insecure');
  });

  it('does not guess about what is no error', () => {
    securePage();
    expect(explainDeviceError('odd')).toBe('unknown');
  });
});
