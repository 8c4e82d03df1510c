import { type Candidate, missingFields, type Place } from '../intake/candidate.ts';
import { judgedDomain } from '../intake/check-of.ts';
import type { IncidentGroup } from '../intake/group-incidents.ts';
import type { MessageTrace } from '../intake/intake.ts';
import { schemaVersion } from '../report/json-report.ts';
import { formatIpAddress } from '../spf/ip-address.ts';

const placeJson = ({ part, ...place }: Place): unknown => ({ ...place, part: part ?? null });

/** What was read of one check. Text is as it was found: nothing in it is escaped but what JSON escapes. */
export const candidateJson = (candidate: Candidate, file: string): object => {
  const { clientIp, time, facts = {}, place, trust, form, doubtful = [] } = candidate;
  return {
    schemaVersion,
    kind: 'candidate',
    file,
    place: placeJson(place),
    form,
    trust,
    domain: judgedDomain(candidate) ?? null,
    clientIp: clientIp === undefined ? null : formatIpAddress(clientIp),
    helo: candidate.helo ?? null,
    mailFrom: candidate.mailFrom ?? null,
    mailFromDomain: candidate.mailFromDomain ?? null,
    identity: candidate.identity ?? null,
    result: candidate.result ?? null,
    doubtful,
    reason: candidate.reason ?? null,
    receiver: candidate.receiver ?? null,
    time: time === undefined ? null : { text: time.text, atMs: time.atMs ?? null },
    facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    missing: missingFields(candidate),
  };
};

/** The same of a group: its first, with how often it was seen. */
export const groupJson = ({
  candidate,
  source,
  count,
  latest,
  hasOtherSenders,
  hasOtherHelos,
}: IncidentGroup): object => ({
  ...candidateJson(candidate, source),
  kind: 'group',
  count,
  latest: latest === undefined ? null : { text: latest.text, atMs: latest.atMs ?? null },
  hasOtherSenders,
  hasOtherHelos,
});

/** The hops of a message, and which of them is the border. */
export const messageJson = ({ place, border, why, hops, mailFrom }: MessageTrace, file: string): object => ({
  schemaVersion,
  kind: 'message',
  file,
  place: placeJson(place),
  border: border ?? null,
  why,
  mailFrom: mailFrom ?? null,
  hops: hops.map(({ number, standing, sentence, statement, place: at }) => ({
    number,
    standing,
    sentence,
    place: placeJson(at),
    clientIp: statement.clientIp === undefined ? null : formatIpAddress(statement.clientIp),
    helo: statement.helo ?? null,
    by: statement.facts?.by ?? null,
  })),
});
