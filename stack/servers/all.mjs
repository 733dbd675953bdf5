import { elasticsearch } from './elasticsearch.mjs';
import { kafka } from './kafka.mjs';
import { postgres } from './postgres.mjs';
import { redis } from './redis.mjs';
import { temporal } from './temporal.mjs';

/** The slow starters first. */
export const SERVERS = [elasticsearch, kafka, temporal, postgres, redis];
