import { describe, expect, it } from 'vitest';
import { Address, holdsCardNumber, storable } from '../../contracts/common.ts';
import { Reason } from '../../contracts/orders.ts';
import { SearchQuery } from '../../contracts/restaurants.ts';

const CARDS = [
  ['16 digits', '4242424242424242'],
  ['in fours', '4242 4242 4242 4242'],
  ['with dashes', '4000-0566-5566-5556'],
  ['with wide dashes', '4000–0566–5566–5556'],
  ['of 13 digits', '4222222222222'],
  ['of 15 digits', '378282246310005'],
  ['of 15 digits as it is printed', '3782 822463 10005'],
  ['of 19 digits', '6205500000000000004'],
  ['in a sentence', 'Please charge 5555 5555 5555 4444, thank you'],
  ['with its date and code', '4242 4242 4242 4242 12/27 123'],
  ['with digits before it', '12 4242 4242 4242 4242'],
  ['with a plus before it', '+4242424242424242'],
] as const;

const NO_CARDS = [
  ['a Finnish mobile', '+358 50 000 0001'],
  ['a Finnish mobile without a space', '+358500000001'],
  ['a mobile as it is dialled at home', '050 000 0001'],
  ['a German mobile of 13 digits that pass the check', '+49 1511 1234 568'],
  ['an international number with zeros that pass the check', '00358 50 000 0007'],
  ['two phone numbers', '+358 50 000 0001, +358 50 000 0002'],
  ['a phone number and a door code', '050 000 0001, door 1234'],
  ['16 digits that fail the check', '4242 4242 4242 4241'],
  ['12 digits', '424242424242'],
  ['20 digits', '42424242424242424242'],
  ['a postcode and a date', '00100 Helsinki, 2026-11-23'],
  ['no digits', 'no onions, please'],
  ['nothing', ''],
] as const;

describe('a card number', () => {
  it.each(CARDS)('%s is found', (_what, text) => {
    expect(holdsCardNumber(text)).toBe(true);
  });

  it.each(NO_CARDS)('is not seen in %s', (_what, text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });

  it('is refused with words that say what to do', () => {
    const [issue] = storable(300).safeParse('4242 4242 4242 4242').error?.issues ?? [];
    expect(issue?.message).toContain('never send one');
    expect(issue?.message).toContain('tok_');
    expect(issue?.message).not.toContain('4242');
  });
});

describe('every free text refuses card numbers', () => {
  const address = {
    street: 'Aleksanterinkatu',
    houseNumber: '1',
    postcode: '00100',
    city: 'Helsinki',
    position: { lat: 60.17, lng: 24.94 },
    note: 'Ring +358 50 000 0001',
  };

  it('and takes an address with a phone number', () => {
    expect(Address.safeParse(address).error).toBeUndefined();
  });

  it.each(['street', 'houseNumber', 'city', 'note'])('in the %s of an address', (field) => {
    const result = Address.safeParse({ ...address, [field]: '4222222222222' });
    expect(result.success).toBe(false);
  });

  it('in a reason', () => {
    expect(Reason.safeParse({ reason: '4242 4242 4242 4242' }).success).toBe(false);
  });

  it('in a search', () => {
    expect(SearchQuery.safeParse({ lat: '60', lng: '24', q: '4242424242424242' }).success).toBe(false);
  });
});
