import type { FoundAudit } from './search.ts';

/** A row of the audit log as other programs read it, with the names of its columns: the same from the console and the command line. */
export function exportRow(row: FoundAudit) {
  return {
    id: row.id,
    at: row.at,
    type: row.type,
    account_id: row.accountId,
    actor: row.actor,
    client_id: row.clientId,
    address: row.address,
    user_agent: row.userAgent,
    request_id: row.requestId,
    sid: row.sid,
    details: row.details,
    seal: row.seal,
  };
}

export type ExportedAudit = ReturnType<typeof exportRow>;
