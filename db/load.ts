import type { Db, Tx } from '../adapters/postgres/index.ts';
import { hashPassword } from '../services/auth/passwords.ts';
import { deriveId } from '../services/ids.ts';
import { publish } from '../services/outbox.ts';
import { buildSeed } from './seed/index.ts';
import type { Seed, SeedRestaurant } from './seed/types.ts';

/** One password for every demo login. The data is for development; production starts empty. */
export const DEMO_PASSWORD = 'tiffin-demo';
export const DEMO_ADMIN = 'admin@tiffin.test';
export const staffEmail = (slug: string) => `${slug}@restaurants.tiffin.test`;

const CHUNK = 500;

const restaurantId = (slug: string) => deriveId('restaurant', slug);

function menuRows(restaurant: SeedRestaurant) {
  const items = restaurant.menu.flatMap(({ name: category, items }) =>
    items.map((item) => ({ category, ...item })),
  );
  return items.map((item, position) => ({
    id: deriveId('item', restaurant.slug, item.slug),
    restaurant_id: restaurantId(restaurant.slug),
    category: item.category,
    position,
    name: item.name,
    description: item.description,
    price_minor: item.priceMinor,
    tax_category: item.taxCategory,
    dietary: item.dietary,
    allergens: item.allergens,
    option_groups: JSON.stringify(
      item.optionGroups.map(({ slug, options, ...group }) => ({
        id: slug,
        ...group,
        options: options.map(({ slug: id, ...option }) => ({ id, ...option })),
      })),
    ),
  }));
}

async function insertRestaurants(tx: Tx, restaurants: SeedRestaurant[]): Promise<void> {
  await tx
    .insertInto('restaurants')
    .values(
      restaurants.map((restaurant) => ({
        id: restaurantId(restaurant.slug),
        slug: restaurant.slug,
        name: restaurant.name,
        description: restaurant.description,
        amenity: restaurant.amenity,
        cuisines: restaurant.cuisines,
        street: restaurant.address.street,
        house_number: restaurant.address.houseNumber,
        postcode: restaurant.address.postcode,
        city: restaurant.address.city,
        lat: restaurant.lat,
        lng: restaurant.lng,
        time_zone: restaurant.timeZone,
        opening_hours: JSON.stringify(restaurant.openingHours),
        price_level: restaurant.priceLevel,
        rating: restaurant.rating,
        rating_count: restaurant.ratingCount,
        preparation_minutes: restaurant.preparationMinutes,
      })),
    )
    .execute();
  await tx
    .insertInto('menu_categories')
    .values(
      restaurants.flatMap(({ slug, menu }) =>
        menu.map(({ name }, position) => ({ restaurant_id: restaurantId(slug), name, position })),
      ),
    )
    .execute();
  const rows = restaurants.flatMap(menuRows);
  for (let start = 0; start < rows.length; start += CHUNK) {
    await tx
      .insertInto('menu_items')
      .values(rows.slice(start, start + CHUNK))
      .execute();
  }
  for (const { slug } of restaurants) {
    const id = restaurantId(slug);
    await publish(tx, 'menu-updates', {
      id: `${id}:1`,
      aggregateId: id,
      type: 'RestaurantChanged',
      data: { restaurantId: id, version: 1 },
    });
  }
}

async function insertPeople(tx: Tx, seed: Seed, password_hash: string): Promise<void> {
  const staff = seed.restaurants.map(({ slug, name }) => ({
    id: deriveId('staff', slug),
    role: 'restaurant',
    email: staffEmail(slug),
    password_hash,
    name,
    restaurant_id: restaurantId(slug),
    staff_role: 'owner',
  }));
  const customers = seed.customers.map(({ email, name, phone }) => ({
    id: deriveId('customer', email),
    role: 'customer',
    email,
    password_hash,
    name,
    phone,
  }));
  const partners = seed.partners.map(({ email, name, phone }) => ({
    id: deriveId('partner', email),
    role: 'partner',
    email,
    password_hash,
    name,
    phone,
  }));
  const admin = {
    id: deriveId('admin', DEMO_ADMIN),
    role: 'admin',
    email: DEMO_ADMIN,
    password_hash,
    name: 'Operator',
  };
  await tx
    .insertInto('users')
    .values([...staff, ...customers, ...partners, admin])
    .execute();
  await tx
    .insertInto('addresses')
    .values(
      seed.customers.map(({ email, address }) => ({
        user_id: deriveId('customer', email),
        street: address.street,
        house_number: address.houseNumber,
        postcode: address.postcode,
        city: address.city,
        lat: address.lat,
        lng: address.lng,
      })),
    )
    .execute();
  await tx
    .insertInto('partners')
    .values(
      seed.partners.map((partner) => ({
        id: deriveId('partner', partner.email),
        vehicle: partner.vehicle,
        // At the start of their shift (db/seed/people.ts): whoever reports a position is offered deliveries.
        shift: 'ONLINE',
        rating: partner.rating,
        rating_count: partner.ratingCount,
        offers_accepted: partner.offersAccepted,
        offers_answered: partner.offersAnswered,
        deliveries_taken: partner.deliveriesTaken,
        deliveries_completed: partner.deliveriesCompleted,
      })),
    )
    .execute();
}

/**
 * Loads central Helsinki into an empty database, in one transaction: restaurants with menus, customers, partners, demo
 * logins. Does nothing to a database that has restaurants. @returns how many restaurants it loaded
 */
export async function loadSeed(db: Db): Promise<number> {
  const some = await db.selectFrom('restaurants').select('id').limit(1).executeTakeFirst();
  if (some) return 0;
  const seed = buildSeed();
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await db.transaction().execute(async (tx) => {
    await insertRestaurants(tx, seed.restaurants);
    await insertPeople(tx, seed, passwordHash);
  });
  return seed.restaurants.length;
}
