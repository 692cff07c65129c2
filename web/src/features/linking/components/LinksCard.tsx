import { Icon28EducationOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { LinkRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { fullName } from '@/shared/person/person';
import { rolesOf } from '@/shared/person/roles';
import { Card } from '@/shared/ui/Card';
import { ErrorState } from '@/shared/ui/ErrorState';
import { useOverlays } from '@/shared/ui/Overlays';
import rows from '@/shared/ui/rows.module.css';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { useLinks, useUnlink } from '../api';

interface Props {
  /** Runs an action after a confirmation; undefined if not confirmed. */
  readonly confirmed: <T>(act: () => Promise<T>) => Promise<T | undefined>;
}

/** «Подключённые дневники»: the links, removable. */
export function LinksCard({ confirmed }: Props) {
  const links = useLinks();
  const active = links.data?.filter(({ is_active }) => is_active) ?? [];
  return (
    <Card title={t('linking.links.title')} hint={active.length === 0 ? t('linking.links.none') : undefined}>
      {links.isError && <ErrorState failure={links.error} onRetry={() => void links.refetch()} />}
      {links.isPending && <ListSkeleton rows={1} />}
      {active.length > 0 && (
        <ul className={rows['rows']}>
          {active.map((link) => (
            <LinkRow key={link.id} link={link} confirmed={confirmed} />
          ))}
        </ul>
      )}
      <div className={rows['foot']}>
        <Button Component="a" href="/id/connect" mode={active.length > 0 ? 'tertiary' : 'primary'} size="m">
          {t(active.length > 0 ? 'linking.links.another' : 'linking.links.connect')}
        </Button>
      </div>
    </Card>
  );
}

function LinkRow({ link, confirmed }: Props & { readonly link: LinkRead }) {
  const unlink = useUnlink();
  const { confirm, note, noteFailure } = useOverlays();
  const undo = async () => {
    const isSure = await confirm({
      title: t('linking.unlink.question'),
      text: t('linking.unlink.hint', { school: link.school }),
      confirm: t('linking.unlink.act'),
      isDestructive: true,
    });
    if (!isSure) return;
    try {
      const isDone = await confirmed(() => unlink.mutateAsync(link.id).then(() => true));
      if (isDone) note({ text: t('linking.unlink.done') });
    } catch (failure) {
      noteFailure(failure);
    }
  };
  return (
    <li className={rows['row']}>
      <Icon28EducationOutline />
      <div className={rows['text']}>
        <div className={rows['title']}>{link.school}</div>
        <div className={rows['more']}>
          {[fullName(link.account_name), rolesOf(link.roles)].filter(Boolean).join(' · ')}
        </div>
        <div className={rows['more']}>{link.provider.title}</div>
      </div>
      <Button
        mode="secondary"
        size="m"
        loading={unlink.isPending}
        aria-label={t('linking.unlink.of', { school: link.school })}
        onClick={() => void undo()}
      >
        {t('linking.unlink.act')}
      </Button>
    </li>
  );
}
