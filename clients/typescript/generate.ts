import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { AsyncApi } from '../../contracts/asyncapi.ts';

type Schemas = Record<string, object>;

const HEAD = '// Made from the documents by `npm run docs`; do not edit.\n\n';

const typesOf = async (document: object) =>
  astToString(await openapiTS(document as OpenAPI3, { alphabetize: true }));

/** The types of the REST API. */
export const apiTypes = async (openApi: object): Promise<string> => HEAD + (await typesOf(openApi));

/** The types of the frames: `ServerFrame`, `ClientFrame`, each a union by `type`. */
export async function socketTypes({ channels, components }: AsyncApi): Promise<string> {
  const names = Object.keys(channels.realtime?.messages ?? {});
  const unionOf = (side: string) => ({
    oneOf: names
      .filter((name) => name.startsWith(side))
      .map((name) => ({ $ref: `#/components/schemas/${name}` })),
  });
  const schemas: Schemas = { ServerFrame: unionOf('server'), ClientFrame: unionOf('client') };
  for (const name of names) schemas[name] = components.messages[name]?.payload ?? {};
  // What they name, and what that names in turn.
  for (let before = -1; before < Object.keys(schemas).length; ) {
    before = Object.keys(schemas).length;
    for (const [, name = ''] of JSON.stringify(schemas).matchAll(/schemas\/(\w+)/g)) {
      const named = components.schemas[name];
      if (named) schemas[name] ??= named;
    }
  }
  const text = await typesOf({
    openapi: '3.1.0',
    info: { title: 'frames', version: '1' },
    paths: {},
    components: { schemas },
  });
  return `${HEAD}${text}
export type ServerFrame = components['schemas']['ServerFrame'];
export type ClientFrame = components['schemas']['ClientFrame'];
`;
}
