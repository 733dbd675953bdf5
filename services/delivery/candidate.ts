import type { Candidate } from '../../domain/dispatch/score.ts';

/** The columns of a partner that the score asks for. */
export type PartnerFacts = {
  id: string;
  rating: number | null;
  offers_accepted: number;
  offers_answered: number;
  deliveries_completed: number;
  deliveries_taken: number;
};

/** A partner's row, so far from the restaurant, as the score sees them. */
export const candidateOf = (row: PartnerFacts, distanceMetres: number): Candidate => ({
  partnerId: row.id,
  distanceMetres,
  rating: row.rating ?? undefined,
  offersAccepted: row.offers_accepted,
  offersAnswered: row.offers_answered,
  deliveriesCompleted: row.deliveries_completed,
  deliveriesTaken: row.deliveries_taken,
});
