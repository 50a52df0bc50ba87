/** Events of what a person does with sessions, applications and data of their own. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface ActivityEvents {
  'application.revoked': { client: string };
  /** Everything of a person was opened to them in one piece, for a few minutes of one session. */
  'data.exported': Record<string, never>;
  /** In which language pages and messages speak to them. */
  'language.chosen': { language: 'id' | 'en' };
}
