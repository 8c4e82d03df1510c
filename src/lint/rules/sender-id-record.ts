import type { Rule } from '../rule.ts';

/** A record of Sender ID, which SPF does not read. */
export const senderIdRecord: Rule = {
  code: 'sender-id-record',
  severity: 'notice',
  reference: { rfc: 4406, section: '3' },
  page: {
    meaning:
      'Sender ID was an experiment of 2006 that nobody checks any more. Its record is not an SPF record, and SPF does not read it.',
    example: '"spf2.0/pra include:example.net -all"',
    mending: 'Delete the record. If it is the only one, publish the same terms behind v=spf1.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      if (record.record.kind !== 'read') return [];
      return record.record.answer.records.flatMap((data) => {
        if (data.type !== 'TXT') return [];
        const text = data.strings.join('');
        const version = /^spf2\.0\/[a-z,]*/i.exec(text)?.[0];
        if (version === undefined) return [];
        return [
          {
            record,
            text,
            span: { start: 0, end: version.length },
            message: 'a record of Sender ID (spf2.0) is published, which SPF does not read',
          },
        ];
      });
    }),
};
