/** Words that the interface no longer says, and what it says instead: one term a thing. */

/** @type {Record<string, readonly (readonly [RegExp, string])[]>} */
const RETIRED = {
  ru: [
    [/ведущ/i, 'администратор звонка'],
    [/админ(?!истр)/i, 'администратор'],
    [/канцеляри/i, 'учебная часть'],
    [
      /(?<!\p{L})с?вязк[аиуе]|связан[аоы]?(?!\p{L})|связать|связыва|отвяз/iu,
      'подключить дневник, привязать профиль',
    ],
    [/аккаунт\p{L}* (?:журнала|дневника|школы)/iu, 'аккаунт в дневнике'],
    [/код\p{L}* из сообщени/iu, 'код из СМС'],
    [/смс/u, 'СМС'],
    [/(?<!\p{L})(?:откро|обнов|заверш|появ|включ|уход|войд)\p{L}+ сам[аои]?(?!\p{L})/iu, 'автоматически'],
    [/(?:убра|убир)\p{L}*[^.]* из (?:чата|звонка)/iu, 'удалить'],
    [/чаты ждут/i, 'Чаты уже в мессенджере'],
    [/кто что может/i, 'Права участников'],
    [/навсегда/i, 'Пока не включу'],
    [/незнакомое/i, 'Если устройство вам незнакомо, завершите сеанс'],
    [/назовите/i, 'Введите название'],
    [/не подош[её]?л/i, 'Неверный'],
    [/не бывает/i, 'Проверьте номер: он введён неверно'],
    [/ещё впереди/i, 'ещё не начался'],
    [/так(?:ого|ой) вида|этого вида/i, 'этого типа'],
    [/учитель, [А-ЯЁ{]/, 'учитель: алгебра'],
    [/№ /, '«№» and a no-break space'],
  ],
  en: [
    [/^enter sends/i, 'Send with Enter'],
    [/notifications on the screen/i, 'Desktop notifications'],
    [/administrator of the call|whoever leads|whoever runs/i, 'host'],
    [/unlink/i, 'disconnect the diary'],
    [/\banew\b/i, 'again'],
    [/by (?:itself|themselves|yourself)/i, 'automatically'],
  ],
};

/** Buttons of questions say «Отмена»; «Отменить» alone takes back what has just been done. */
const UNDO = 'call.undo';

/** Return what is wrong with the words of a text.
 * @param {string} language
 * @param {string} key
 * @param {string} words
 * @returns {string[]} */
export function retiredIn(language, key, words) {
  const found = (RETIRED[language] ?? [])
    .filter(([pattern]) => pattern.test(words))
    .map(([pattern, instead]) => `${language}: ${key} says «${pattern.exec(words)?.[0]}»: say «${instead}»`);
  return words === 'Отменить' && key !== UNDO ? [...found, `ru: ${key}: say «Отмена»`] : found;
}
