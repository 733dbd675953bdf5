import type { Db } from '../../adapters/postgres/index.ts';
import type { ActionQuery, OperatorAction } from '../../contracts/operations.ts';
import { toPage } from '../page.ts';

/** A page of what operators did, newest first; of one subject or one operator where that is asked for. */
export async function readActions(
  db: Db,
  { subject, actor_id: actorId, before, limit }: ActionQuery,
): Promise<{ data: OperatorAction[]; has_more: boolean }> {
  let query = db
    .selectFrom('operator_actions')
    .leftJoin('users', 'users.id', 'operator_actions.actor_id')
    .selectAll('operator_actions')
    .select('users.name');
  if (subject !== undefined) query = query.where('subject', '=', subject);
  if (actorId !== undefined) query = query.where('actor_id', '=', actorId);
  if (before !== undefined) query = query.where('operator_actions.id', '<', before);
  const rows = await query
    .orderBy('operator_actions.id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, (row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: { id: row.actor_id, name: row.name },
    action: row.action as OperatorAction['action'],
    subject: row.subject,
    reason: row.reason,
    before: row.before,
    after: row.after,
  }));
}
