/**
 * Where people get help from people. These are the demo's; an operator puts the official channels here, and the
 * pages, mails and help texts name nothing else.
 */
export const help = {
  email: 'helpdesk@asn.example',
  phone: '(021) 555-0150',
  hours: {
    days: { id: 'Senin–Jumat', en: 'Monday to Friday' },
    from: { id: '07.30', en: '07:30' },
    to: { id: '16.00 WIB', en: '16:00 WIB' },
  },
} as const;
