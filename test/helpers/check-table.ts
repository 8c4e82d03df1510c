import { expect, test } from 'vitest';
import { checkHost, type Evaluation } from '../../src/spf/check-host.ts';
import { completeRequest } from '../../src/spf/check-request.ts';
import { parseIpAddress } from '../../src/spf/ip-address.ts';
import type { Limits } from '../../src/spf/limits.ts';
import type { SpfResult } from '../../src/spf/result.ts';
import { memoryResolver } from './memory-resolver.ts';
import type { MemoryZone } from './memory-zone.ts';

/** What a check is asked, where it differs from mail by `alice@example.com` from 192.0.2.1, HELO
 *  `mail.example.com`. `elapsedMs`: what each question takes, by `TXT example.com`, or all of them. */
export type CheckSpec = Readonly<{
  ip?: string;
  sender?: string;
  helo?: string;
  domain?: string;
  receiver?: string;
  timeSeconds?: number;
  limits?: Limits;
  elapsedMs?: number | Readonly<Record<string, number>>;
}>;

/** What must come of a check; what is left out may be anything. `code`: of the diagnostic that it ended with.
 *  `explanation`: null for none. `asked`: every question, in order. */
export type Expected = Readonly<{
  result: SpfResult;
  cause?: Evaluation['cause']['kind'];
  path?: string;
  domain?: string;
  code?: string;
  lookups?: number;
  voids?: number;
  elapsedMs?: number;
  explanation?: string | null;
  asked?: readonly string[];
}>;

/** A rule, the zone that shows it, the check, and what must come of it. */
export type CheckRow = readonly [
  what: string,
  zone: MemoryZone,
  spec: CheckSpec,
  expected: SpfResult | Expected,
];

/** An address given in a test. */
export const ipOf = (text: string) => {
  const ip = parseIpAddress(text);
  if (ip === undefined) throw new Error(`${text} is no IP address`);
  return ip;
};

/** Runs one check over zone data, and keeps what it asked. */
export const runCheck = async (
  zone: MemoryZone,
  spec: CheckSpec = {},
): Promise<Readonly<{ evaluation: Evaluation; asked: readonly string[] }>> => {
  const { elapsedMs = 0, ip = '192.0.2.1', receiver = 'receiver.example.org', timeSeconds = 0 } = spec;
  const resolver = memoryResolver(zone, {
    elapsedMs: ({ type, name }) =>
      typeof elapsedMs === 'number' ? elapsedMs : (elapsedMs[`${type} ${name}`] ?? 0),
  });
  const identities = completeRequest({
    sender: spec.sender ?? 'alice@example.com',
    helo: spec.helo ?? 'mail.example.com',
    ...(spec.domain === undefined ? {} : { domain: spec.domain }),
  });
  const evaluation = await checkHost(
    { ...identities, domain: identities.domain ?? '', ip: ipOf(ip), receiver, timeSeconds },
    resolver,
    spec.limits === undefined ? {} : { limits: spec.limits },
  );
  return { evaluation, asked: resolver.asked };
};

/** Runs one row. */
export const expectRow = async ([, zone, spec, expected]: CheckRow): Promise<void> => {
  const wanted: Expected = typeof expected === 'string' ? { result: expected } : expected;
  const { evaluation, asked } = await runCheck(zone, spec);
  const { result, cause, tally, explanation = null } = evaluation;
  const code = cause.kind === 'syntax-error' ? cause.diagnostic.code : undefined;
  const got = {
    result,
    cause: cause.kind,
    path: cause.path,
    domain: cause.domain,
    code,
    lookups: tally.lookups,
    voids: tally.voidLookups,
    elapsedMs: tally.elapsedMs,
    explanation,
    asked,
  };
  expect(got).toMatchObject(wanted);
};

/** One test a row. */
export const testRows = (rows: readonly CheckRow[]): void => {
  test.each(rows.map((row) => [row[0], row] as const))('%s', (_what, row) => expectRow(row));
};
