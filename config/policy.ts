import type { CaptchaFigures } from '../src/policies/captcha.ts';
import type { ContactFigures } from '../src/policies/contacts.ts';
import type { LockoutFigures } from '../src/policies/lockout.ts';

/**
 * Every figure of the policy, each with its reason. Durations are seconds and say so in their names. Change one here and
 * nowhere else; what is a promise to people outside stands in the contract too.
 */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const passwordLockout: LockoutFigures = {
  // Five tries forgive a mistyped password and a forgotten Caps Lock; NIST 800-63B-4 §3.2.2 allows far more.
  attempts: 5,
  windowSeconds: 15 * MINUTE,
  // Long enough to make guessing hopeless (20 an hour), short enough that nobody calls the helpdesk instead of waiting.
  firstLockSeconds: 15 * MINUTE,
  // Who locks the same pool again on one day is guessing, or needs "Lupa kata sandi" more than another try.
  furtherLockSeconds: 30 * MINUTE,
  furtherWithinSeconds: DAY,
  // Pools exist for unknown NIPs too, and anonymous requests store nothing for longer than an hour unless a lock does.
  streakKeptSeconds: HOUR,
};

const figures = {
  captcha: {
    // The fourth try: three failures are still a person.
    poolStreak: 3,
    // Whole offices share one address, so it takes a hundred failures and raises the captcha, never a block.
    addressFailures: 100,
    addressWindowSeconds: 15 * MINUTE,
    // Buys three attempts, not a session: a solved captcha is worth about a second of work, and so should its use be.
    passes: 3,
    // Time to read, listen, or wait for a code on a slow line.
    challengeSeconds: 10 * MINUTE,
  } satisfies CaptchaFigures & Record<string, number>,

  lockout: {
    password: passwordLockout,
    // A known browser's pool: the same five, but they kill its device token instead of locking the owner out.
    device: passwordLockout,
    otp: {
      ...passwordLockout,
      // Only who has the password gets here, so nothing anonymous is stored; the run towards `recoveryAfterStreak` must not expire overnight.
      streakKeptSeconds: 30 * DAY,
    } satisfies LockoutFigures,
    // A mailed link opens a pool for one browser; three tries in all, not a second set of five beside the strangers'.
    link: { ...passwordLockout, attempts: 3 } satisfies LockoutFigures,
    // Twenty wrong codes with no right one between: the password is in other hands, so it must go (ASVS 6.6.3).
    recoveryAfterStreak: 20,
  },

  totp: {
    // RFC 6238 as every authenticator app has it.
    digits: 6,
    periodSeconds: 30,
    // One step either side: the time to read and type, and a clock half a minute off (RFC 6238 §5.2).
    stepsEitherSide: 1,
    // How far off a clock is still diagnosed, never accepted: drift, and a zone (WIB, WITA, WIT) set by hand.
    diagnosedDriftSeconds: 12 * MINUTE,
    diagnosedZoneHours: [1, 2],
    // Half of a code's life around a whole hour: a wrong zone on a clock that also drifts a little.
    diagnosedZoneSlackSeconds: 2 * MINUTE,
    // A secret offered for enrolment stays the same over reloads for this long.
    offerSeconds: HOUR,
  },

  recoveryCodes: {
    // Ten last for years, and fit on a slip of paper.
    count: 10,
    // So few are soon none: the portal says so.
    few: 3,
    // Typed back from the card to see that it can be read: 75 bits are not guessed, so this only keeps a script from trying all day.
    typedBack: { points: 10, seconds: HOUR },
  },

  codes: {
    digits: 6,
    // Mail to government domains is slow; ten minutes is also the limit of NIST 800-63B-4 §3.1.3.
    ttlSeconds: 10 * MINUTE,
    // Five of a million guesses for each code sent.
    tries: 5,
    // Per account; beyond it the same page and nothing sent. No cool-down: people press "Kirim ulang" at once.
    perHour: 5,
    perDay: 15,
    // Of these, how many anybody who merely names the account can cause (a code instead of a captcha): a stranger must not
    // use up what the owner needs.
    forStrangers: { perHour: 2, perDay: 3 },
    // Whoever names the e-mail address too (a forgotten password, a lost phone) is likelier its owner, and may ask as often as
    // is allowed at all in an hour; but an address is no secret, so this is counted apart, and together with what strangers cause
    // some of the day are left for who has proven more.
    forNamed: { perHour: 8, perDay: 8 },
    // Of these, how many one network address (IPv6: /64) can cause: the hour that everybody is promised, and no more in that day.
    // Whoever asks in vain all day leaves three for the owner, who is somewhere else.
    forNamedByAddress: { perHour: 5, perDay: 5 },
  },

  links: {
    // Long enough for slow mail, short enough for a mailbox left open; each works once. Promised by the contract.
    activationTtlSeconds: 30 * MINUTE,
    resetTtlSeconds: 30 * MINUTE,
    // To a browser that met a locked pool; the lock itself rarely lasts longer.
    signinTtlSeconds: 30 * MINUTE,
    // How long the pool stays open that such a link opens: time to look for the password, as long as a first lock.
    signinPoolSeconds: 15 * MINUTE,
    // The token waits in a cookie for the button of its page.
    heldSeconds: 10 * MINUTE,
    // A second press of its button on a slow line is answered as the first was.
    repeatSeconds: MINUTE,
  },

  contacts: {
    // The owner is told of a change at once and has a long weekend to object before it opens anything.
    countsAfterSeconds: 72 * HOUR,
    // An account with a single contact: a day with a notice stands in for the second channel.
    loneContactWaitSeconds: 24 * HOUR,
  } satisfies ContactFigures & Record<string, number>,

  password: {
    // Eight of four kinds, or fifteen of any (NIST 800-63B-4 §3.1.1.2 for the latter); the meter asks for twelve.
    minLength: 8,
    longLength: 15,
    recommendedLength: 12,
    // An upper bound keeps hashing cheap and passphrases possible.
    maxLength: 128,
    // "Ali" and "Sri" are in too many words to be forbidden; names of four letters are not.
    namePartLength: 4,
    // Not one of the last five, the current one included.
    history: 5,
  },

  session: {
    // An hour away from the desk; portal, account and console requests count as activity.
    idleSeconds: HOUR,
    // A working day with overtime: one sign-in at 07.30 lasts to 17.30.
    absoluteSeconds: 10 * HOUR,
    // A shared device: the next person sits down soon. It also ends with the browser.
    sharedIdleSeconds: 15 * MINUTE,
    // Writing every request back would cost Redis a write each; a minute of inexactness costs nobody anything.
    activityEverySeconds: MINUTE,
    // Sign-ins by which one session is found, each with a fresh code: more than anybody gives in ten hours.
    signinsKept: 50,
    // What is ended (frozen, reset, suspended) ends everywhere within this.
    epochCacheSeconds: 30,
  },

  interaction: {
    // Anonymous requests store nothing for longer.
    ttlSeconds: HOUR,
    // From the last proof to the redirect that makes a session of it: one redirect, on a bad line.
    finishedSeconds: MINUTE,
    // Where it first asks whether another person's session may end: a page to read.
    switchSeconds: 10 * MINUTE,
    // Of one address (IPv6: /64) in ten minutes: offices of hundreds behind one NAT sign in at 07.30.
    startsPerAddress: 3000,
    startsWindowSeconds: 10 * MINUTE,
    // Of one parameter: a long `state` of a framework that keeps its own properties in it has some 700 characters.
    parameterLength: 1024,
    // Of all of them: whatever a request says is stored until it is answered.
    parametersLength: 2048,
  },

  tokens: {
    // One redirect on a bad line (RFC 6749 §4.1.2 allows ten minutes); used once.
    authorizationCodeSeconds: 60,
    // How long a revoked right may outlive its revocation at a resource server that never asks.
    accessTokenSeconds: 10 * MINUTE,
    idTokenSeconds: 10 * MINUTE,
    clientCredentialsSeconds: 10 * MINUTE,
  },

  refresh: {
    // Native apps: one sign-in a month. DPoP-bound, rotated; reuse ends the family (RFC 9700 §4.14).
    absoluteSeconds: 30 * DAY,
    // A reply lost on the way: the same key may repeat the refresh.
    repeatSeconds: 60,
  },

  devices: {
    // A browser that this account fully signed in from stays known for a quarter; idle PCs are handed on.
    ttlSeconds: 90 * DAY,
  },

  refusals: {
    // Above the slowest hash in use (imported bcrypt, about 0.12 s, waiting its turn), so that time tells nothing.
    floorSeconds: 0.5,
    // A right password with a wrong second factor is told to the owner, but a clumsy evening is one mail.
    noticeEverySeconds: HOUR,
  },

  hashing: {
    // About 20 ms each: a full queue is two seconds' work on two cores; beyond it newcomers wait on a page, before they type.
    queueLimit: 100,
    // How often that page retries by itself, at the least.
    retrySeconds: 5,
  },

  budgets: {
    // SMS cost money and are a lever for fraud: per number and account a day, and for everybody with an alarm.
    smsPerNumberPerDay: 15,
    smsPerDay: 50_000,
    // Of these, how many anybody can cause who merely types a number or names an account (a registration, a case, a lost phone):
    // else they could keep its owner, or everybody, from the codes that a sign-in needs.
    smsForAnybody: { perNumberPerDay: 8, perDay: 25_000 },
    // The alarm sounds at this part of the day's budget.
    smsAlarmShare: 0.8,
    // Requests for a mail or SMS by one address an hour; an office that activates together stays below.
    messagesPerAddressPerHour: 300,
  },

  caches: {
    // Clients and keys changed beside running nodes are seen within 60 s (contract); half of that leaves room.
    clientsSeconds: 30,
    keysSeconds: 30,
    // The figures of an agency of two hundred thousand take a second to count; the page says when that was.
    coverageSeconds: 60,
    // A switch that an admin turns (passkeys) is seen by every node within this.
    settingsSeconds: 30,
  },

  jobs: {
    // A mail shows in the outbox within two seconds (contract).
    outboxEverySeconds: 1,
    // Undelivered mail is a dead letter after a day: its code died long before.
    outboxGiveUpSeconds: DAY,
    // A relying party that was down over night still hears of the logout; sessions end by then anyway.
    logoutGiveUpSeconds: DAY,
    // After `keys rotate` the previous key stays published for the life of what it signed, with margin.
    previousKeySeconds: DAY,
  },

  registration: {
    // Done beside other papers; its code proves a contact only.
    codeTtlSeconds: 30 * MINUTE,
    // What nobody has proven a contact for is stored no longer than any other anonymous request.
    unprovenSeconds: HOUR,
    // From the first proven contact to the chosen password: a working day.
    unfinishedSeconds: DAY,
    // How long it waits for the agency admin, who may be on leave.
    waitingSeconds: 14 * DAY,
    // Of one address in an hour: an office that registers together stays below.
    perAddressPerHour: 60,
    // Of one NIP in a day, each with both contacts proven: guesses at a NIK. Counted there and not when a NIP is merely typed,
    // or anybody could use up what its owner needs.
    perNipPerDay: 10,
    // Codes to one address or number, whichever registrations they are for: nobody's mailbox is flooded by this form.
    perContactPerHour: 5,
    perContactPerDay: 15,
    // How long the person waits on the page for directory and register; then it is queued, and they are told.
    askSeconds: 4,
    // A double tap of "Daftar" is one registration.
    sameWithinSeconds: MINUTE,
    // What has ended stays for its status page and for questions, then it is deleted with everything typed.
    keptSeconds: 30 * DAY,
    // While an outside system is away: asked again after so long (somebody may be watching the page), then ever more rarely, for
    // a day.
    retrySeconds: 10,
    retryMostSeconds: 15 * MINUTE,
  },

  recovery: {
    // From the request to the new password.
    lifetimeSeconds: 30 * MINUTE,
    // Wrong e-mail codes of an account in a day, in all browsers together; from there on only the link works.
    wrongCodesPerDay: 10,
    // Requests by one address in an hour.
    perAddressPerHour: 120,
  },

  resets: {
    // Of the authenticator, without the old one or a recovery code: notices and a cancel link need a day to be seen.
    authenticatorDelaySeconds: 24 * HOUR,
    // Then it is open for its holder for as long.
    authenticatorOpenSeconds: 24 * HOUR,
  },

  proof: {
    // A second factor made for one act that changes credentials, contacts or others' rights; used once. Promised by the contract:
    // mostly it is typed in the form of the act itself and kept for no time at all; where a page follows (a passkey, an authenticator,
    // fresh codes, the copy of one's data) it waits for that page in its own session and browser.
    ttlSeconds: 5 * MINUTE,
    // A factor younger than this changes no contact, removes no older factor, opens no console (design §4).
    youngFactorSeconds: 72 * HOUR,
    // A refused passkey is written down once in this time for each session and reason.
    notedSeconds: 10 * MINUTE,
  },

  contactChanges: {
    // As long as the new one does not count yet, the old one can undo it.
    undoSeconds: 72 * HOUR,
    // The code to the new contact.
    codeTtlSeconds: 10 * MINUTE,
    // The link to a contact that an agency put on record: people read mail late, and nothing waits for them meanwhile.
    confirmSeconds: 14 * DAY,
  },

  disavowals: {
    // "Bukan saya" under a notice: people read old mail (login.gov: ten days).
    ttlSeconds: 10 * DAY,
    // How long the browser that pressed its button is told what was done, over a reload and a double tap.
    shownSeconds: 10 * MINUTE,
  },

  handedCodes: {
    // Read aloud by an officer: time to type it while still on the telephone (ASVS 6.6.2).
    helpdeskTtlSeconds: 15 * MINUTE,
    // Printed, carried to an office on another island, and handed over.
    letterTtlSeconds: 30 * DAY,
    // Spent only by what begins like the code: its first four characters are a selector, or whoever knows a NIP could spend them.
    tries: 5,
  },

  letters: {
    // Printed at once: what a desk can hand out, and one transaction can carry.
    most: 500,
    // A printer jams: shown again to whoever made them, in the same session, for so long.
    reprintSeconds: 10 * MINUTE,
    // Whoever put a contact on record prints no letter for the same person meanwhile, nor changes the other contact of
    // somebody who never activated an account: as long as a letter is good.
    apartSeconds: 30 * DAY,
  },

  approvals: {
    // Whoever asked may be away tomorrow, and the facts may change.
    ttlSeconds: 3 * DAY,
    // One case never changes both contact and authenticator within this (design §6).
    apartSeconds: 72 * HOUR,
  },

  cases: {
    // Before its contact is proven a case is an anonymous request.
    draftSeconds: HOUR,
    codeTtlSeconds: 10 * MINUTE,
    perAddressPerHour: 20,
    // Open cases of one NIP: more are one matter.
    openPerNip: 3,
    // A claimed case that its officer left goes back to the queue.
    claimSeconds: 4 * HOUR,
    // Waiting for longer than a working day in the queue is late, and is marked so.
    lateSeconds: 8 * HOUR,
    // An officer types the NIK of a scan once, perhaps twice; the desk must not be a machine for guessing it.
    nikChecksPerDay: 6,
    // A person has a week to answer.
    askedSeconds: 7 * DAY,
    // Scans are deleted so long after the case ended.
    filesKeptSeconds: 30 * DAY,
    // The case itself, with its requests for approval: for complaints and for the next auditor; its audit rows stay.
    keptSeconds: 365 * DAY,
    // A call-back proves somebody only at a number that is older than this.
    callbackNumberSeconds: 30 * DAY,
  },

  uploads: {
    // A phone's photograph; the body may be a little more.
    fileBytes: 12 * 1024 * 1024,
    files: 4,
    pages: 6,
    // Before it is decoded: a bomb of a few kilobytes has more.
    pixels: 60_000_000,
    // What is kept: readable print, as JPEG.
    longestSide: 2200,
    quality: 78,
    // Decoding takes a core: one at a time leaves the other to sign-ins. A full line is half a minute's work.
    threads: 1,
    queueLimit: 16,
    // A photograph takes less than a second, six pages some three; what takes longer wants to.
    timeoutSeconds: 20,
    // Of files that are being received, of all requests together: five full forms, or fifty of shrunk pictures.
    memoryBytes: 256 * 1024 * 1024,
    // Of these by one address: two full forms of an office that shares it; whoever sends without end must not hold the rest.
    addressBytes: 96 * 1024 * 1024,
    // Answers in a case by one address: each may bring files.
    answersPerAddressPerHour: 20,
  },

  smsFactor: {
    // Agencies (their ids) whose people may use codes by SMS as second factor, because their phones take no authenticator
    // (NIST 800-63B-4 §3.1.3.3: restricted). In the demo the Ministry of Health.
    agencies: ['b3000000000000000000000000000000'] as readonly string[],
  },

  outside: {
    // The employee directory and the population register: a person waits for them.
    timeoutSeconds: 3,
    tries: 3,
    // All tries together: beyond it the person is told that it takes longer, and nothing typed is lost.
    totalSeconds: 6,
    firstBackoffSeconds: 0.2,
    // So many failures in a row open the breaker, for so long.
    breakAfterFailures: 5,
    breakSeconds: 15,
    // Younger than this our copy of a record answers; an import refreshes all of them every night.
    copyFreshSeconds: DAY,
  },

  help: {
    // "Is my NIP in the directory?": of one address in an hour, each behind a captcha.
    nipChecksPerAddressPerHour: 30,
    correctionsPerAddressPerHour: 10,
  },

  reminders: {
    // In the portal, never a forced change (NIST 800-63B-4 §3.1.1.2). Promised by the contract.
    passwordAfterSeconds: 180 * DAY,
  },

  activation: {
    // "Lanjut nanti": contacts proven in a browser count there again until tomorrow at this time. Whoever has no authenticator app
    // today finds somebody to install it; what lies longer in an office's browser is no proof of anybody.
    contactsCountSeconds: DAY,
    // Of a shared device, and where nothing was proven, only the page that says how to come back.
    toldSeconds: 10 * MINUTE,
    // Recovery codes that nobody has seen are made anew at a sign-in for so long; later in the account, with a proof.
    codesUnseenSeconds: 7 * DAY,
  },

  authenticators: {
    // One phone is lost in every office each week: a second one is the cheapest recovery. More are forgotten ones.
    most: 2,
    nameLength: 30,
  },

  passkeys: {
    // A phone, a PC, a key on the ring and some to spare (login.gov: no limit; GitHub: 25).
    most: 10,
    nameLength: 40,
    // From the options to the answer: time to find the phone (WebAuthn level 3 §15.1 recommends 5 minutes with verification).
    challengeSeconds: 5 * MINUTE,
    // To whom enrolment is offered: this part of all people (by a hash of the account), and everybody of these agencies.
    // The platform console's switch overrules both.
    offer: { share: 1, agencies: [] as readonly string[] },
    // "Nanti saja" keeps the portal's offer away for so long.
    offerAgainSeconds: 30 * DAY,
  },

  notices: {
    // Sign-ins from new devices are told of together: an activation at three PCs is one mail (login.gov: 5 minutes).
    newDeviceBatchSeconds: 5 * MINUTE,
  },

  sessionEnd: {
    // Time to finish a sentence and to press "Tetap masuk" (WCAG 2.2.1 asks for 20 seconds; login.gov warns at 150).
    warnSeconds: 2 * MINUTE,
  },

  activity: {
    pageSize: 25,
    // What one person exports at once; the page says how to get the rest.
    exportRows: 10_000,
    // What it prints: some ten sheets; the file has the rest.
    printRows: 500,
  },

  requests: {
    // What a relying party may report: of one client in a minute, and kept of one person and client.
    perClientPerMinute: 600,
    perPersonAndClient: 50,
    titleLength: 120,
    detailLength: 300,
    referenceLength: 64,
    // So many of a person's newest are on the front; the rest is at the applications themselves.
    shown: 20,
    // One report: names of fields and all, twice what its texts can take in UTF-8.
    bodyBytes: 8 * 1024,
    // Clocks of relying parties are a little fast; a report from next year would shut out every one that follows it.
    aheadSeconds: 5 * MINUTE,
    // Above what it takes to store one, so that time does not tell who has a grant.
    floorSeconds: 0.1,
    // What ended stays on the front for so long.
    keptSeconds: 180 * DAY,
    // What its relying party has not spoken of for so long has ended without its saying so.
    forgottenSeconds: 730 * DAY,
  },

  admin: {
    // A second admin may be away until tomorrow; after that the facts may have changed.
    requestTtlSeconds: 3 * DAY,
    // In production an admin without a passkey has so long after the grant of the role to make one (design §6: phr).
    passkeyGraceSeconds: 14 * DAY,
    // A role is granted for no longer: an appointment is renewed, and a mistyped year gives nobody power for life.
    roleMostSeconds: 5 * 366 * DAY,
    // A rotated client secret goes on for so long beside the new one.
    secretOverlapSeconds: 7 * DAY,
    // The last refusals of a client that its developers are shown.
    clientErrors: 50,
    pageSize: 50,
  },

  audit: {
    pageSize: 50,
    // How many rows of one index a page of a search looks at: some tenths of a second where none of them is what is looked for.
    lookRows: 20_000,
    // To choose the index, so many are counted of each.
    countRows: 2000,
    // Whatever the planner does: a search that takes longer is asked to be narrower.
    statementSeconds: 4,
    // What one admin exports at once; the command line has no limit.
    exportRows: 100_000,
  },

  figures: {
    // Rows of the sealed log that are counted in one transaction, and transactions of one round.
    rows: 5000,
    batches: 40,
    everySeconds: MINUTE,
    // Every agency is counted anew so often, so many of them in one round.
    coverageEverySeconds: HOUR,
    coverageAgencies: 60,
    // Agencies by the hour: two months; totals by the hour and agencies by the day: to compare with last year.
    agencyHoursKeptSeconds: 62 * DAY,
    keptSeconds: 400 * DAY,
  },

  seals: {
    // How often the audit log is sealed, and how many rows one link of the chain has at most.
    everySeconds: MINUTE,
    rows: 1000,
    // A verification asked for in the console: links at once, and how long one round of it may take of a node.
    checkLinks: 10,
    checkRoundSeconds: 5,
    checkEverySeconds: 2,
    // What is wrong is shown up to this many; the command line names all.
    checkFindings: 200,
  },
};

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

function freeze<T extends object>(value: T): Frozen<T> {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part);
  return Object.freeze(value) as Frozen<T>;
}

export const policy = freeze(figures);
export type Policy = typeof policy;
