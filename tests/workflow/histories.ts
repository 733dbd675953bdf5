import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { History } from '@temporalio/common/lib/proto-utils.js';

const FOLDER = fileURLToPath(new URL('./histories/', import.meta.url));

type ProtoJson = {
  toJson(type: unknown, message: unknown): unknown;
  fromJson(type: unknown, json: unknown): unknown;
};
type HistoryType = { fromObject(history: unknown): History };

/**
 * Histories as proto3 JSON, what `temporal workflow show --output json` prints. The SDK's `historyToJSON` and
 * `historyFromJSON` throw where npm gives `@temporalio/common` and `@temporalio/proto` two copies of protobufjs, so this asks
 * the copy that the message types belong to.
 */
function protoHistory(): { type: unknown; messages: HistoryType; json: ProtoJson } {
  const sdk = createRequire(createRequire(import.meta.url).resolve('@temporalio/common'));
  const proto = createRequire(sdk.resolve('@temporalio/proto'));
  const root = proto('@temporalio/proto');
  const { patchProtobufRoot } = proto('@temporalio/proto/lib/patch-protobuf-root');
  return {
    type: patchProtobufRoot(root).lookupType('temporal.api.history.v1.History'),
    messages: root.temporal.api.history.v1.History,
    json: proto('protobufjs/ext/protojson'),
  };
}

export const goldenHistories = (): string[] => readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

export function readHistory(file: string): History {
  const { type, json } = protoHistory();
  return json.fromJson(type, JSON.parse(readFileSync(FOLDER + file, 'utf8'))) as History;
}

export function writeHistory(file: string, history: History): void {
  const { type, messages, json } = protoHistory();
  writeFileSync(
    FOLDER + file,
    `${JSON.stringify(json.toJson(type, messages.fromObject(history)), null, 2)}\n`,
  );
}
