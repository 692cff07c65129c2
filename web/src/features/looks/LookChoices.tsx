import { chooseLanguage, LANGUAGES, language, t } from '@/shared/i18n/text';
import { chooseTheme, type ThemeChoice, useThemeChoice } from '@/shared/ui/theme';
import styles from './LookChoices.module.css';

const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];
const THEME_TEXTS = { system: 'ui.themeSystem', light: 'ui.themeLight', dark: 'ui.themeDark' } as const;
const LANGUAGE_TEXTS = { ru: 'id.looks.ru', en: 'id.looks.en' } as const;

/** The language and the colour scheme of this device. */
export function LookChoices() {
  const theme = useThemeChoice();
  return (
    <div className={styles['choices']}>
      <select
        className={styles['choice']}
        aria-label={t('id.looks.language')}
        value={language()}
        onChange={(event) => {
          const chosen = LANGUAGES.find((one) => one === event.target.value);
          if (chosen) void chooseLanguage(chosen);
        }}
      >
        {LANGUAGES.map((one) => (
          <option key={one} value={one}>
            {t(LANGUAGE_TEXTS[one])}
          </option>
        ))}
      </select>
      <select
        className={styles['choice']}
        aria-label={t('id.looks.theme')}
        value={theme}
        onChange={(event) => {
          const chosen = THEMES.find((one) => one === event.target.value);
          if (chosen) chooseTheme(chosen);
        }}
      >
        {THEMES.map((one) => (
          <option key={one} value={one}>
            {t('id.looks.themeOf', { theme: t(THEME_TEXTS[one]) })}
          </option>
        ))}
      </select>
    </div>
  );
}
