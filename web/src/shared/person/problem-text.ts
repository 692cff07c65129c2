import { t } from '../i18n/text';
import type { NameProblem } from './names';

/** Return what is wrong with a name, in words. */
export function nameProblemText(problem: NameProblem): string {
  return problem.kind === 'mixed_scripts'
    ? t('person.name.mixed_scripts', problem)
    : t(`person.name.${problem.kind}`);
}
