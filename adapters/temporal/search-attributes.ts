import type { Connection } from '@temporalio/client';

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD` */
const KEYWORD = 2;
/** `grpc.status.ALREADY_EXISTS`: another process was faster. */
const ALREADY_EXISTS = 6;

/**
 * Makes sure that the namespace knows what workflows are found by, before the first of them says so: one that does not would
 * refuse every order. The stack registers them as well (stack/servers/temporal.mjs).
 * @throws Error that says what to run when this account may not register them, as in Temporal Cloud
 */
export async function ensureSearchAttributes(
  { operatorService }: Pick<Connection, 'operatorService'>,
  namespace: string,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = names.filter((name) => !(name in (customAttributes ?? {})));
  if (missing.length === 0) return;
  try {
    await operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
    });
  } catch (error) {
    if ((error as { code?: number }).code === ALREADY_EXISTS) return;
    const commands = missing.map(
      (name) =>
        `temporal operator search-attribute create --namespace ${namespace} --name ${name} --type Keyword`,
    );
    throw new Error(
      `The Temporal namespace ${namespace} does not know what orders are found by, and this account may not register it. ` +
        `Register it once, then start again:\n${commands.join('\n')}`,
      { cause: error },
    );
  }
}
