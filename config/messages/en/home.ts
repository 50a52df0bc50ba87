import type id from '../id/home.ts';

export default {
  'home.last.signin': 'Last signed in {when}',
  'home.last.signin_by': 'Last signed in {when}, {browser}',
  'home.last.first': 'This is your first sign-in.',
  'home.browser_on': '{browser} on {system}',

  'home.services.add': 'Make {name} a favourite',
  'home.services.remove': 'Remove {name} from your favourites',
  'home.services.none': 'There is no service for you here yet.',

  'home.passkey.title': 'Sign in with your fingerprint or face',
  'home.passkey.text':
    'Quicker than typing a code, and no imitation of this site can trick it. It takes a minute to set up.',
  'home.passkey.add': 'Set it up now',
  'home.passkey.later': 'Not now',

  'home.requests.title': 'Your requests',
  'home.requests.none': 'No requests yet. What you apply for in a service will appear here.',
  'home.requests.at': '{service}, updated {date}',
  'home.requests.reference': 'Number {reference}',
  'home.requests.open': 'See it in {service}',
  'home.requests.state.submitted': 'Submitted',
  'home.requests.state.processing': 'Being processed',
  'home.requests.state.returned': 'Returned to you',
  'home.requests.state.approved': 'Approved',
  'home.requests.state.rejected': 'Rejected',
  'home.requests.state.cancelled': 'Cancelled',

  'home.since': 'since {date}',
  'home.standing': 'Legal position',
  'home.account': 'Manage your account',
  'home.printed': 'Printed from ASN Digital, {date} at {time}.',
  'home.print': 'Print summary and history',

  'home.timeline.title': 'Ranks and positions',
  'home.timeline.rank': 'Rank',
  'home.timeline.position': 'Position',
  'home.timeline.decree': 'Decree {number}',
  'home.timeline.undated': 'No date',
  'home.timeline.none': 'The personnel record holds no history yet.',
  'home.timeline.wrong': 'Is something wrong? Ask for a correction',

  'home.promotion.title': 'Next promotion',
  'home.promotion.expected': 'Estimate: {pangkat} ({golongan}), {date} at the earliest.',
  'home.promotion.about.regular':
    'Regular promotion: four years in the present rank and performance of at least “Baik” in the last two (PP 99/2000, PP 12/2002), effective on the first of a month (Peraturan BKN 4/2025). Your agency and BKN decide.',
  'home.promotion.about.functional':
    'In a functional position rank rises with credits (PP 99/2000 article 13). This estimate takes “Baik” for every year; “Sangat Baik” can be quicker. Effective on the first of a month (Peraturan BKN 4/2025). Your agency and BKN decide.',
  'home.promotion.about.structural':
    'In a structural position rank rises after four years in the present one, as far as the level of the position allows (PP 99/2000 article 10). Effective on the first of a month (Peraturan BKN 4/2025). Your agency and BKN decide.',
  'home.promotion.need.time': 'Four years in the present rank',
  'home.promotion.need.decree': 'Decree of the last rank on record',
  'home.promotion.need.position': 'Position and its date on record',
  'home.promotion.need.education': 'Last education on record',
  'home.promotion.need.performance': 'Performance of the last two years at least “Baik”',
  'home.promotion.need.credits': 'Credits',
  'home.promotion.complete': 'Complete',
  'home.promotion.missing': 'Not yet',
  'home.promotion.elsewhere': 'Not recorded here',
  'home.promotion.none.pppk': 'PPPK hold the grade of their contract; there is no periodic promotion.',
  'home.promotion.none.inactive': 'Promotion is not reckoned while your legal position is what it is now.',
  'home.promotion.none.unknown':
    'Grade or its date is not on record, so there is no estimate. Ask your personnel office to complete it.',
  'home.promotion.none.highest': 'You hold the highest rank.',
  'home.promotion.none.ceiling':
    'Your rank is the highest for the education on record. Do you have a new degree? Ask your personnel office to record it.',
  'home.promotion.none.retires': 'You retire before the next promotion.',

  'home.health.title': 'Safety of your account',
  'home.health.well': 'All is well. Your account is well protected.',
  'home.health.sms_factor':
    'Your codes still come by SMS, which can be intercepted. An authenticator app is safer.',
  'home.health.authenticator_do': 'Set up an authenticator',
  'home.health.no_codes': 'You have no recovery codes. Without them a lost phone means waiting a day.',
  'home.health.few_codes': 'Only {left} of your recovery codes are left.',
  'home.health.codes_do': 'Make new codes',
  'home.health.codes_unproven':
    'Your recovery codes were never checked. Make sure that the paper is still there and can be read.',
  'home.health.codes_unproven_do': 'Check one code',
  'home.health.one_authenticator':
    'You have only one authenticator. A second one, on another device, helps when a phone is lost.',
  'home.health.one_authenticator_do': 'Add an authenticator',
  'home.health.no_passkey': 'You do not use fingerprint or face to sign in yet.',
  'home.health.no_passkey_do': 'Set up fingerprint or face',
  'home.health.old_password': 'Your password is more than six months old.',
  'home.health.old_password_do': 'Change the password',
  'home.health.no_email': 'No email address is on record.',
  'home.health.no_phone': 'No mobile number is on record.',
  'home.health.suspended_email':
    'Your email address is suspended because its change was undone. Meanwhile it is not used for recovery.',
  'home.health.suspended_phone':
    'Your mobile number is suspended because its change was undone. Meanwhile it is not used for recovery.',
  'home.health.suspended_do': 'Ask an officer to check',
  'home.health.unverified_email': 'Your email address was not confirmed by a code yet.',
  'home.health.unverified_phone': 'Your mobile number was not confirmed by a code yet.',
  'home.health.young_email': 'Your email address is new. It helps to recover the account after 72 hours.',
  'home.health.young_phone': 'Your mobile number is new. It helps to recover the account after 72 hours.',
  'home.health.email_do': 'Look at the email address',
  'home.health.phone_do': 'Look at the mobile number',

  'home.notices.title': 'What happened lately',
  'home.notices.all': 'All activity of your account',
} satisfies Record<keyof typeof id, string>;
