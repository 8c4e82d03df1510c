import { isPrivateAddress } from '../intake/private-address.ts';
import { domainOfMailbox } from '../intake/read-address.ts';
import { checkHost } from '../spf/check-host.ts';
import { completeRequest } from '../spf/check-request.ts';
import { readInitialDomain } from '../spf/domain-name.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import type { Claim, LikelyCause } from './claim-comparison.ts';
import { readForwardedSender } from './forwarded-sender.ts';
import type { HeldAnswers } from './held-answers.ts';
import { quoteWords } from './quote-words.ts';
import { isAsClaimed } from './result-match.ts';

/** The receiver did not see the sender's server. */
export const findPrivateClient = ({ candidate, request }: Claim): readonly LikelyCause[] => {
  const ip = candidate.clientIp ?? request.ip;
  if (!isPrivateAddress(ip)) return [];
  const client = formatIpAddress(ip);
  return [
    {
      kind: 'private-client',
      strength: 'stated',
      sentence: `${client} is no address of the Internet: the receiver saw a relay or NAT of its own, and many receivers make no check then, or let it pass. Check the address that its border saw.`,
      evidence: client,
    },
  ];
};

/** MAIL FROM is a forwarder's: SPF judges the forwarder, and says nothing of where the mail came from. */
export const findForwarder = async (
  { candidate, request }: Claim,
  resolver: HeldAnswers,
  signal?: AbortSignal,
): Promise<readonly LikelyCause[]> => {
  const mailbox = candidate.mailFrom || request.sender;
  const forwarded = readForwardedSender(mailbox);
  if (forwarded === undefined || candidate.result === undefined) return [];
  const { scheme, forwarder, original } = forwarded;
  const origin = domainOfMailbox(original ?? '');
  const written = `MAIL FROM is ${quoteWords(forwarder)}'s, which forwards (${scheme})`;
  const evidence = quoteWords(mailbox);
  if (original === undefined || origin === undefined || !readInitialDomain(origin).isValid)
    return [
      {
        kind: 'forwarder',
        strength: 'possible',
        sentence: `${written}: SPF judges the forwarder's servers, and not those that the mail came from.`,
        evidence,
        domain: forwarder,
      },
    ];
  const { domain = '', sender } = completeRequest({ sender: original });
  const { result } = await checkHost(
    { ...request, domain, sender },
    resolver,
    signal === undefined ? {} : { signal },
  );
  const isShown = !resolver.hasRefused() && isAsClaimed(candidate.result, result);
  return [
    {
      kind: 'forwarder',
      strength: isShown ? 'shown' : 'possible',
      sentence: isShown
        ? `${written} the mail of ${quoteWords(origin)}: the receiver may have judged ${quoteWords(origin)}, which gives ${result}, as claimed.`
        : `${written} the mail of ${quoteWords(origin)}: SPF judges the forwarder's servers, and not those of ${quoteWords(origin)}.`,
      evidence,
      ...(isShown ? { result } : {}),
      domain: origin,
    },
  ];
};
