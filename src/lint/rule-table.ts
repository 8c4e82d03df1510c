import type { Rule } from './rule.ts';
import { answerTooBig } from './rules/answer-too-big.ts';
import { badDomainSpec } from './rules/bad-domain-spec.ts';
import { badVersion } from './rules/bad-version.ts';
import { clientPrivate } from './rules/client-private.ts';
import { cnameAtRecord } from './rules/cname-at-record.ts';
import { coveredNetwork } from './rules/covered-network.ts';
import { danglingName } from './rules/dangling-name.ts';
import { dnsTrouble } from './rules/dns-trouble.ts';
import { dnssecBogus } from './rules/dnssec-bogus.ts';
import { existsMatchesAll } from './rules/exists-matches-all.ts';
import { expBad } from './rules/exp-bad.ts';
import { expUnreachable } from './rules/exp-unreachable.ts';
import { extraSpace } from './rules/extra-space.ts';
import { familySplit } from './rules/family-split.ts';
import { heloNone } from './rules/helo-none.ts';
import { hostBits } from './rules/host-bits.ts';
import { includeOwnAll } from './rules/include-own-all.ts';
import { includeQualifier } from './rules/include-qualifier.ts';
import { includeWithoutRecord } from './rules/include-without-record.ts';
import { ipv6Missing } from './rules/ipv6-missing.ts';
import { lameName } from './rules/lame-name.ts';
import { localPartLookup } from './rules/local-part-lookup.ts';
import { lookupsDependOnClient } from './rules/lookups-depend-on-client.ts';
import { loop } from './rules/loop.ts';
import { macroPUsed } from './rules/macro-p-used.ts';
import { macroTruncated } from './rules/macro-truncated.ts';
import { macroUppercase } from './rules/macro-uppercase.ts';
import { mechanismWithEquals } from './rules/mechanism-with-equals.ts';
import { multipleRecords } from './rules/multiple-records.ts';
import { mxDangling } from './rules/mx-dangling.ts';
import { mxLoopback } from './rules/mx-loopback.ts';
import { mxNotDualStack } from './rules/mx-not-dual-stack.ts';
import { nearLookupLimit } from './rules/near-lookup-limit.ts';
import { nearVoidLimit } from './rules/near-void-limit.ts';
import { needlessText } from './rules/needless-text.ts';
import { nestedError } from './rules/nested-error.ts';
import { neutralAll } from './rules/neutral-all.ts';
import { noRecord } from './rules/no-record.ts';
import { noTerminator } from './rules/no-terminator.ts';
import { nullMx } from './rules/null-mx.ts';
import { overlapping } from './rules/overlapping.ts';
import { parkedDomain } from './rules/parked-domain.ts';
import { passAll } from './rules/pass-all.ts';
import { policyMismatch } from './rules/policy-mismatch.ts';
import { privateNetwork } from './rules/private-network.ts';
import { providerTypo } from './rules/provider-typo.ts';
import { providerWrongName } from './rules/provider-wrong-name.ts';
import { ptrUsed } from './rules/ptr-used.ts';
import { recordPrefix } from './rules/record-prefix.ts';
import { redirectIgnored } from './rules/redirect-ignored.ts';
import { redundantTerm } from './rules/redundant-term.ts';
import { resolverStale } from './rules/resolver-stale.ts';
import { senderIdRecord } from './rules/sender-id-record.ts';
import { serversDiffer } from './rules/servers-differ.ts';
import { slowCheck } from './rules/slow-check.ts';
import { softAll } from './rules/soft-all.ts';
import { spfTypeRecord } from './rules/spf-type-record.ts';
import { stringsWeldTerms } from './rules/strings-weld-terms.ts';
import { subdomainNone } from './rules/subdomain-none.ts';
import { syntax } from './rules/syntax.ts';
import { tcpBlocked } from './rules/tcp-blocked.ts';
import { termsAfterAll } from './rules/terms-after-all.ts';
import { tooManyLookups } from './rules/too-many-lookups.ts';
import { tooManyMx } from './rules/too-many-mx.ts';
import { tooManyPtr } from './rules/too-many-ptr.ts';
import { tooManyVoids } from './rules/too-many-voids.ts';
import { trailingDot } from './rules/trailing-dot.ts';
import { ttlUnwise } from './rules/ttl-unwise.ts';
import { unknownModifier } from './rules/unknown-modifier.ts';
import { uppercaseVersion } from './rules/uppercase-version.ts';
import { voidTerm } from './rules/void-term.ts';
import { weldedTerms } from './rules/welded-terms.ts';
import { wideNetwork } from './rules/wide-network.ts';
import { wrongName } from './rules/wrong-name.ts';
import { zeroPrefix } from './rules/zero-prefix.ts';

/** Every rule: selection and DNS, syntax, structure and limits, networks and risk. */
export const rules: readonly Rule[] = [
  noRecord,
  multipleRecords,
  recordPrefix,
  badVersion,
  uppercaseVersion,
  senderIdRecord,
  cnameAtRecord,
  answerTooBig,
  tcpBlocked,
  stringsWeldTerms,
  dnsTrouble,
  dnssecBogus,
  slowCheck,
  serversDiffer,
  resolverStale,
  ttlUnwise,
  syntax,
  badDomainSpec,
  weldedTerms,
  mechanismWithEquals,
  unknownModifier,
  extraSpace,
  trailingDot,
  macroUppercase,
  macroTruncated,
  passAll,
  neutralAll,
  softAll,
  noTerminator,
  termsAfterAll,
  redirectIgnored,
  policyMismatch,
  redundantTerm,
  needlessText,
  includeOwnAll,
  includeQualifier,
  loop,
  tooManyLookups,
  nearLookupLimit,
  lookupsDependOnClient,
  tooManyVoids,
  nearVoidLimit,
  voidTerm,
  familySplit,
  tooManyMx,
  tooManyPtr,
  nullMx,
  mxDangling,
  mxLoopback,
  includeWithoutRecord,
  providerTypo,
  providerWrongName,
  nestedError,
  ptrUsed,
  macroPUsed,
  expBad,
  expUnreachable,
  existsMatchesAll,
  localPartLookup,
  hostBits,
  zeroPrefix,
  wideNetwork,
  privateNetwork,
  coveredNetwork,
  overlapping,
  ipv6Missing,
  mxNotDualStack,
  clientPrivate,
  wrongName,
  subdomainNone,
  heloNone,
  spfTypeRecord,
  danglingName,
  lameName,
  parkedDomain,
];
