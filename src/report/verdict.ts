import { asciiLowerCase, type DnsAnswer } from '../dns/resolver.ts';
import type { Policy } from '../policy/policy.ts';
import { countExchanges, recordOf } from '../policy/policy-tree.ts';
import type { PolicyCosts } from '../policy/term-cost.ts';
import type { Evaluation } from '../spf/check-host.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import { rfcLimits } from '../spf/limits.ts';
import { firstError } from '../spf/parse-record.ts';
import { type NodePath, parentPath } from '../spf/trace.ts';
import { formatQuestion } from './describe-answer.ts';
import {
  capitalise,
  citeCause,
  count,
  describeCause,
  describeLack,
  findCauseRecord,
} from './describe-cause.ts';
import { describeTrouble, describeTroubleCure } from './describe-trouble.ts';
import { escapedIndex, escapeOctets, escapeText, shortenQuotations } from './escape-text.ts';
import { formatLookups } from './row-status.ts';

/** A record's text with the piece that decided: half-open, in characters of `text`, which is safe to print. `column`:
 *  where the piece begins in the record as published, from 1. */
export type Place = Readonly<{
  domain: string;
  text: string;
  start: number;
  end: number;
  column: number;
  note: string;
}>;

/** The answer, as a person reads it first: the word, the sentence, the place, the next step. */
export type Verdict = Readonly<{
  word: string;
  sentence: string;
  reference: string;
  place?: Place;
  nextStep?: string;
}>;

const findPlace = (evaluation: Evaluation): Place | undefined => {
  const { cause } = evaluation;
  const record = findCauseRecord(evaluation);
  if (record === undefined || cause.span === undefined) return undefined;
  const note =
    cause.kind === 'syntax-error'
      ? `${shortenQuotations(escapeOctets(cause.diagnostic.message))} (column ${cause.span.start + 1})`
      : cause.kind === 'match' && cause.match.kind !== 'all'
        ? 'this term decides'
        : '';
  return {
    domain: escapeText(cause.domain),
    text: escapeOctets(record),
    start: escapedIndex(record, cause.span.start),
    end: escapedIndex(record, cause.span.end),
    column: cause.span.start + 1,
    note,
  };
};

const listVoids = ({ trace }: Evaluation): string =>
  trace.questions
    .filter(({ isVoid }) => isVoid)
    .map(({ question }) => formatQuestion(question))
    .join(', ');

/** An exchange without an address of the client's family is no name to remove: it may well send. */
const describeVoidCure = (evaluation: Evaluation): string => {
  const voids = evaluation.trace.questions.filter(({ isVoid }) => isVoid);
  const names = listVoids(evaluation);
  return voids.some(({ purpose }) => purpose === 'exchange-address')
    ? `Name the hosts that send by ip4 and ip6 instead of mx; these came back empty: ${names}.`
    : `Remove the terms whose names have no records: ${names}.`;
};

/** Whether a TXT record was meant as SPF and is not selected: quotes, a blank before it, or something else than a
 *  space behind the version (RFC 7208 §4.5). */
const isNearMiss = (text: string): boolean => /^[\s"'\\\x80-\xff]*v\s*=\s*spf\s*1/i.test(text);

const describeMissing = (name: string, { origin }: DnsAnswer): string =>
  origin.kind === 'none'
    ? `Leave --demo out to ask DNS for ${name}, or name its zone file by --zone.`
    : `Check the spelling of ${name}: DNS has nothing at all under that name.`;

const pathsTo = (path: NodePath): NodePath[] => (path === '' ? [''] : [...pathsTo(parentPath(path)), path]);

/** What to do about records that lead to one another for ever, or undefined where none do. */
const describeLoopEnd = ({ cause, trace }: Evaluation): string | undefined => {
  let from = '';
  const seen = new Set<string>();
  for (const path of pathsTo(parentPath(cause.path))) {
    const domain = trace.records.get(path)?.domain ?? '';
    const name = asciiLowerCase(domain);
    const term = trace.terms.get(path)?.term;
    if (seen.has(name) && term !== undefined)
      return `Remove "${escapeOctets(term.text)}" from the record of ${escapeText(from)}: it leads back to ${escapeText(domain)}.`;
    seen.add(name);
    from = domain;
  }
  return undefined;
};

/** What to do about a result, or undefined where there is nothing to do. */
export const describeNextStep = (evaluation: Evaluation): string | undefined => {
  const { cause, result, request } = evaluation;
  const client = formatIpAddress(request.ip);
  const term = `ip${request.ip.family}:${client}`;
  switch (cause.kind) {
    case 'match':
      if (result === 'pass' || cause.match.kind !== 'all') return undefined;
      return `If ${client} is yours, put ${term} before "${escapeOctets(cause.term.text)}" in the record of ${escapeText(cause.domain)}; if not, SPF did its work.`;
    case 'no-match':
      return `End the record with "-all" or "~all", and put ${term} before it if ${client} is yours.`;
    case 'no-record': {
      const target = escapeOctets(cause.target);
      const nearMiss = cause.otherTexts.find(isNearMiss);
      if (nearMiss !== undefined)
        return `Correct the TXT record of ${target} that begins '${escapeOctets(nearMiss.slice(0, 24))}': an SPF record begins with v=spf1 and a space, or is v=spf1 alone.`;
      if (cause.entry === 'initial' && cause.answer.outcome === 'name-error')
        return describeMissing(target, cause.answer);
      if (cause.entry === 'initial')
        return `Publish a TXT record at ${target}: "v=spf1 -all" if it sends no mail.`;
      return `Correct or remove the ${cause.entry} in the record of ${escapeText(cause.domain)}, or have ${target} publish a record.`;
    }
    case 'multiple-records':
      return `Merge the records of ${escapeOctets(cause.target)} into one TXT record.`;
    case 'syntax-error':
      return `Correct the record of ${escapeText(cause.domain)}: every receiver stops at it.`;
    case 'too-many-lookups':
      return (
        describeLoopEnd(evaluation) ??
        'Remove includes that no mail comes from, or name networks (ip4, ip6) instead of hosts; "spfx lint" tells which terms cost most, and which can go.'
      );
    case 'too-many-voids':
      return describeVoidCure(evaluation);
    case 'too-many-exchanges':
      return 'Name the exchanges that send mail by a or ip4 instead of mx.';
    case 'malformed-domain':
      if (cause.entry !== 'initial')
        return `Correct the ${cause.entry} in the record of ${escapeText(cause.domain)}.`;
      return 'SPF is for fully qualified domain names; a receiver gets none from this one.';
    case 'too-slow':
      return 'Try another resolver with --server ADDR, or ask again later.';
    case 'dns-trouble':
      return describeTroubleCure(
        cause.answer,
        evaluation.trace.questions.flatMap(({ answer }) => answer ?? []),
      );
  }
};

/** The verdict of a check. */
export const describeVerdict = (evaluation: Evaluation): Verdict => {
  const place = findPlace(evaluation);
  const nextStep = describeNextStep(evaluation);
  return {
    word: evaluation.result,
    sentence: describeCause(evaluation.cause, evaluation.request),
    reference: citeCause(evaluation.cause),
    ...(place === undefined ? {} : { place }),
    ...(nextStep === undefined ? {} : { nextStep }),
  };
};

/** What of the policy has more exchanges than a check allows: permerror for every client that gets there. */
const findCrowdedExchange = (policy: Policy): string | undefined => {
  for (const { domain, terms } of policy.records.values())
    for (const term of terms) {
      const count = countExchanges(policy, term);
      if (count > rfcLimits.mxNames)
        return `"${escapeOctets(term.term.text)}" of ${escapeOctets(domain)} finds ${count} exchanges; only ${rfcLimits.mxNames} are allowed.`;
    }
  return undefined;
};

/** How a policy stands, as a person reads it first. */
export type PolicyWords = Readonly<{ word: string; sentence: string; nextStep?: string }>;

/** How a policy stands without a client. */
export const describePolicy = (policy: Policy, costs: PolicyCosts): PolicyWords => {
  const root = recordOf(policy, policy.root);
  const domain = escapeText(policy.root);
  if (root === undefined) {
    const [first] = policy.pending.values();
    return {
      word: 'asking',
      sentence: first === undefined ? 'No answer yet.' : `Waiting for ${formatQuestion(first.question)}.`,
    };
  }
  if (root.kind === 'malformed')
    return { word: 'no policy', sentence: `"${domain}" cannot be checked: ${root.reason}.` };
  switch (root.selection.kind) {
    case 'dns-trouble':
      return {
        word: 'DNS trouble',
        sentence: `${capitalise(describeTrouble(root.answer))}.`,
        nextStep: describeTroubleCure(root.answer, policy.answers.values()),
      };
    case 'no-record': {
      return { word: 'no policy', sentence: `${domain} ${describeLack(root.answer)}.` };
    }
    case 'multiple-records':
      return {
        word: 'broken',
        sentence: `${domain} publishes ${root.selection.texts.length} SPF records; there may be only one.`,
      };
    case 'record': {
      const error = firstError(root.selection.record);
      if (error !== undefined)
        return {
          word: 'broken',
          sentence: `The record has a syntax error: ${shortenQuotations(escapeOctets(error.message))}.`,
        };
      const cost = costs.record(policy.root);
      const { ip4, ip6 } = cost.voids;
      const isOver = cost.lookups > rfcLimits.lookups || Math.max(ip4, ip6) > rfcLimits.voidLookups;
      const crowded = findCrowdedExchange(policy);
      if (crowded !== undefined) return { word: 'over the limit', sentence: crowded };
      const voids = ip4 === ip6 ? `${ip4} of 2 voids` : `${ip4} of 2 voids over IPv4, ${ip6} over IPv6`;
      const others = [...policy.records.values()].filter(
        (record) => record !== root && record.kind === 'read' && record.selection.kind === 'record',
      ).length;
      const lookups = `${formatLookups(cost.lookups)}${cost.isKnown ? '' : ' or more'} of 10 lookups,`;
      const sentence = `${count(root.terms.length, 'term')}, ${count(others, 'further record')}; if nothing matches, ${lookups} ${voids}.`;
      if (!policy.isComplete) return { word: 'reading', sentence };
      return { word: isOver ? 'over the limit' : 'policy', sentence };
    }
  }
};
