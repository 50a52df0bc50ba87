export default {
  'help.back': 'Back to help',
  'help.choose': '– Choose –',
  'help.captcha_done': 'Done. Please go on.',
  'help.too_many':
    'Too many requests from this network within an hour. Try again at {time}; office networks are often shared.',
  'help.keep_link':
    'Keep the address of this page (bookmark it). Whoever has the address can read this page, so do not share it.',
  'help.text.empty': 'Write down what happened.',
  'help.text.long': 'At most {most} characters. Please shorten it a little.',
  'help.contact.label': 'Email or mobile number',
  'help.contact.empty': 'Write an email address or mobile number where we can reach you.',
  'help.contact.email': 'This email address is incomplete or mistyped. Example: name@gmail.com.',
  'help.contact.phone':
    'Write an Indonesian mobile number such as 0812 3456 7890, or an email address with an @.',
  'help.agency.hours': 'Hours:',
  'help.agency.unknown': 'Please contact the personnel office of this agency.',

  'help.topics.title': 'Help',
  'help.topics.text':
    'Choose what fits. If nothing does, our officers help you; you need not be able to sign in for that.',
  'help.topics.index': 'Contents of the help page',

  'help.nip_missing.title': 'NIP not found',
  'help.nip_missing.text':
    'ASN Digital accounts are made from the personnel records in the directory of BKN.',
  'help.nip_missing.read':
    'Compare the 18 digits with your employee card or letter. Spaces and dots do not matter.',
  'help.nip_missing.check': 'See whether the NIP is in the directory:',
  'help.nip_missing.check_link': 'Is my NIP in the directory?',
  'help.nip_missing.pppk': 'PPPK: the number changes with a new contract. Try the old one too.',
  'help.nip_missing.new': 'Newly appointed and not there yet?',
  'help.nip_missing.new_link': 'Tell your agency',
  'help.nip_missing.wrong': 'Is your record in the directory wrong?',
  'help.nip_missing.wrong_link': 'Ask for a correction',

  'help.locked.title': 'Account locked',
  'help.locked.text':
    'After five wrong passwords or codes, tries are locked for 15 minutes, the next time for 30. It protects you from people who guess.',
  'help.locked.wait': 'Wait until the time on the page; the lock ends by itself.',
  'help.locked.forgot': 'A recovered password ends the lock at once:',
  'help.locked.frozen': 'Frozen because somebody pressed "not me"?',

  'help.code.title': 'The code does not match',
  'help.code.text': 'Codes of an authenticator app depend on the clock of the phone.',
  'help.code.clock': 'Set date and time of the phone to automatic, then wait for the next code.',
  'help.code.entry':
    'With several ASN Digital entries in the app, use the newest one that ends in the last four digits of your NIP.',
  'help.code.next': 'Each code works once, for about 30 seconds. After a failure wait for the next one.',
  'help.code.sms':
    'Codes by email and SMS are good for 10 minutes, in the browser that asked for them. Use the newest message.',

  'help.phone_lost.title': 'Phone lost, broken or new',
  'help.phone_lost.text': 'Without the old authenticator app you can still come back:',
  'help.phone_lost.recovery':
    'Do you have recovery codes? Sign in as usual and choose to use a recovery code when asked for the code.',
  'help.phone_lost.reset':
    'Email and mobile number still work? Reset the authenticator; it opens after 24 hours:',
  'help.phone_lost.none': 'None of these?',

  'help.mail_dead.title': 'Email or mobile number no longer works',
  'help.mail_dead.text':
    'Codes and notices go to the contacts on record, so change them as soon as yours change.',
  'help.mail_dead.self': 'Can you still sign in? Change them yourself:',
  'help.mail_dead.self_link': 'Profile and security',
  'help.mail_dead.people': 'No way to sign in? Have your identity card and appointment letter ready:',

  'help.password.title': 'Forgotten password',
  'help.password.text':
    'With your NIP and the email on record you choose a new password. Where you use an authenticator, its code is still asked for.',

  'help.page.title': 'The page does not open',
  'help.page.text': 'Most often it is the connection or the browser. Try in this order:',
  'help.page.again': 'Reload. When we are busy, a waiting page reloads by itself; leave it open.',
  'help.page.address': 'Make sure of the address:',
  'help.page.cookies': 'Allow cookies for this address, and use no mode that refuses all cookies.',
  'help.page.other': 'Try another browser or network, such as mobile data.',
  'help.page.tell': 'Still not? Tell the helpdesk the reference number on the error page.',

  'help.phishing.title': 'Knowing and reporting fraud (phishing)',
  'help.phishing.report_title': 'Reporting a false site or message',
  'help.phishing.report':
    'Fill in nothing. Copy the address of the site or the text of the message, add a screenshot, and send it to',
  'help.phishing.given': 'Have you typed your password on another site? Change it right now:',

  'help.people.title': 'Help from people',
  'help.people.text':
    'Tell us what is wrong and attach your identity card and appointment letter. You get a number, and a page of your own to follow it by.',

  'help.nip.title': 'Is my NIP in the directory?',
  'help.nip.text':
    'We look into the directory of BKN. You learn whether it is there, and of which agency; nothing else.',
  'help.nip.hint': '18 digits. Spaces do not matter.',
  'help.nip.button': 'Check',
  'help.nip.another': 'Check another NIP',
  'help.nip.found': 'This NIP is in the directory.',
  'help.nip.found_next':
    'No account yet? Register. You have one? Sign in. Where the record is wrong, the personnel office of this agency mends it:',
  'help.nip.unknown': 'This NIP is not in the directory yet.',
  'help.nip.unknown_read': 'Compare the 18 digits with your employee card or letter once more.',
  'help.nip.unknown_new': 'Newly appointed? It may take your agency some time.',
  'help.nip.conflict': 'The record of this NIP in the directory is not clear.',
  'help.nip.conflict_next': 'An officer has to look at it:',
  'help.nip.away': 'The directory cannot be reached at the moment.',
  'help.nip.away_next': 'It is not about your NIP. Try again after {time}.',

  'help.correction.title': 'Correcting the directory',
  'help.correction.text':
    'Agencies keep the directory. Your request goes straight to the personnel office of yours; we tell you when it is decided.',
  'help.correction.kind': 'What is the matter?',
  'help.correction.record': 'My record in the directory is wrong',
  'help.correction.not_in_directory': 'My appointment is not in the directory yet',
  'help.correction.kind_empty': 'Choose what is the matter.',
  'help.correction.name': 'Full name',
  'help.correction.name_hint': 'As in the letter. Needed where you are not in the directory yet.',
  'help.correction.name_empty': 'Write your full name as in the letter.',
  'help.correction.agency': 'Agency',
  'help.correction.agency_empty': 'Choose your agency.',
  'help.correction.field': 'What is wrong',
  'help.correction.field_hint': 'Leave it empty where you are not in the directory yet.',
  'help.correction.field.name': 'Name or title',
  'help.correction.field.birth': 'Place or date of birth',
  'help.correction.field.nik': 'NIK',
  'help.correction.field.agency': 'Agency, unit or position',
  'help.correction.field.contact': 'Email or mobile number',
  'help.correction.field.status': 'Employment status',
  'help.correction.field.other': 'Something else',
  'help.correction.what': 'What should it say?',
  'help.correction.what_hint': 'Add the number and date of the letter. Write no password and no code.',
  'help.correction.contact_hint': 'Where we tell you the outcome.',
  'help.correction.button': 'Send request',
  'help.correction_status.open': 'We have your request',
  'help.correction_status.done': 'The record has been corrected',
  'help.correction_status.refused': 'The request cannot be met',
  'help.correction_status.open_text':
    'The personnel office of your agency looks into it. This page shows the outcome.',
  'help.correction_status.done_text':
    'The personnel office of your agency says that the directory is right now. Our copy follows within a day.',
  'help.correction_status.refused_text': 'The personnel office of your agency decided as follows.',
  'help.correction_status.reason': 'What the agency says',
  'help.correction_status.sent': 'Sent',
  'help.correction_status.decided': 'Decided',
  'help.correction_status.who': 'Who looks into it',

  'help.topic.contact': 'My email or mobile number changed',
  'help.topic.lock': 'My account is locked',
  'help.topic.authenticator': 'Authenticator lost, or a new phone',
  'help.topic.password': 'Password',
  'help.topic.nip': 'My NIP',
  'help.topic.registration': 'Registration',
  'help.topic.frozen': 'Account frozen',
  'help.topic.other': 'Something else',

  'help.case.title': 'Ask our officers for help',
  'help.case.text':
    'Fill it in once. When the code sent to your contact matches, your request is in the queue and you get a page to follow it by.',
  'help.case.gone':
    'What you filled in is gone: the code was not typed within an hour, or this browser refuses cookies. Allow cookies, then fill it in again.',
  'help.case.topic': 'What is it about?',
  'help.case.topic_empty': 'Choose what it is about.',
  'help.case.nip_hint': '18 digits. Leave it empty if you do not know it.',
  'help.case.what': 'What happened?',
  'help.case.what_hint': 'In your own words: what you tried, what you saw. Write no password and no code.',
  'help.case.contact_hint': 'One that you can open now. We send the code and our answers there.',
  'help.case.files': 'Proof of who you are',
  'help.case.files_text':
    'JPEG, PNG, HEIC or PDF; at most {files} files, each up to {megabytes} MB and {pages} pages. Kept encrypted, seen only by the officer in charge, deleted 30 days after the end.',
  'help.case.ktp': 'Photo or scan of your identity card',
  'help.case.sk': 'Appointment letter',
  'help.case.sk_hint': 'Several photos are fine, one for each page.',
  'help.case.button': 'Send',

  'help.upload.again': 'Browsers do not keep chosen files. Choose them again before you send.',
  'help.upload.busy':
    'Many files are being looked at. What you wrote is still here; choose the files again and send in half a minute.',
  'help.upload.too_many': 'At most {most} files at a time.',
  'help.upload.empty': 'The file "{name}" is empty. Choose it again.',
  'help.upload.too_large':
    'The file "{name}" is larger than {megabytes} MB. Make it smaller, or take the photo again in lower quality.',
  'help.upload.type':
    'The file "{name}" is no JPEG, PNG, HEIC or PDF. Take a photo of the document and choose that.',
  'help.upload.name':
    'The name of the file "{name}" does not fit what it holds. Save it again as JPEG or PDF, then choose it.',
  'help.upload.polyglot':
    'The file "{name}" has another file within. For safety we do not take it; just take a photo of the document.',
  'help.upload.damaged': 'The file "{name}" is damaged or cannot be read. Save it again, or take a photo.',
  'help.upload.pixels': 'The picture in the file "{name}" is too large to be opened. Send an ordinary photo.',
  'help.upload.pages':
    'The file "{name}" has more than {pages} pages. Send only those with your name and NIP.',
  'help.upload.encrypted':
    'The file "{name}" is locked with a password. Send an unlocked one, or take a photo.',
  'help.upload.script':
    'The file "{name}" has scripts or attachments. For safety we do not take it; print it to PDF again or take a photo.',
  'help.upload.slow':
    'The file "{name}" is too complicated to be opened. Take a photo of the document and send that.',
  'help.shrink.working': 'Making the photo smaller…',
  'help.shrink.done': 'The photo was made smaller, so that it is sent quickly.',

  'help.verify.email': 'Verify your email',
  'help.verify.phone': 'Verify your mobile number',
  'help.verify.text':
    'We sent a code to {to}. Your request enters the queue when the code matches; within an hour from now at the latest.',
  'help.verify.other': 'Wrong contact? Change what you wrote',
  'help.enough.title': 'Your request is in the queue already',
  'help.enough.text':
    'For this NIP and contact there are several requests that have not ended. Follow them by the links in our earlier messages; officers treat them as one matter.',

  'help.state.queued': 'Waiting for an officer',
  'help.state.claimed': 'An officer is looking into it',
  'help.state.asked': 'The officer waits for your answer',
  'help.state.done': 'Done',
  'help.state.refused': 'Cannot be met',
  'help.state.closed': 'Closed',
  'help.state.queued_next': 'Your request is in the queue. We tell you when there is an answer.',
  'help.state.claimed_next':
    'An officer is checking. You may be called at a number that has long been on record.',
  'help.state.asked_next':
    'Answer below within seven days of the question; after that the request is closed.',
  'help.state.done_next': 'The officer has finished. The files you sent are deleted 30 days after the end.',
  'help.state.refused_next':
    'The officer cannot meet this request; the reason stands below. You are free to open another one.',
  'help.state.closed_next': 'You closed this request.',
  'help.state.closed_no_answer':
    'It was closed, since the question of the officer was not answered within seven days.',
  'help.event.queued': 'In the queue',
  'help.event.asked': 'The officer asks',
  'help.event.answered': 'You answered',
  'help.event.told': 'A word from the officer',
  'help.event.done': 'Done',
  'help.event.refused': 'Cannot be met',
  'help.event.closed': 'Closed',
  'help.who.person': 'you',
  'help.who.officer': 'officer',
  'help.who.system': 'system',
  'help.case_page.number': 'Number',
  'help.case_page.asked': 'The question of the officer',
  'help.case_page.answer': 'Your answer',
  'help.case_page.files': 'More files',
  'help.case_page.send': 'Send answer',
  'help.case_page.history': 'How it went so far',
  'help.case_page.sent': 'What you sent',
  'help.case_page.attached': 'Files',
  'help.case_page.pages': '{count} p.',
  'help.case_page.told': 'Messages to you',
  'help.case_page.close': 'I need no help any more: close this request',
  'help.delivery.mail_sent': 'Email sent {time}, {date}',
  'help.delivery.sms_sent': 'SMS sent {time}, {date}',
  'help.delivery.mail_waiting': 'Email being sent',
  'help.delivery.sms_waiting': 'SMS being sent',
  'help.delivery.mail_failed':
    'Email did not arrive. The address may be wrong; ask again with another contact.',
  'help.delivery.sms_failed': 'SMS did not arrive. The number may be wrong; ask again with another contact.',
} as const satisfies Record<string, string>;
