/** As much of OpenAPI 3.1 as our documents use. */

export type Json = Record<string, unknown>;
export type Schema = {
  type?: unknown;
  pattern?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
} & Json;
export type Parameter = { name: string; in: string; required?: boolean; schema?: Schema };
type Media = { schema?: Schema } & Json;
export type Answer = {
  description?: string;
  headers?: Json;
  content?: Record<string, Media>;
  links?: Json;
} & Json;
export type Operation = {
  operationId: string;
  tags: string[];
  summary?: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Answer>;
  /** Its list goes on: ask again with the cursor. For generators of clients, and for `npm run fuzz`. */
  'x-paged'?: boolean;
};
export type OpenApi = {
  openapi: string;
  info: Json;
  servers: Json[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  /** What we send to addresses that others name. */
  webhooks?: Record<string, { post: Operation }> | undefined;
  components: Record<string, Json>;
};

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];

export function eachOperation(
  paths: OpenApi['paths'],
  visit: (operation: Operation, method: string, path: string) => void,
): void {
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) if (item[method]) visit(item[method], method, path);
  }
}

export const needsToken = ({ security = [] }: Operation) =>
  security.length > 0 && security.every((scheme) => 'bearer' in scheme);

/** `order-pages` → `OrderPages`. */
export const pascal = (text: string) =>
  text.replace(/(^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/g, (_all, _gap, letter: string) => letter.toUpperCase());
