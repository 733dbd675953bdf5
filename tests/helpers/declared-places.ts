import { readFileSync } from 'node:fs';

const DOCUMENT = new URL('../../docs/privacy.md', import.meta.url);
/** Beneath this line of the document stands the table. */
const HEADER = '| store | place | holds |';

export type Declared = { store: string; place: string; kind: string };

/** The text of a cell, without the signs of Markdown. */
const cells = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));

/** Every place of docs/privacy.md where data about people may lie, one for each kind of it. */
export function declaredPlaces(): Declared[] {
  const lines = readFileSync(DOCUMENT, 'utf8').split('\n');
  const start = lines.findIndex((line) => line.startsWith(HEADER));
  if (start === -1) throw new Error(`docs/privacy.md has no table that begins with "${HEADER}"`);
  const after = lines.slice(start + 2);
  return after
    .slice(
      0,
      after.findIndex((line) => !line.startsWith('|')),
    )
    .flatMap((row) => {
      const [store = '', places = '', kinds = ''] = cells(row);
      return places.split(', ').flatMap((place) => kinds.split(', ').map((kind) => ({ store, place, kind })));
    });
}
