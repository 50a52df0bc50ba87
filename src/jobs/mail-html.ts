export interface MailText {
  lang: string;
  subject: string;
  text: string;
  /** Nothing else is linked. */
  issuer: string;
  /** What the button of the action link says. */
  button: string;
}

const BRAND = '#0a4f8f';
const MERAH = '#b3121d';

/**
 * The same words as the plain text, a little easier to read: the code large, the first link a button with its address
 * under it. No picture, no remote part, no script; values are escaped, and only links of ISSUER become links.
 */
export function mailHtml({ lang, subject, text, issuer, button }: MailText): string {
  let pressed = false;
  const paragraphs = text.split('\n\n').map((paragraph) => {
    if (/^\d{6}$/.test(paragraph)) return codeOf(paragraph);
    if (!isOurs(paragraph, issuer)) return plain(paragraph);
    const first = !pressed;
    pressed = true;
    return first ? buttonOf(paragraph, button) : linkOf(paragraph);
  });
  return [
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head>`,
    `<body style="margin:0;padding:16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">`,
    `<div style="max-width:36rem;margin:0 auto">`,
    `<p style="margin:0 0 16px;padding:0 0 8px;border-bottom:3px solid ${MERAH};font-weight:700">ASN Digital</p>`,
    ...paragraphs,
    '</div></body></html>',
  ].join('\n');
}

function isOurs(paragraph: string, issuer: string): boolean {
  return !/\s/.test(paragraph) && URL.parse(paragraph)?.origin === new URL(issuer).origin;
}

function plain(paragraph: string): string {
  return `<p style="margin:0 0 16px">${escaped(paragraph).replaceAll('\n', '<br>')}</p>`;
}

function codeOf(code: string): string {
  return `<p style="margin:0 0 16px;font-size:32px;font-weight:700;letter-spacing:4px">${code}</p>`;
}

function buttonOf(href: string, label: string): string {
  const style = `display:inline-block;padding:12px 20px;border-radius:8px;background:${BRAND};color:#ffffff;text-decoration:none;font-weight:600`;
  const button = `<p style="margin:0 0 8px"><a href="${escaped(href)}" style="${style}">${escaped(label)}</a></p>`;
  return `${button}\n<p style="margin:0 0 16px;font-size:14px;word-break:break-all">${escaped(href)}</p>`;
}

function linkOf(href: string): string {
  return `<p style="margin:0 0 16px;font-size:14px;word-break:break-all"><a href="${escaped(href)}">${escaped(href)}</a></p>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
