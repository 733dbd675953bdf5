import type { estypes } from '@elastic/elasticsearch';

/** Analysis as in the seed; the tokenizer is a plugin of ours where Elasticsearch comes without its modules (docs/stack.md). */
const ANALYSIS: estypes.IndicesIndexSettingsAnalysis = {
  analyzer: {
    autocomplete: { type: 'custom', tokenizer: 'autocomplete', filter: ['lowercase'] },
  },
  tokenizer: {
    autocomplete: { type: 'edge_ngram', min_gram: 2, max_gram: 20, token_chars: ['letter', 'digit'] },
  },
};

/** How soon a change can be found, once it was written. */
export const REFRESH_INTERVAL = '300ms';

const SETTINGS: estypes.IndicesIndexSettings = {
  number_of_shards: 1,
  // A copy as soon as there is a second node.
  auto_expand_replicas: '0-1',
  refresh_interval: REFRESH_INTERVAL,
  // How long a deletion is remembered, so that a slower writer cannot bring the document back.
  gc_deletes: '10m',
  analysis: ANALYSIS,
};

const NAME = {
  type: 'text',
  analyzer: 'standard',
  fields: {
    keyword: { type: 'keyword' },
    autocomplete: { type: 'text', analyzer: 'autocomplete' },
  },
} as const;

/** What a restaurant is filtered by, in both indexes. The seed's fields, and what tells the minute (documents.ts). */
const FILTERED = {
  cuisine_types: { type: 'keyword' },
  location: { type: 'geo_point' },
  rating: { type: 'float' },
  rating_count: { type: 'integer' },
  price_level: { type: 'integer' },
  delivery_time_minutes: { type: 'integer' },
  is_open: { type: 'boolean' },
  is_accepting_orders: { type: 'boolean' },
  promoted: { type: 'boolean' },
  promotion_score: { type: 'float' },
  dietary: { type: 'keyword' },
  open_minutes: { type: 'integer_range' },
  exception_dates: { type: 'keyword' },
  time_zone: { type: 'keyword' },
  paused_until: { type: 'date' },
} as const;

/** What an answer shows without being searched. */
const CARD = { type: 'object', enabled: false } as const;

export const RESTAURANTS = {
  settings: SETTINGS,
  mappings: {
    properties: {
      id: { type: 'keyword' },
      name: NAME,
      description: { type: 'text' },
      ...FILTERED,
      card: CARD,
    },
  },
} as const;

export const MENU_ITEMS = {
  settings: SETTINGS,
  mappings: {
    properties: {
      id: { type: 'keyword' },
      restaurant_id: { type: 'keyword' },
      name: NAME,
      description: { type: 'text' },
      category: { type: 'text' },
      price_minor: { type: 'integer' },
      is_available: { type: 'boolean' },
      out_of_stock_until: { type: 'date' },
      ...FILTERED,
      card: CARD,
    },
  },
} as const;
