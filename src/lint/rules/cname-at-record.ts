import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** The record arrives through an alias. */
export const cnameAtRecord: Rule = {
  code: 'cname-at-record',
  severity: 'warning',
  reference: { rfc: 2181, section: '10.1' },
  page: {
    meaning:
      'The name is an alias (CNAME), so its SPF record is that of the name it points to, and whoever owns that name decides who may send. A name with a CNAME can have no records of its own: no MX and no other TXT.',
    example: 'mail.example.com. CNAME hosting.example.net., which publishes the record',
    mending:
      'If the domain sends or receives mail, give it records of its own in place of the CNAME. Under an include it is a matter of the provider.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      if (record.record.kind !== 'read' || record.published === undefined) return [];
      const last = record.record.answer.aliases.at(-1);
      if (last === undefined) return [];
      const message = `the record comes through an alias from ${quote(last)}, whose owner decides what it says`;
      return [{ record, message, ...(record.isRoot ? {} : { severity: 'notice' as const }) }];
    }),
};
