/** Letters that do not come apart into a base letter and an accent. */
const LETTERS: Record<string, string> = { đ: 'd', ø: 'o', æ: 'ae', ß: 'ss', ł: 'l' };

/** `Café Köket & Co` becomes `cafe-koket-co`. */
export function slugify(text: string): string {
  return text
    .toLowerCase()
    .replace(/[đøæßł]/g, (letter) => LETTERS[letter] ?? '')
    .normalize('NFD')
    .replace(/[\p{Mark}'’]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Gives each slug once: the second `hesburger` is `hesburger-2`. */
export function uniqueSlugs(): (text: string) => string {
  const taken = new Set<string>();
  return (text) => {
    const base = slugify(text);
    let slug = base;
    for (let number = 2; taken.has(slug); number++) slug = `${base}-${number}`;
    taken.add(slug);
    return slug;
  };
}
