import type { Web } from '../../parts/web.ts';

/** What the ways back into an account need of the whole. */
export type RecoveryDeps = Pick<
  Web,
  | 'db'
  | 'kv'
  | 'ring'
  | 'hasher'
  | 'limits'
  | 'pools'
  | 'watch'
  | 'sessions'
  | 'browser'
  | 'captchas'
  | 'messages'
  | 'render'
  | 'compose'
  | 'isCommonPassword'
  | 'log'
  | 'now'
  | 'issuer'
>;
