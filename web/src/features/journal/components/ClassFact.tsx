import styles from './Home.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
}

/** One thing that is known of a class or a person. */
export function ClassFact({ label, value }: Props) {
  return (
    <dl className={styles['fact']}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </dl>
  );
}
