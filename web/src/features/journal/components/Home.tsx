import { Icon56SchoolOutline } from '@vkontakte/icons';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
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
  const home = useHome();
  if (home.isPending) {
    return (
      <div className={styles['parts']}>
        <TextSkeleton rows={4} />
        <TextSkeleton rows={6} />
      </div>
    );
  }
  if (home.isError) return <ErrorState failure={home.error} onRetry={() => void home.refetch()} />;
  const { student, guardian, teacher, employee, administrator } = home.data;
  if (partsOf(home.data).length === 0) {
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
