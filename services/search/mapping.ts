/** The restaurants index: the seed's mapping, plus what the answer shows without being searched (`card`). */
export const RESTAURANTS_INDEX = {
  settings: {
    number_of_shards: 1,
    number_of_replicas: 0,
    analysis: {
      analyzer: {
        autocomplete: { type: 'custom', tokenizer: 'autocomplete', filter: ['lowercase'] },
      },
      tokenizer: {
        autocomplete: { type: 'edge_ngram', min_gram: 2, max_gram: 20, token_chars: ['letter', 'digit'] },
      },
    },
  },
  mappings: {
    properties: {
      id: { type: 'keyword' },
      name: {
        type: 'text',
        analyzer: 'standard',
        fields: {
          keyword: { type: 'keyword' },
          autocomplete: { type: 'text', analyzer: 'autocomplete' },
        },
      },
      description: { type: 'text' },
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
      card: { type: 'object', enabled: false },
    },
  },
} as const;
