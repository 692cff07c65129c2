import { Icon56SchoolOutline } from '@vkontakte/icons';
import type { Home as HomeRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Fetched } from '@/shared/ui/Fetched';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { useHome } from '../api';
import { partsOf } from '../model/parts';
import { AdministratorPart } from './AdministratorPart';
import { EmployeePart } from './EmployeePart';
import { GuardianPart } from './GuardianPart';
import styles from './Home.module.css';
import { StudentPart } from './StudentPart';
import { TeacherPart } from './TeacherPart';

/** The first page, with a part for each role. */
export function Home() {
  return (
    <Fetched query={useHome()} waiting={<TextSkeleton rows={8} />}>
      {(home) => <Parts home={home} />}
    </Fetched>
  );
}

function Parts({ home }: { readonly home: HomeRead }) {
  const { student, guardian, teacher, employee, administrator } = home;
  if (partsOf(home).length === 0) {
    return (
      <EmptyState icon={<Icon56SchoolOutline />} title={t('journal.empty')} hint={t('journal.emptyHint')} />
    );
  }
  return (
    <div className={styles['parts']}>
      {administrator && <AdministratorPart home={administrator} />}
      {student && <StudentPart home={student} />}
      {teacher && <TeacherPart home={teacher} />}
      {employee && <EmployeePart home={employee} />}
      {guardian && <GuardianPart home={guardian} />}
    </div>
  );
}
