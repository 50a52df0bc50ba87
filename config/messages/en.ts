import common from './en/common.ts';
import errors from './en/errors.ts';
import mail from './en/mail.ts';
import pages from './en/pages.ts';
import portal from './en/portal.ts';
import signin from './en/signin.ts';

export default { ...common, ...pages, ...signin, ...mail, ...errors, ...portal };
