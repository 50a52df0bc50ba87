import account from './id/account.ts';
import agency from './id/agency.ts';
import common from './id/common.ts';
import disavow from './id/disavow.ts';
import errors from './id/errors.ts';
import help from './id/help.ts';
import helpdesk from './id/helpdesk.ts';
import mail from './id/mail.ts';
import pages from './id/pages.ts';
import portal from './id/portal.ts';
import recovery from './id/recovery.ts';
import registration from './id/registration.ts';
import signin from './id/signin.ts';

export default {
  ...common,
  ...pages,
  ...signin,
  ...mail,
  ...errors,
  ...portal,
  ...registration,
  ...recovery,
  ...help,
  ...helpdesk,
  ...agency,
  ...account,
  ...disavow,
};
