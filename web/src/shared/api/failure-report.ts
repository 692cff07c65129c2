import { pageOf } from '../offline/pages';
import { api } from './client';
import type { ClientFailure } from './schema';

/** Where on a page something failed. */
export type Place = ClientFailure['place'];

const NAME = /^[A-Za-z]{1,40}$/;
const reported = new Set<string>();

/**
 * Report to the server that something failed in this browser: where, and the error's type. Nothing else: an error's
 * message may quote what people wrote. Each kind once per page, so that a list of broken rows is one report.
 */
export function reportFailure(place: Place, failure: unknown): void {
  const name = failure instanceof Error ? failure.name : '';
  const type = NAME.test(name) ? name : 'Unknown';
  if (reported.has(`${place} ${type}`)) return;
  reported.add(`${place} ${type}`);
  const body = { page: pageOf(window.location.pathname), place, type };
  // Without a network nobody is told: a report is worth no second attempt.
  api.POST('/api/client-failures', { body }).catch(() => undefined);
}

/** Reset between tests. */
export function resetReports(): void {
  reported.clear();
}
