import type { Rule } from '../rule.ts';
import { askForViews, distinctViews, serverViews } from '../server-views.ts';

/** The zone's own servers have different records. */
export const serversDiffer: Rule = {
  code: 'servers-differ',
  severity: 'error',
  reference: { rfc: 1034, section: '4.3.5' },
  page: {
    meaning:
      'The name servers of the zone, each asked by itself, have different SPF records. Which one a receiver gets is chance, so the same mail passes here and fails there. One of them has most likely missed a zone transfer.',
    example: 'spfx lint example.com --server 9.9.9.9 --server NS1-ADDRESS --server NS2-ADDRESS',
    mending:
      'Compare the serial numbers of the zone on its servers. Raise the serial where the zone was edited, and have the others fetch it anew.',
  },
  asksEach: askForViews,
  find: (facts) =>
    serverViews(facts).flatMap(({ record, views }) => {
      const [one, ...others] = distinctViews(views.filter(({ isOwn }) => isOwn));
      if (one === undefined || others.length === 0) return [];
      const told = [one, ...others].slice(0, 3).map(({ server, words }) => `${server} has ${words}`);
      return [{ record, message: `the zone's own servers differ: ${told.join(', ')}` }];
    }),
};
