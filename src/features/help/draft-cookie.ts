import { policy } from '../../../config/policy.ts';
import { heldToken } from '../../parts/held-token.ts';
import type { HeldToken } from '../../parts/held-token.ts';

/** The token of a draft waits in this browser for the code, as long as the draft lives. */
export const draftCookie = (issuer: string): HeldToken =>
  heldToken({ issuer, name: 'case-draft', seconds: policy.cases.draftSeconds });
