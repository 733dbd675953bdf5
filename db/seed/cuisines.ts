/** What OpenStreetMap's `cuisine` says, spelled as we spell it. Others only get lower case and hyphens. */
const SPELLING: Record<string, string> = {
  oraganic: 'organic',
  tee: 'tea',
  'coffee-shop': 'coffee',
  'steak-house': 'steak',
  hotdog: 'hot-dog',
};

/** Which template of `menus/` a cuisine cooks from. A cuisine that is a template's own name needs no row. */
const TEMPLATE: Record<string, string> = {
  australian: 'steak',
  bagel: 'sandwich',
  cake: 'bakery',
  coffee: 'cafe',
  finnish: 'nordic',
  greek: 'mediterranean',
  'hot-dog': 'grill',
  lebanese: 'levant',
  'middle-eastern': 'levant',
  nepalese: 'indian',
  noodle: 'japanese',
  okinawan: 'japanese',
  organic: 'salad',
  regional: 'nordic',
  scandinavian: 'nordic',
  'tex-mex': 'mexican',
  vegan: 'vegetarian',
};

/** Where the map is plainly wrong: the juice bar with `cuisine=pizza`. */
const CORRECTIONS: Record<string, string[]> = { 'Jungle Juice Bar': ['juice'] };

/** What a name gives away when no cuisine is mapped. The first match wins. */
const NAME_HINTS: readonly [RegExp, string[]][] = [
  [/sushi|mezame/i, ['sushi', 'japanese']],
  [/poke/i, ['poke']],
  [/juice/i, ['juice']],
  [/torrefazione/i, ['coffee']],
  [/gelato/i, ['ice-cream', 'coffee']],
  [/pretzel/i, ['pretzel']],
  [/kebab|döner|mezopotamya/i, ['kebab', 'pizza']],
  [/pizza|pizzeria|splizzeria|skiffer|caverna/i, ['pizza']],
  [/stretto|raffaello|olivia|pjazza|largo|deliberi|toca|tony's deli/i, ['italian']],
  [/nepal/i, ['nepalese']],
  [/india|omnam/i, ['indian']],
  [/china|long wall|dumplings/i, ['chinese']],
  [/wok/i, ['asian']],
  [/fafa|habibi/i, ['middle-eastern']],
  [/bronda|fig|social bar/i, ['mediterranean']],
  [/iguana|colorado/i, ['tex-mex']],
  [/fried chicken|memphis/i, ['american']],
  [/\bBRO\b/, ['burger', 'pub']],
  [/steak|grotesk|maya bar/i, ['steak']],
  [/la mer|caviar|m\/s maria/i, ['fish']],
  [/havre|kämp brasserie/i, ['french']],
  [/penélope/i, ['spanish']],
  [/savoy|emo\b|haven/i, ['fine-dining']],
  [/viola/i, ['wine-bar']],
  [/soppa/i, ['soup']],
  [/grilli|grande grill/i, ['grill']],
  [/deli|picnic|citypie|jones|baguette/i, ['sandwich', 'coffee']],
  [/teemaa/i, ['tea']],
  [/ekberg|kakku|fazer caf|jugend|briossi|strindberg|eromanga/i, ['bakery', 'coffee']],
  [/bryggeri|belge|o'learys|juttutuvan|lost in|lönkka|bar no9|cock/i, ['pub']],
  [/unicafe|soc&kom|topelias|päärakennus|porthania|paasi|pääposti|graniittilinna|ravintola bank/i, ['lunch']],
  [/factory|trocadero|food market|food & co|morkku|huviretki|rax/i, ['lunch']],
  [/kaisaniemi|kappeli|harald|kaarna|loiste|marski|^lasipalatsi|la carte|passio/i, ['nordic']],
];

const BY_AMENITY: Record<string, string[]> = { cafe: ['coffee'], fast_food: ['grill'] };

/**
 * The cuisines of an eatery, the main one first: as mapped, or else what its name suggests, or else what its kind of
 * place usually serves. Never empty.
 */
export function cuisinesOf(eatery: { name: string; amenity: string; cuisine?: string }): string[] {
  const { name, amenity, cuisine } = eatery;
  if (CORRECTIONS[name]) return CORRECTIONS[name];
  if (cuisine) return [...new Set(cuisine.split(';').map(normalize))];
  return NAME_HINTS.find(([pattern]) => pattern.test(name))?.[1] ?? BY_AMENITY[amenity] ?? ['bistro'];
}

/** The menu templates for these cuisines, each once. */
export function templatesFor(cuisines: string[]): string[] {
  return [...new Set(cuisines.map((cuisine) => TEMPLATE[cuisine] ?? cuisine))];
}

function normalize(cuisine: string): string {
  const spelled = cuisine.trim().toLowerCase().replace(/[ _]/g, '-');
  return SPELLING[spelled] ?? spelled;
}
