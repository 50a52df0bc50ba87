/** Events of what a person does with sessions, applications and data of their own. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface ActivityEvents {
  'application.revoked': { client: string };
}
