import { codec } from './codec.mjs';
import { elasticsearch } from './elasticsearch.mjs';
import { kafka } from './kafka.mjs';
import { postgres } from './postgres.mjs';
import { redis } from './redis.mjs';
import { temporal } from './temporal.mjs';

/** The slow starters first; with them, what lets Temporal's pages be read. */
export const SERVERS = [elasticsearch, kafka, temporal, postgres, redis, codec];
