import type { Client } from '@elastic/elasticsearch';
import type { Db } from '../../adapters/postgres/index.ts';
import type { SearchHit, SearchQuery } from '../../contracts/restaurants.ts';
import { DomainError } from '../../domain/errors.ts';
import { distanceMetres } from '../../domain/geo.ts';
import { cardOf, type ImageUrl, type Listing, listingOf, opennessOf } from '../restaurant/listing.ts';
import { RESTAURANTS_INDEX } from './mapping.ts';

/** Closed restaurants are dropped after the query, so it asks for more than it shows. */
const OVERFETCH = 4;

function restaurantQuery({ lat, lng, q, cuisine, radius_km }: SearchQuery) {
  return {
    bool: {
      filter: [
        { term: { is_accepting_orders: true } },
        { geo_distance: { distance: `${radius_km}km`, location: { lat, lon: lng } } },
        ...(cuisine ? [{ term: { cuisine_types: cuisine } }] : []),
      ],
      ...(q && {
        must: [
          {
            multi_match: {
              query: q,
              fields: ['name^3', 'name.autocomplete^2', 'cuisine_types^1.5', 'description'],
              type: 'best_fields' as const,
            },
          },
        ],
      }),
    },
  };
}

/** Finds restaurants with Elasticsearch and keeps its index in step with PostgreSQL. */
export function createSearchService(deps: {
  elasticsearch: Client;
  reads: Db;
  prefix: string;
  imageUrl: ImageUrl;
}) {
  const { elasticsearch, reads, imageUrl } = deps;
  const index = `${deps.prefix}restaurants`;

  return {
    /** Restaurants that are open now, by relevance, then distance. @throws DomainError `service-unavailable` */
    async search(query: SearchQuery, now: Date): Promise<{ data: SearchHit[] }> {
      const { lat, lng, limit } = query;
      const found = await elasticsearch
        .search<{ card: Listing }>({
          index,
          query: restaurantQuery(query),
          size: limit * OVERFETCH,
          _source: ['card'],
          sort: ['_score', { _geo_distance: { location: { lat, lon: lng }, order: 'asc', unit: 'm' } }],
        })
        .catch(() => {
          throw new DomainError('service-unavailable', 'Search is away for a moment. Try again in a minute.');
        });
      const data = found.hits.hits.flatMap(({ _source }): SearchHit[] => {
        if (!_source) return [];
        const { card } = _source;
        if (!opennessOf(card, now).open) return [];
        const metres = Math.round(distanceMetres({ lat, lng }, card.position));
        return [{ ...cardOf(card, now, imageUrl), isOpen: true, distanceMetres: metres }];
      });
      return { data: data.slice(0, limit) };
    },

    /** Creates the index when it is missing. */
    async ensureIndex(): Promise<void> {
      if (await elasticsearch.indices.exists({ index })) return;
      await elasticsearch.indices.create({ index, ...RESTAURANTS_INDEX }).catch((error) => {
        // Another indexer was faster.
        if (error?.meta?.body?.error?.type !== 'resource_already_exists_exception') throw error;
      });
    },

    /** Brings restaurants' documents up to date. The version lets no older event overwrite a newer document. */
    async indexRestaurants(ids: string[]): Promise<void> {
      if (ids.length === 0) return;
      const rows = await reads.selectFrom('restaurants').selectAll().where('id', 'in', ids).execute();
      if (rows.length === 0) return; // an empty bulk request is an error
      const operations = rows.flatMap((row) => {
        return [
          {
            index: {
              _index: index,
              _id: row.id,
              version: row.version,
              version_type: 'external_gte' as const,
            },
          },
          {
            id: row.id,
            name: row.name,
            description: row.description,
            cuisine_types: row.cuisines,
            location: { lat: row.lat, lon: row.lng },
            rating: row.rating,
            rating_count: row.rating_count,
            price_level: row.price_level,
            delivery_time_minutes: row.preparation_minutes,
            is_accepting_orders: row.accepting_orders,
            promoted: false,
            promotion_score: 0,
            card: listingOf(row),
          },
        ];
      });
      const result = await elasticsearch.bulk({ operations, refresh: true });
      const failed = result.items.find((item) => item.index?.error && item.index.status !== 409);
      if (failed) throw new Error(`indexing ${failed.index?._id} failed: ${failed.index?.error?.reason}`);
    },
  };
}
export type SearchService = ReturnType<typeof createSearchService>;
