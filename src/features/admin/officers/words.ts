import type { MessageKey } from '../../../messages.ts';
import type { RoleName } from '../../../platform/schema.ts';

export const ROLE_WORDS = {
  helpdesk: 'platform.role.helpdesk',
  agency: 'platform.role.agency',
  admin: 'platform.role.admin',
} as const satisfies Record<RoleName, MessageKey>;

export const isRole = (text: string | undefined): text is RoleName =>
  text !== undefined && Object.hasOwn(ROLE_WORDS, text);
