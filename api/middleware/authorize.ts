import { DomainError } from '../../domain/errors.ts';
import type { Principal } from '../../services/auth/tokens.ts';
import type { Caller, Row } from '../policy.ts';

/** Callers as people call them. */
const NAMES: Record<Caller, { one: string; many: string }> = {
  customer: { one: 'a customer', many: 'customers' },
  owner: { one: 'an owner of a restaurant', many: 'owners' },
  manager: { one: 'a manager of a restaurant', many: 'managers' },
  kitchen: { one: 'the kitchen of a restaurant', many: 'kitchens' },
  partner: { one: 'a delivery partner', many: 'delivery partners' },
  admin: { one: 'an operator', many: 'operators' },
};
const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Those whom a row lets in; a restaurant's people in one word where all of them are. */
function namesOf(callers: readonly Caller[]): string {
  if (!callers.includes('kitchen')) return listed.format(callers.map((caller) => NAMES[caller].many));
  const others = callers.filter((caller) => caller !== 'manager' && caller !== 'kitchen');
  return listed.format(others.map((caller) => (caller === 'owner' ? 'restaurants' : NAMES[caller].many)));
}

/** Which caller of the table somebody is; staff whose part is unknown may do least. */
const callerOf = ({ role, staffRole }: Principal): Caller =>
  role === 'restaurant' ? (staffRole ?? 'kitchen') : role;

/** @throws DomainError `wrong-role`, `scope-missing` when the row is not for this caller */
export function authorize({ by, scope }: Row, principal: Principal): void {
  if (principal.scopes) {
    if (scope && principal.scopes.includes(scope)) return;
    const need = scope
      ? `This key lacks the scope ${scope}. Make another one with it.`
      : 'Service keys cannot do this: log in and use the access token.';
    throw new DomainError('scope-missing', need);
  }
  if (by === 'everybody' || by === 'visitors') return;
  const caller = callerOf(principal);
  if (by.includes(caller)) return;
  throw new DomainError(
    'wrong-role',
    `This is for ${namesOf(by)}; you are logged in as ${NAMES[caller].one}.`,
  );
}
