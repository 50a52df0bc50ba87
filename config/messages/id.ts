import account from './id/account.ts';
import activity from './id/activity.ts';
import activityEvents from './id/activity-events.ts';
import agency from './id/agency.ts';
import audit from './id/audit.ts';
import auditEvents from './id/audit-events.ts';
import authenticators from './id/authenticators.ts';
import clientErrors from './id/client-errors.ts';
import clients from './id/clients.ts';
import common from './id/common.ts';
import disavow from './id/disavow.ts';
import errors from './id/errors.ts';
import help from './id/help.ts';
import helpdesk from './id/helpdesk.ts';
import home from './id/home.ts';
import mail from './id/mail.ts';
import notices from './id/notices.ts';
import outbox from './id/outbox.ts';
import pages from './id/pages.ts';
import passkeys from './id/passkeys.ts';
import platform from './id/platform.ts';
import portal from './id/portal.ts';
import profile from './id/profile.ts';
import recovery from './id/recovery.ts';
import registration from './id/registration.ts';
import security from './id/security.ts';
import signin from './id/signin.ts';

export default {
  ...account,
  ...activity,
  ...activityEvents,
  ...agency,
  ...audit,
  ...auditEvents,
  ...authenticators,
  ...clientErrors,
  ...clients,
  ...common,
  ...disavow,
  ...errors,
  ...help,
  ...helpdesk,
  ...home,
  ...mail,
  ...notices,
  ...outbox,
  ...pages,
  ...passkeys,
  ...platform,
  ...portal,
  ...profile,
  ...recovery,
  ...registration,
  ...security,
  ...signin,
};
