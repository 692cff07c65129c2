import { Button } from '@vkontakte/vkui';
import { useRef } from 'react';
import { isApiError } from '@/shared/api/errors';
import type { ProfileRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { Avatar } from '@/shared/ui/Avatar';
import { useOverlays } from '@/shared/ui/Overlays';
import { pictureOf } from '@/shared/ui/picture';
import { usePortrait } from '../portrait';
import styles from './PersonCard.module.css';

interface Props {
  readonly profile: ProfileRead;
}

/** The own picture, which can be changed or removed. */
export function Portrait({ profile }: Props) {
  const portrait = usePortrait();
  const input = useRef<HTMLInputElement>(null);
  const { note, noteFailure } = useOverlays();
  const choose = (picture: File | null) =>
    portrait.mutate(picture, {
      onError: (failure) =>
        isApiError(failure, 'bad_picture', 'type_refused')
          ? note({ text: t('id.picture.refused') })
          : noteFailure(failure),
    });
  return (
    <>
      <Avatar id={profile.id} name={profile.name} src={pictureOf(profile.picture)} size={96} />
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/webp"
        aria-label={t('id.picture.choose')}
        onChange={(event) => {
          const picture = event.target.files?.[0];
          event.target.value = '';
          if (picture) choose(picture);
        }}
      />
      <div className={styles['picture']}>
        <Button
          mode="tertiary"
          size="m"
          loading={portrait.isPending}
          onClick={() => !portrait.isPending && input.current?.click()}
        >
          {t(profile.picture ? 'id.picture.change' : 'id.picture.choose')}
        </Button>
        {profile.picture && !portrait.isPending && (
          <Button mode="tertiary" appearance="negative" size="m" onClick={() => choose(null)}>
            {t('id.picture.remove')}
          </Button>
        )}
      </div>
    </>
  );
}
