import type { EmployeeHome } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { Card } from '@/shared/ui/Card';
import { LabelledValue } from './ClassFact';

/** The employee's part: the position. */
export function EmployeePart({ home }: { home: EmployeeHome }) {
  return (
    <Card title={t('journal.employee.title')}>
      <LabelledValue label={t('journal.employee.position')} value={home.position} />
    </Card>
  );
}
