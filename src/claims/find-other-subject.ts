import type { Resolver } from '../dns/resolver.ts';
import { isSameAddress } from '../intake/private-address.ts';
import { domainOfMailbox } from '../intake/read-address.ts';
import { readSpfSentence } from '../intake/spf-sentence.ts';
import { checkHost } from '../spf/check-host.ts';
import { type CheckRequest, completeRequest, normaliseDomain } from '../spf/check-request.ts';
import { readInitialDomain } from '../spf/domain-name.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import type { SpfResult } from '../spf/result.ts';
import type { Claim, LikelyCause } from './claim-comparison.ts';
import { quoteWords } from './quote-words.ts';
import { claimWord, isAsClaimed } from './result-match.ts';

type Check = (request: CheckRequest) => Promise<SpfResult | undefined>;

const isSameDomain = (one: string, other: string): boolean =>
  normaliseDomain(one).toLowerCase() === normaliseDomain(other).toLowerCase();

/** Whether the check was that of the HELO name: its sender is that name's postmaster (RFC 7208 §2.4). */
const isOfHelo = ({ domain, helo, sender }: CheckRequest): boolean =>
  isSameDomain(domain, helo) && sender === `postmaster@${domain}`;

/** The request with another MAIL FROM, or that of its HELO name. */
const requestOf = (request: CheckRequest, fields: Parameters<typeof completeRequest>[0]): CheckRequest => {
  const { domain = '', sender, helo } = completeRequest(fields);
  return { ...request, domain, sender, helo: fields.helo === undefined ? request.helo : helo };
};

/** The domain of MAIL FROM as the text has it; empty for the null reverse-path. */
const senderDomainOf = ({ candidate }: Claim): string | undefined =>
  candidate.mailFromDomain ??
  (candidate.mailFrom === undefined ? undefined : (domainOfMailbox(candidate.mailFrom) ?? ''));

const describeFit = (claim: Claim, result: SpfResult): string =>
  claim.candidate.result === result
    ? `${result}, as claimed`
    : `${result}, and the text claims ${claimWord(claim.candidate.result ?? 'not-pass')}`;

/** The text speaks of another client than was checked. */
const findOtherClient = async (claim: Claim, check: Check): Promise<readonly LikelyCause[]> => {
  const { candidate, request } = claim;
  const { clientIp } = candidate;
  if (clientIp === undefined || candidate.result === undefined || isSameAddress(clientIp, request.ip))
    return [];
  const result = await check({ ...request, ip: clientIp });
  if (result === undefined || !isAsClaimed(candidate.result, result)) return [];
  const [theirs, ours] = [clientIp, request.ip].map(formatIpAddress);
  return [
    {
      kind: 'other-client',
      strength: 'shown',
      sentence: `The text is about ${theirs}, and ${ours} was checked: ${theirs} gives ${describeFit(claim, result)}.`,
      ...(theirs === undefined ? {} : { evidence: theirs }),
      result,
    },
  ];
};

/** The text speaks of another domain than was checked. */
const findOtherDomain = async (claim: Claim, check: Check): Promise<readonly LikelyCause[]> => {
  const { candidate, request } = claim;
  if (candidate.result === undefined) return [];
  const mailbox = readSpfSentence(candidate.reason ?? '').mailbox ?? '';
  const judged = candidate.identity === 'helo' ? candidate.helo : senderDomainOf(claim);
  const named = [domainOfMailbox(mailbox) ?? mailbox, judged ?? ''];
  for (const domain of new Set(named.map(normaliseDomain))) {
    if (!readInitialDomain(domain).isValid || isSameDomain(domain, request.domain)) continue;
    // The other identity has a cause of its own.
    if (isSameDomain(domain, candidate.helo ?? request.helo)) continue;
    const result = await check(requestOf(request, { domain, sender: `postmaster@${domain}` }));
    if (result === undefined || !isAsClaimed(candidate.result, result)) continue;
    return [
      {
        kind: 'other-domain',
        strength: 'shown',
        sentence: `The text is about ${quoteWords(domain)}, and ${quoteWords(request.domain)} was checked: ${quoteWords(domain)} gives ${describeFit(claim, result)}.`,
        evidence: quoteWords(domain),
        result,
        domain,
      },
    ];
  }
  return [];
};

/** The receiver may have judged HELO where we judge MAIL FROM, or the other way round. */
const findOtherIdentity = async (claim: Claim, check: Check): Promise<readonly LikelyCause[]> => {
  const { candidate, request } = claim;
  if (candidate.result === undefined) return [];
  const ofHelo = isOfHelo(request);
  const helo = candidate.helo ?? request.helo;
  const domain = ofHelo ? (senderDomainOf(claim) ?? '') : helo;
  if (!readInitialDomain(domain).isValid || isSameDomain(domain, request.domain)) return [];
  const sender = candidate.mailFrom || undefined;
  const fields = ofHelo ? { helo, ...(sender === undefined ? { domain } : { sender }) } : { helo };
  const result = await check(requestOf(request, fields));
  if (result === undefined || !isAsClaimed(candidate.result, result)) return [];
  const name = `${ofHelo ? 'MAIL FROM' : 'the HELO name'}, ${quoteWords(domain)},`;
  const isNamed = candidate.identity !== undefined && !candidate.doubtful?.includes('identity');
  const isOther = candidate.identity === (ofHelo ? 'mailfrom' : 'helo');
  const gives = `gives ${describeFit(claim, result)}`;
  // Most HELO names have no record, so that none shows little: less than the text.
  if (isNamed && !isOther && result === 'none') return [];
  return [
    {
      kind: 'other-identity',
      strength: (isNamed && !isOther) || (!isNamed && result === 'none') ? 'possible' : 'shown',
      sentence:
        isNamed && isOther
          ? `The text says that ${name} was judged, which ${gives}.`
          : `The receiver may have judged ${name} which ${gives}${isNamed ? `, though the text says that ${ofHelo ? 'HELO' : 'MAIL FROM'} was judged` : ''}.`,
      evidence: quoteWords(domain),
      result,
      domain,
    },
  ];
};

/** Something else than we check may have been judged: each is checked, and told where it gives the claimed result. */
export const findOtherSubject = async (
  claim: Claim,
  resolver: Resolver & Readonly<{ hasRefused: () => boolean }>,
  signal?: AbortSignal,
): Promise<readonly LikelyCause[]> => {
  const check: Check = async (request) => {
    const { result } = await checkHost(request, resolver, signal === undefined ? {} : { signal });
    return resolver.hasRefused() ? undefined : result;
  };
  return [
    ...(await findOtherClient(claim, check)),
    ...(await findOtherDomain(claim, check)),
    ...(await findOtherIdentity(claim, check)),
  ];
};
