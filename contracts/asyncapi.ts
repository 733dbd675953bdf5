import { z } from 'zod';
import type { Role } from './auth.ts';
import { TOPICS, type Topic } from './events.ts';
import { CLOSE_CODES, ClientFrame, ServerFrame } from './realtime.ts';

// Makes the AsyncAPI 3 document of the sockets' frames, both ways, and of the events on Kafka.

type Json = Record<string, unknown>;
export type AsyncApi = {
  asyncapi: string;
  channels: Record<string, { address: string; messages: Record<string, { $ref: string }> } & Json>;
  components: {
    messages: Record<string, { title: string; payload: Json } & Json>;
    schemas: Record<string, Json>;
  };
} & Json;

const EVERYBODY: readonly Role[] = ['customer', 'restaurant', 'partner', 'admin'];

/** What the server sends: to whom, and what it says. A frame without a row does not compile. */
export const SERVER_FRAMES = {
  welcome: { to: EVERYBODY, summary: 'What was missed has come, from here on it is live' },
  resync: {
    to: EVERYBODY,
    summary: 'Frames are missing, and cannot be had any more: read again by REST what you show',
  },
  'order.placed': { to: ['customer', 'restaurant'], summary: 'A new order' },
  'order.updated': { to: ['customer', 'restaurant'], summary: 'An order has moved on' },
  'order.change': {
    to: ['customer', 'restaurant'],
    summary: 'A change of an order’s items was asked for, answered or taken back',
  },
  'delivery.updated': { to: EVERYBODY, summary: 'A delivery has moved on, or changed hands' },
  offer: { to: ['partner'], summary: 'A delivery to take, until `expiresAt`; answer with `offer.accept`' },
  'offer.withdrawn': { to: ['partner'], summary: 'An offer that is not open any more' },
  'shift.updated': { to: ['partner'], summary: 'Your shift, also when another of your devices changed it' },
  'partner.location': {
    to: ['customer'],
    summary: 'Where your food is, from pick-up to the door; not repeated after a reconnect',
  },
  eta: { to: ['customer'], summary: 'When your food will be at the door; not repeated after a reconnect' },
  reply: { to: EVERYBODY, summary: 'What became of a frame of yours that had a `ref`, or was refused' },
} as const satisfies Record<ServerFrame['type'], { to: readonly Role[]; summary: string }>;

/** What clients send. */
export const CLIENT_FRAMES = {
  heartbeat: { from: EVERYBODY, summary: 'You are still there; a partner’s repeats their last position' },
  location: { from: ['partner'], summary: 'Where you are: once a second at most' },
  shift: { from: ['partner'], summary: 'Begin, pause or end your shift' },
  'offer.accept': { from: ['partner'], summary: 'Take an offer; the reply says whether you have it' },
  'offer.decline': { from: ['partner'], summary: 'Let an offer go' },
} as const satisfies Record<ClientFrame['type'], { from: readonly Role[]; summary: string }>;

/** What a client with a mistake in it meets. */
const ABUSE = [
  CLOSE_CODES.invalidFrames,
  CLOSE_CODES.notYours,
  CLOSE_CODES.implausible,
  CLOSE_CODES.tooManyFrames,
];

const TOPIC_DESCRIPTIONS: Record<Topic, string> = {
  orders: 'What happened to orders, and to changes of their items. Keyed by order.',
  deliveries: 'The way of deliveries, and offers that were taken back. Keyed by order.',
  payments: 'Holds, charges, refunds and tips. Keyed by order.',
  'menu-updates': 'Restaurants and menus that changed. Keyed by restaurant.',
};

/** Whose apps a role's are. */
export const APPS: Record<Role, string> = {
  customer: 'customers',
  restaurant: 'restaurants',
  partner: 'delivery partners',
  admin: 'operators',
};

/** `OrderPlaced` → `order placed`. */
const words = (name: string) => name.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();
/** `menu-updates` → `menuUpdates`, `offer.withdrawn` → `offerWithdrawn`: a name that may be a key. */
const camel = (name: string) => name.replace(/[.-](\w)/g, (_dot, letter: string) => letter.toUpperCase());
const pascal = (name: string) => camel(name).replace(/^./, (letter) => letter.toUpperCase());

type Message = { type: string; schema: z.ZodType };
/** The members of a union of frames or events, by their `type`. */
const members = (union: { options: readonly unknown[] }): Message[] =>
  (union.options as z.ZodObject<{ type: z.ZodLiteral<string> }>[]).map((schema) => ({
    type: schema.shape.type.value,
    schema,
  }));

/** JSON Schema of a payload; what has an id of its own goes to `schemas`. */
function schemaOf(schema: z.ZodType, schemas: Record<string, Json>): Json {
  const text = JSON.stringify(
    z.toJSONSchema(schema, {
      target: 'draft-7',
      // As a reader takes it: fields that are not known yet may come.
      io: 'input',
      override: ({ jsonSchema }) => {
        // The format says it in one word.
        if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      },
    }),
  ).replaceAll('#/definitions/', '#/components/schemas/');
  const { definitions = {}, $schema: _draft, ...own } = JSON.parse(text) as Json & { definitions?: Json };
  for (const [name, { id: _id, ...definition }] of Object.entries(definitions as Record<string, Json>)) {
    schemas[name] = definition;
  }
  return own;
}

const messageRef = (channel: string, name: string) => ({ $ref: `#/channels/${channel}/messages/${name}` });

/** The AsyncAPI 3 document. `send` and `receive` are what the server does. */
export function describeSockets(): AsyncApi {
  const schemas: Record<string, Json> = {};
  const messages: AsyncApi['components']['messages'] = {};
  const operations: Json = {};
  const add = (name: string, message: { title: string; payload: Json } & Json) => {
    messages[name] = { name: message.title, contentType: 'application/json', ...message };
    return { [name]: { $ref: `#/components/messages/${name}` } };
  };

  const serverFrames = members(ServerFrame);
  const clientFrames = members(ClientFrame);
  const nameOfServerFrame = (type: string) => `server${pascal(type)}`;
  const nameOfClientFrame = (type: string) => `client${pascal(type)}`;
  const realtime: AsyncApi['channels'][string]['messages'] = {};
  for (const { type, schema } of serverFrames) {
    const { to, summary } = SERVER_FRAMES[type as ServerFrame['type']];
    const payload = schemaOf(schema, schemas);
    const tags = to.map((role) => ({ name: APPS[role] }));
    Object.assign(realtime, add(nameOfServerFrame(type), { title: type, summary, tags, payload }));
  }
  for (const { type, schema } of clientFrames) {
    const { from, summary } = CLIENT_FRAMES[type as ClientFrame['type']];
    const payload = schemaOf(schema, schemas);
    const tags = from.map((role) => ({ name: APPS[role] }));
    Object.assign(realtime, add(nameOfClientFrame(type), { title: type, summary, tags, payload }));
  }
  for (const role of EVERYBODY) {
    const sent = serverFrames.filter(({ type }) =>
      (SERVER_FRAMES[type as ServerFrame['type']].to as readonly Role[]).includes(role),
    );
    const received = clientFrames.filter(({ type }) =>
      (CLIENT_FRAMES[type as ClientFrame['type']].from as readonly Role[]).includes(role),
    );
    operations[`sendTo${pascal(role)}`] = {
      action: 'send',
      channel: { $ref: '#/channels/realtime' },
      summary: `What the sockets of ${APPS[role]} bring`,
      messages: sent.map(({ type }) => messageRef('realtime', nameOfServerFrame(type))),
    };
    operations[`receiveFrom${pascal(role)}`] = {
      action: 'receive',
      channel: { $ref: '#/channels/realtime' },
      summary: `What ${APPS[role]} may send`,
      messages: received.map(({ type }) => messageRef('realtime', nameOfClientFrame(type))),
    };
  }

  const channels: AsyncApi['channels'] = {
    realtime: {
      address: '/v1/realtime',
      title: 'The one socket of every app',
      description:
        'A WebSocket, opened with a one-time ticket of POST /v1/realtime/tickets. Frames are JSON texts, up to 64 kB. After a ' +
        'reconnect with `lastEventId` comes first what was missed, in order and once, then `welcome`. What is older than ten minutes ' +
        'or 200 frames may be lost: then `resync` comes in its place, and also whenever frames were lost on an open socket. A frame ' +
        'that is refused gets a `reply` with a code; who goes on regardless is disconnected with ' +
        `${ABUSE.join(', ')}; who does not read, with ${CLOSE_CODES.notReading}. ${CLOSE_CODES.loginEnded}: the login has ended, log in ` +
        `again. ${CLOSE_CODES.tooManySockets}: this login has opened too many sockets, and this was the oldest; do not open it again. ` +
        '1012 (the process stops), 1013 and a connection that just breaks mean: connect again, with `lastEventId`, after a ' +
        'random time of up to 2 s, and up to twice as long after each attempt that fails, because everybody else is coming back too.',
      servers: [{ $ref: '#/servers/sockets' }],
      messages: realtime,
      bindings: {
        ws: {
          method: 'GET',
          query: {
            type: 'object',
            required: ['ticket'],
            properties: {
              ticket: { type: 'string', description: 'Opens one socket, within 30 seconds' },
              lastEventId: {
                type: 'string',
                description:
                  'The `id` of the last frame you have that had one: what came since then comes first',
              },
            },
          },
        },
      },
    },
  };
  for (const [topic, union] of Object.entries(TOPICS) as [Topic, (typeof TOPICS)[Topic]][]) {
    const name = camel(topic);
    const events: AsyncApi['channels'][string]['messages'] = {};
    for (const { type, schema } of members(union)) {
      const message = {
        title: type,
        summary: `An event of \`${topic}\`: ${words(type)}`,
        headers: {
          type: 'object',
          required: ['id', 'type'],
          properties: {
            id: { type: 'string', description: 'As in the payload: skip what you have seen' },
            type: { type: 'string', const: type },
          },
        },
        payload: schemaOf(schema, schemas),
        bindings: {
          kafka: { key: { type: 'string', description: '`aggregateId`: keeps the order of its events' } },
        },
      };
      Object.assign(events, add(type, message));
    }
    channels[name] = {
      address: topic,
      title: `Kafka topic ${topic}`,
      description: TOPIC_DESCRIPTIONS[topic],
      servers: [{ $ref: '#/servers/events' }],
      messages: events,
    };
    operations[`publish${pascal(topic)}`] = {
      action: 'send',
      channel: { $ref: `#/channels/${name}` },
      summary: TOPIC_DESCRIPTIONS[topic],
      messages: Object.keys(events).map((event) => messageRef(name, event)),
    };
  }

  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Tiffin: sockets and events',
      version: '0.1.0',
      description:
        'What the WebSocket of the apps carries, both ways, and the events on Kafka for other systems. Events come at least once, ' +
        'in order for each `aggregateId`; skip an `id` that you have seen. New fields and new types may come: ignore what you do not know.',
      license: { name: 'Apache 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      sockets: {
        host: '{host}',
        protocol: 'wss',
        description: 'The API',
        variables: { host: { default: '127.0.0.1:8080', description: 'Where the API is; `ws` without TLS' } },
      },
      events: {
        host: '{brokers}',
        protocol: 'kafka',
        description: 'The brokers of `KAFKA_BROKERS`; topics begin with `KAFKA_PREFIX`',
        variables: { brokers: { default: '127.0.0.1:19092' } },
      },
    },
    channels,
    operations,
    components: { messages, schemas },
  };
}
