import type { EmployeeHome } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { Card } from '@/shared/ui/Card';
import { ClassFact } from './ClassFact';

/** An employee: the position. */
export function EmployeePart({ home }: { home: EmployeeHome }) {
  return (
    <Card title={t('journal.employee.title')}>
      <ClassFact label={t('journal.employee.position')} value={home.position} />
    </Card>
  );
}
