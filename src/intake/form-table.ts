import type { FormName, TrustKind } from './candidate.ts';
import type { LineForm } from './form.ts';
import { eximLog } from './forms/exim-log.ts';
import { opendmarcLog } from './forms/opendmarc-log.ts';
import { policydSpf } from './forms/policyd-spf.ts';
import { postfixLog } from './forms/postfix-log.ts';
import { sendmailLog } from './forms/sendmail-log.ts';
import { smfSpfLog } from './forms/smf-spf-log.ts';
import { deliveryLog } from './forms/smtp-reply.ts';

/** The forms that are one line each, in the order in which they are tried. */
export const lineForms: readonly LineForm[] = [
  policydSpf,
  postfixLog,
  eximLog,
  sendmailLog,
  opendmarcLog,
  smfSpfLog,
  deliveryLog,
];

/** How far a line of a form can be trusted. */
export const trustKindOf = (form: FormName): TrustKind =>
  form === 'smtp-reply' ? 'quoted-reply' : 'own-log';

/** What each form is called, for a text in which none is found. */
export const formLabels: Readonly<Record<FormName, string>> = {
  'policyd-spf': 'log lines and answers of policyd-spf',
  'policy-request': 'requests of Postfix to a policy server',
  'received-spf': 'Received-SPF headers',
  'authentication-results': 'Authentication-Results headers',
  received: 'Received headers',
  'spam-symbols': 'symbols of SpamAssassin and rspamd',
  'postfix-log': 'log lines of Postfix',
  'exim-log': 'log lines of Exim',
  'sendmail-log': 'log lines of sendmail',
  'opendmarc-log': 'log lines of OpenDMARC',
  'smf-spf-log': 'log lines of smf-spf',
  'smtp-reply': 'SMTP replies and bounces that name SPF',
  'dmarc-report': 'DMARC aggregate reports',
};
