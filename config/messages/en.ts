import account from './en/account.ts';
import activity from './en/activity.ts';
import activityEvents from './en/activity-events.ts';
import agency from './en/agency.ts';
import audit from './en/audit.ts';
import auditEvents from './en/audit-events.ts';
import authenticators from './en/authenticators.ts';
import clientErrors from './en/client-errors.ts';
import clients from './en/clients.ts';
import common from './en/common.ts';
import disavow from './en/disavow.ts';
import errors from './en/errors.ts';
import help from './en/help.ts';
import helpdesk from './en/helpdesk.ts';
import home from './en/home.ts';
import mail from './en/mail.ts';
import notices from './en/notices.ts';
import outbox from './en/outbox.ts';
import pages from './en/pages.ts';
import passkeys from './en/passkeys.ts';
import platform from './en/platform.ts';
import portal from './en/portal.ts';
import profile from './en/profile.ts';
import recovery from './en/recovery.ts';
import registration from './en/registration.ts';
import security from './en/security.ts';
import signin from './en/signin.ts';

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
