import { rfc7208 } from '../../spf/diagnostic.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

/** What RFC 7208 §3.4 has a name and all its TXT records stay under, and what a UDP reply holds today. */
const [advisedOctets, udpOctets] = [450, 1200];

/** The TXT records of the name are too many for a small reply. */
export const answerTooBig: Rule = {
  code: 'answer-too-big',
  severity: 'notice',
  reference: rfc7208('3.4'),
  page: {
    meaning:
      'All TXT records of a name come in one reply. RFC 7208 advises 450 octets in all, so that the reply fits into the 512 octets of old DNS; over some 1,200 it no longer fits into UDP at all, and receivers must ask again over TCP, which some networks block.',
    example: 'A domain with a long SPF record and ten site verification records beside it',
    mending:
      'Delete verification records that are no longer needed. Move networks of a long record behind an include of your own, such as _spf.example.com.',
  },
  find: ({ records }) =>
    records.flatMap((record) => {
      if (record.record.kind !== 'read' || record.published === undefined) return [];
      const { answer } = record.record;
      const texts = answer.records.flatMap((data) => (data.type === 'TXT' ? [data.strings] : []));
      const octets = texts.flat().reduce((sum, string) => sum + string.length + 1, record.domain.length);
      const isCut = answer.attempts.some(({ outcome }) => outcome === 'truncated');
      if (octets <= advisedOctets && !isCut) return [];
      const isLarge = isCut || octets > udpOctets;
      const seen = isCut ? ', and the reply was cut off over UDP' : '';
      const message = `${quote(record.domain)} has ${octets} octets of name and TXT data${seen}; ${advisedOctets} are advised`;
      return [{ record, message, ...(isLarge ? { severity: 'warning' as const } : {}) }];
    }),
};
