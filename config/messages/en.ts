import account from './en/account.ts';
import agency from './en/agency.ts';
import common from './en/common.ts';
import disavow from './en/disavow.ts';
import errors from './en/errors.ts';
import help from './en/help.ts';
import helpdesk from './en/helpdesk.ts';
import mail from './en/mail.ts';
import pages from './en/pages.ts';
import portal from './en/portal.ts';
import recovery from './en/recovery.ts';
import registration from './en/registration.ts';
import signin from './en/signin.ts';

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
