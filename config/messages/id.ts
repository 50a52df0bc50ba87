import common from './id/common.ts';
import errors from './id/errors.ts';
import mail from './id/mail.ts';
import pages from './id/pages.ts';
import portal from './id/portal.ts';
import signin from './id/signin.ts';

export default { ...common, ...pages, ...signin, ...mail, ...errors, ...portal };
