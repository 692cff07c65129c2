/**
 * Prints what a browser of today must do without to be like the oldest supported ones, for the stories: of the language
 * what any of them lacks, of the rest what the oldest Chromium lacks. Each is a place in `window`, and a name there.
 */
import { browsersWithout, compat } from './compat.mjs';

const { builtins } = compat.javascript;

/** Return the places and names of what is missing of these owners, members first: they are reached by their owner. */
function missingOf(place, owners, isMissing) {
  const names = Object.keys(owners).filter((name) => name !== '__compat');
  const members = names.flatMap((owner) =>
    Object.keys(owners[owner])
      .filter((name) => name !== '__compat' && name !== owner && isMissing(owners[owner][name]))
      .flatMap((name) => placesOf([...place, owner], name)),
  );
  return [...members, ...names.filter((owner) => isMissing(owners[owner])).map((owner) => [place, owner])];
}

/** Return where a member may be; what MDN's data name with a line below or a sign is no member. */
function placesOf(owner, key) {
  const name = key.replace(/_static$/, '');
  if (!/^[a-zA-Z]+$/.test(name)) return [];
  return owner[0] === 'Window'
    ? [[[], name]]
    : [owner, [...owner, 'prototype']].map((place) => [place, name]);
}

const inAny = (feature) => browsersWithout(feature).length > 0;
const inChromium = (feature) => browsersWithout(feature).some(([browser]) => browser === 'chrome');
console.log(
  JSON.stringify([
    ...missingOf(['Intl'], builtins.Intl, inAny),
    ...missingOf([], builtins, inAny),
    ...missingOf([], compat.api, inChromium),
  ]),
);
