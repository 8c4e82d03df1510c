import type { Candidate } from '../../intake/candidate.ts';
import { judgedDomain } from '../../intake/check-of.ts';
import { escapeText } from '../../report/escape-text.ts';
import { splitMailbox } from '../../spf/check-request.ts';
import { formatIpAddress } from '../../spf/ip-address.ts';
import type { ClientTexts } from '../state/client-form.ts';
import type { Suggestion } from '../state/screen-model.ts';

/** What to explore for a candidate. `heloOf`: the domain of MAIL FROM, where the HELO name is what was judged. `notes`:
 *  what was concluded and not read, in sentences that are safe to print. */
export type CandidateSubject = Readonly<{
  domain: string | undefined;
  client: ClientTexts;
  heloOf?: string;
  notes: readonly string[];
}>;

/** Names that nobody's mail is from (RFC 2606 §2, §3; RFC 6761 §6): who hands a log on puts them in place of people. */
const reserved = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/i;

/** The embedded incident of the same client and HELO name, of a candidate whose domain was made anonymous. */
const findEmbedded = (
  domain: string,
  { ip, helo }: ClientTexts,
  suggestions: readonly Suggestion[],
): Readonly<{ domain: string; sender: string }> | undefined => {
  if (!reserved.test(domain) || ip === '' || helo === '') return undefined;
  const incidents = suggestions.filter(({ kind }) => kind === 'incident');
  if (incidents.some((incident) => incident.domain === domain)) return undefined;
  for (const incident of incidents)
    for (const client of incident.clients)
      if (client.ip === ip && client.helo.toLowerCase() === helo.toLowerCase())
        return { domain: incident.domain, sender: client.sender };
  return undefined;
};

/** The domain and the client that a candidate speaks of, as a person would type them. */
export const clientOfCandidate = (
  candidate: Candidate,
  suggestions: readonly Suggestion[],
): CandidateSubject => {
  const { clientIp, helo = '', mailFrom = '', mailFromDomain, identity } = candidate;
  const domain = judgedDomain(candidate);
  const ip = clientIp === undefined ? '' : formatIpAddress(clientIp);
  const client: ClientTexts = { ip, helo, sender: mailFrom };
  const embedded = domain === undefined ? undefined : findEmbedded(domain, client, suggestions);
  if (domain !== undefined && embedded !== undefined)
    return {
      domain: embedded.domain,
      client: { ...client, sender: embedded.sender },
      notes: [
        `${escapeText(domain)} is a name for examples: the text was made anonymous. The embedded incident of this client and HELO name is that of ${embedded.domain}.`,
      ],
    };
  const isIncident = suggestions.some((one) => one.kind === 'incident' && one.domain === domain);
  const notes =
    domain !== undefined && reserved.test(domain) && !isIncident
      ? [`${escapeText(domain)} is a name for examples: was the text made anonymous?`]
      : [];
  const senderDomain = mailFromDomain ?? (mailFrom === '' ? undefined : splitMailbox(mailFrom).domain);
  const isHelo = identity === 'helo' && helo !== '' && senderDomain !== undefined && senderDomain !== '';
  return { domain, client, notes, ...(isHelo ? { heloOf: senderDomain } : {}) };
};
