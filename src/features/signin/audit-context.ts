import type { AuditContext } from '../../model/audit.ts';
import type { Visit } from './step.ts';

/** Who acts in a visit. Before the right password nobody is known: what happens is an anonymous act on an account. */
export function auditContext({ progress, session, interaction, visitor }: Visit, now: number): AuditContext {
  return {
    actor: progress.accountId ?? session?.accountId ?? 'anonymous',
    at: now,
    clientId: interaction.client.id,
    address: visitor.address,
    userAgent: visitor.userAgent,
    requestId: visitor.requestId,
    locale: visitor.words.locale,
  };
}
