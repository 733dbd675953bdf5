import { nearest, type Point } from './places.ts';
import { randomFrom } from './random.ts';
import type { SeedAddress, SeedCustomer, SeedPartner } from './types.ts';

// One each for forty partners and twenty customers, paired by position.
const FIRST_NAMES =
  'Aino Eetu Helmi Onni Venla Elias Sofia Leo Iida Oliver Emma Väinö Ella Toivo Lilja Eino Aada Niilo Saana Otso ' +
  'Noora Joona Hilla Arttu Senja Kasper Vilma Roope Matilda Samuel Inka Jere Minttu Tuomas Kerttu Aleksi Pihla Markus ' +
  'Siiri Antti Enni Juho Anni Ville Oona Mikael Milla Petra Lauri Reetta Konsta Salla Topias Jenna Miro Kaisa Akseli ' +
  'Riikka Vertti Tuuli';
const LAST_NAMES =
  'Korpela Virtala Mäkiniemi Saarela Lehtivaara Niemistö Koskela Harjula Rantasalo Kallio Suvanto Hietala Jokiranta ' +
  'Laaksonen Peltoniemi Aaltola Kivelä Nurmela Salomaa Tammisto Vuorela Honkasalo Ojala Lahdenperä Kuusela Rauhala ' +
  'Haapasalo Metsola Ylitalo Pajula Karhula Siltala Ahonperä Vesala Koivula Leppäniemi Sorsa Hakala Kangasniemi ' +
  'Tuomela Halmela Raitala Isokoski Merilä Puustinen Kettula Savolampi Anttonen Myllymäki Heinonperä Uusitalo Pihlaja ' +
  'Turpela Aronen Viljamaa Kaskela Rinnevaara Lounela Toivola Sarajärvi';

const PARTNERS = 40;
const CUSTOMERS = 20;

/** Partners at the start of their shift, spread over the area that the streets cover. */
export function buildPartners(streets: Point[]): SeedPartner[] {
  return Array.from({ length: PARTNERS }, (_, index) => buildPartner(index, streets));
}

function buildPartner(index: number, streets: Point[]): SeedPartner {
  const { name, email, phone } = person('partner', index, index);
  const random = randomFrom(email);
  const newcomer = index % 10 === 9;
  const offersAnswered = newcomer ? random.int(3, 12) : random.int(60, 1400);
  const offersAccepted = Math.round(offersAnswered * (0.55 + 0.43 * random.fraction()));
  const deliveriesCompleted = Math.round(offersAccepted * (0.9 + 0.1 * random.fraction()));
  return {
    email,
    name,
    phone,
    vehicle: random.pick(['bike', 'bike', 'ebike', 'ebike', 'ebike', 'scooter', 'car']),
    ...startingPoint(index, streets, random.fraction(), random.fraction()),
    rating: Math.round((4 + 0.9 * random.fraction() + 0.1 * random.fraction()) * 10) / 10,
    ratingCount: Math.round(deliveriesCompleted * (0.3 + 0.4 * random.fraction())),
    offersAccepted,
    offersAnswered,
    deliveriesCompleted,
    deliveriesTaken: offersAccepted,
  };
}

const COLUMNS = 5;
const ROWS = PARTNERS / COLUMNS;

/** A street point in the partner's own cell of a grid; `across` and `up` say where in the cell, 0 to 1. */
function startingPoint(index: number, streets: Point[], across: number, up: number): Point {
  const [west, east] = range(streets.map(({ lng }) => lng));
  const [south, north] = range(streets.map(({ lat }) => lat));
  return nearest(streets, {
    lng: west + ((east - west) * ((index % COLUMNS) + across)) / COLUMNS,
    lat: south + ((north - south) * (Math.floor(index / COLUMNS) + up)) / ROWS,
  });
}

const range = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];

/** Customers, each at a mapped address of their own. */
export function buildCustomers(addresses: SeedAddress[]): SeedCustomer[] {
  const homes = randomFrom('customers').sample(addresses, CUSTOMERS);
  return homes.map((address, index) => ({ ...person('customer', index, PARTNERS + index), address }));
}

function person(
  role: string,
  index: number,
  nameIndex: number,
): { email: string; name: string; phone: string } {
  return {
    email: `${role}${index + 1}@tiffin.test`,
    name: `${FIRST_NAMES.split(' ')[nameIndex]} ${LAST_NAMES.split(' ')[nameIndex]}`,
    // Zeros that no subscriber has, then 01 to 60: it reads as a Finnish mobile number and rings nowhere.
    phone: `+3585000000${String(nameIndex + 1).padStart(2, '0')}`,
  };
}
