import type { Channel, MessageKind } from './outbox.ts';

/** What a kind of message is, for whoever writes it (jobs/compose.ts) and whoever sends it (notices.ts). */
export interface KindFacts {
  /** A code or link was asked for; a notice tells an account's owner unasked; news goes to whoever wrote to us. */
  as: 'code' | 'link' | 'notice' | 'news';
  channels: readonly Channel[];
  /** It tells of something its owner may not have done: it carries "bukan saya" (design §6). */
  disavowable: boolean;
  /**
   * Where a `link` is given it is its action link, with a sentence of its own (`mail.<kind>.link`): it takes back what is
   * told, or goes on with it.
   */
  ownLink: 'takes_back' | 'goes_on' | null;
}

const both = ['email', 'sms'] as const;
const code: KindFacts = { as: 'code', channels: both, disavowable: false, ownLink: null };
const link: KindFacts = { as: 'link', channels: ['email'], disavowable: false, ownLink: null };
const change: KindFacts = { as: 'notice', channels: both, disavowable: true, ownLink: null };
const changeToTakeBack: KindFacts = { ...change, ownLink: 'takes_back' };
/** Nothing the owner could take back: it names the helpdesk instead. */
const told: KindFacts = { ...change, disavowable: false };
const news: KindFacts = { as: 'news', channels: both, disavowable: false, ownLink: null };

/** Every kind of message, each with its texts in `mail.<kind>.*` of the catalogue. */
export const messageKinds: Readonly<Record<MessageKind, KindFacts>> = {
  code_activation: code,
  code_captcha: code,
  code_registration: code,
  // By mail there is `link_recovery`, which brings its code.
  code_recovery: { ...code, channels: ['sms'] },
  code_reset: code,
  code_contact: code,
  // A second factor by mail is no second factor (NIST 800-63B-4 §3.1.3).
  code_signin: { ...code, channels: ['sms'] },
  code_case: code,
  link_signin: link,
  link_activation: link,
  link_recovery: link,
  password_changed: change,
  // Most of them are their owner's own: an SMS each would cost money and wear the warning out.
  new_device: { ...change, channels: ['email'] },
  shared_device: { ...change, channels: ['email'] },
  totp_enrolled: change,
  totp_replaced: change,
  totp_added: change,
  totp_removed: change,
  passkey_added: change,
  passkey_removed: change,
  passkey_cloned: change,
  recovery_codes_made: change,
  recovery_code_used: change,
  wrong_second_factor: change,
  wrong_factor_in_recovery: change,
  wrong_factor_for_act: change,
  password_recovery_forced: change,
  contact_wait: change,
  registration_started: changeToTakeBack,
  recovery_started: change,
  reset_requested: changeToTakeBack,
  reset_open: { ...change, ownLink: 'goes_on' },
  reset_cancelled: change,
  contact_changed: changeToTakeBack,
  contact_undone: change,
  // A link that freezes what is frozen would only frighten.
  account_frozen: told,
  account_unfrozen: change,
  code_handed: change,
  lock_ended: change,
  nip_changed: change,
  sms_factor_chosen: change,
  role_ended: told,
  role_granted: told,
  admin_request: { ...told, channels: ['email'] },
  data_exported: change,
  directory_changed: change,
  registration_queued: news,
  registration_resumed: news,
  registration_waiting: news,
  registration_approved: news,
  registration_refused: news,
  contact_recorded: news,
  case_received: news,
  case_asked: news,
  case_ended: news,
  correction_ended: news,
};
