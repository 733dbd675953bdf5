import pg from 'pg';

/** A well-formed id of a made-up thing: hexadecimal digits are among those of a TypeID. */
const idOf = (prefix: string, name: string) => `'${prefix}_0' || substr(md5(${name}), 1, 25)`;

/** $1: copies of each restaurant, $2: items of each, $3: opening hours. */
const STATEMENTS: { text: string; values: ('copies' | 'items' | 'hours')[] }[] = [
  {
    values: ['copies'],
    text: `create temporary table copies as
      select r.id as original, n, ${idOf('rst', 'r.id || n')} as id
        from restaurants r cross join generate_series(1, $1::int) n`,
  },
  {
    values: ['hours'],
    text: `insert into restaurants (id, slug, name, description, amenity, cuisines, street, house_number, postcode, city,
        lat, lng, time_zone, opening_hours, price_level, rating, rating_count, preparation_minutes, created_at)
      select c.id, r.slug || '-copy-' || c.n, r.name || ' ' || c.n, r.description, r.amenity, r.cuisines, r.street,
        r.house_number, r.postcode, r.city, 60.05 + 0.27 * random(), 24.70 + 0.54 * random(), r.time_zone,
        $1::jsonb, r.price_level, r.rating, r.rating_count, r.preparation_minutes, now() - interval '1 year'
        from copies c join restaurants r on r.id = c.original`,
  },
  {
    values: [],
    text: `insert into menu_categories (restaurant_id, name, position)
      select c.id, m.name, m.position from copies c join menu_categories m on m.restaurant_id = c.original`,
  },
  {
    // Menus that are shorter come round again.
    values: ['items'],
    text: `insert into menu_items (id, restaurant_id, category, position, name, description, price_minor, tax_category,
        dietary, allergens, option_groups)
      select ${idOf('itm', "c.id || ':' || n.n")}, c.id, i.category, n.n, i.name, i.description, i.price_minor,
        i.tax_category, i.dietary, i.allergens, i.option_groups
        from copies c
        join (select restaurant_id, count(*) as items from menu_items group by restaurant_id) size
          on size.restaurant_id = c.original
        cross join generate_series(0, $1::int - 1) n
        join menu_items i on i.restaurant_id = c.original and i.position = n.n % size.items`,
  },
  { values: ['hours'], text: 'update restaurants set opening_hours = $1::jsonb' },
  { values: [], text: 'analyze restaurants' },
  { values: [], text: 'analyze menu_items' },
];

/**
 * Fills a database that holds Helsinki up to so many restaurants, with so many items each: copies of what is there, with names
 * of their own, strewn over an area of about 30 × 30 km. Made inside PostgreSQL, over a connection without time limits.
 */
export async function growTown(
  databaseUrl: string,
  { restaurants, itemsEach, say }: { restaurants: number; itemsEach: number; say: (line: string) => void },
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>('select count(*) from restaurants');
    const there = Number(rows[0]?.count);
    const copies = Math.ceil((restaurants - there) / there);
    say(`growing ${there} restaurants to ${there * (copies + 1)}, ${itemsEach} items each`);
    const parameters = { copies, items: itemsEach, hours: JSON.stringify(ALWAYS) };
    for (const { text, values } of STATEMENTS) {
      await client.query(
        text,
        values.map((name) => parameters[name]),
      );
    }
  } finally {
    await client.end();
  }
}

/** Open day and night, so that the hour does not decide what a benchmark finds. */
const ALWAYS = Object.fromEntries(
  ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'].map((day) => [day, [{ from: 0, to: 1440 }]]),
);
