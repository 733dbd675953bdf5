import { eachOperation, type OpenApi, type Operation, type Parameter, type Schema } from './openapi-types.ts';

/** The prefix of ids such as `ord` that a schema takes or gives. */
const idPrefix = (schema: Schema | undefined) => /^\^([a-z]{3})_/.exec(schema?.pattern ?? '')?.[1];

/** Where the ids are that the answer to a creation names: kind (or name) → runtime expression. */
function idsIn(operation: Operation, schemas: Record<string, Schema>): Map<string, string> {
  const resolve = (schema: Schema | undefined): Schema | undefined =>
    typeof schema?.$ref === 'string' ? schemas[schema.$ref.split('/').at(-1) as string] : schema;
  const ids = new Map<string, string>();
  const body = resolve(operation.responses['201']?.content?.['application/json']?.schema);
  for (const [name, property] of Object.entries(body?.properties ?? {})) {
    const key = idPrefix(property) ?? name;
    if (!ids.has(key)) ids.set(key, `$response.body#/${name}`);
  }
  return ids;
}

/** Links from what a route has made to what can be done with it. */
export function addLinks(paths: OpenApi['paths'], schemas: Record<string, Schema>): void {
  const takers: { operationId: string; params: Parameter[] }[] = [];
  eachOperation(paths, ({ operationId, parameters = [] }) => {
    const params = parameters.filter((parameter) => parameter.in === 'path');
    if (params.length > 0) takers.push({ operationId, params });
  });
  eachOperation(paths, (operation) => {
    const ids = idsIn(operation, schemas);
    const answer = operation.responses['201'];
    for (const { operationId, params } of takers) {
      const values = params.map(({ name, schema }) => ids.get(idPrefix(schema) ?? name));
      if (!answer || values.some((value) => value === undefined)) continue;
      const parameters = Object.fromEntries(params.map(({ name }, index) => [name, values[index]]));
      answer.links = { ...answer.links, [operationId]: { operationId, parameters } };
    }
  });
}
