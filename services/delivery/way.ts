import type { Position } from '../../domain/geo.ts';

/** The columns of a delivery that say where it goes. */
export type WayRow = { pickup_lat: number; pickup_lng: number; dropoff_lat: number; dropoff_lng: number };

/** From where to where a delivery goes. */
export const wayOf = (row: WayRow): { pickup: Position; dropoff: Position } => ({
  pickup: { lat: row.pickup_lat, lng: row.pickup_lng },
  dropoff: { lat: row.dropoff_lat, lng: row.dropoff_lng },
});
