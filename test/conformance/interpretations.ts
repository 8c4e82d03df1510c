/** A place where RFC 7208 leaves room, and what spfx does there. `section` is of RFC 7208 unless it says otherwise. */
export type Interpretation = Readonly<{ rule: string; section: string; choice: string; why: string }>;

/** Every choice that the verdict depends on. The test beside this file has a check that each would fail without. */
export const interpretations = [
  {
    rule: 'void-lookups-are-counted-per-query',
    section: '4.6.4',
    choice: 'Each query that is answered by no data or NXDOMAIN counts, so one mx can spend several.',
    why: 'The text speaks of lookups, not of terms; pyspf and most evaluators count so.',
  },
  {
    rule: 'a-repeated-void-lookup-counts-again',
    section: '4.6.4',
    choice: 'The same void question counts every time it is needed, also when a cache has the answer.',
    why: 'A verdict must not depend on whether a cache was at work.',
  },
  {
    rule: 'the-first-record-is-no-void-lookup',
    section: '4.6.4',
    choice: 'A domain without TXT data or NXDOMAIN at the start counts nothing; the result is none anyway.',
    why: 'The limit is on what terms cause, and no term asked.',
  },
  {
    rule: 'explanations-are-no-void-lookups',
    section: '4.6.4',
    choice: 'What exp asks for, and %{p} inside an explanation, counts toward no limit.',
    why: 'It happens after the result is known and must not change it (RFC 7208 §6.2).',
  },
  {
    rule: 'addresses-of-client-names-are-no-void-lookups',
    section: '4.6.4',
    choice: 'A PTR name without an address counts nothing; a client without any PTR name counts one.',
    why: 'The owner of the client chooses those names; a publisher must not get permerror for them.',
  },
  {
    rule: 'the-names-behind-p-can-be-void',
    section: '4.6.4',
    choice:
      'The PTR question that %{p} causes in a term counts as one of that term does; it spends no lookup.',
    why: 'The term caused it. Lookups are counted by terms, and the term that holds the macro is counted.',
  },
  {
    rule: 'a-term-is-spent-before-it-asks',
    section: '4.6.4',
    choice: 'An eleventh term is permerror, even where it would have matched or have had nothing to ask.',
    why: 'The limit is there to bound the asking; the published suite agrees.',
  },
  {
    rule: 'a-term-without-a-name-to-ask-is-spent',
    section: '4.6.4',
    choice: 'A term whose target-name cannot be asked still counts as one of the ten.',
    why: 'The count of terms then depends on the record, not on what macros expand to.',
  },
  {
    rule: 'eleven-exchanges-are-permerror-at-once',
    section: '4.6.4',
    choice:
      'More than ten MX records are permerror before any address is asked for, even where the first would match.',
    why: 'The verdict must not depend on the order in which exchanges are tried.',
  },
  {
    rule: 'the-first-ten-client-names-count',
    section: '4.6.4',
    choice:
      'The first ten PTR records in the order of the answer are looked at, before any other choice is made.',
    why: 'The text ignores all records but the first ten.',
  },
  {
    rule: 'time-is-what-the-answers-took',
    section: '4.6.4',
    choice:
      'The 20 seconds are the sum of what the consumed answers took themselves, each question once; more is temperror.',
    why: 'So a check that was sped up by asking ahead ends as a receiver without that would.',
  },
  {
    rule: 'time-is-checked-when-an-answer-is-used',
    section: '4.6.4',
    choice:
      'An answer that comes too late ends the check, also where it would match. No record at all at the start is still none.',
    why: 'A receiver notices that the time is over when it goes on; with nothing to evaluate it does not.',
  },
  {
    rule: 'identical-records-are-two',
    section: '4.5',
    choice: 'Two equal SPF records at a name are permerror.',
    why: 'The text counts records, not contents. A server should leave out the second (RFC 2181 §5); others count it.',
  },
  {
    rule: 'names-that-cannot-be-asked-match-nothing',
    section: '4.8',
    choice:
      'A target-name with an empty label, a label over 63 octets or over 255 octets in all matches nothing, asks nothing and is no void lookup.',
    why: 'The text leaves the result undefined; by §4.3 and §5 a name that cannot exist has no records.',
  },
  {
    rule: 'include-or-redirect-to-no-name-is-permerror',
    section: '4.3, 5.2, 6.1',
    choice: 'A malformed target, one label included, of include or redirect is permerror.',
    why: 'check_host() of it is none, which both turn into permerror.',
  },
  {
    rule: 'single-labels-are-asked',
    section: '4.8',
    choice: 'An a, mx, ptr or exists whose macros expand to one label asks for that label.',
    why: 'Only the syntax of the record, not its expansion, is held to two labels (§7.1).',
  },
  {
    rule: 'ip-addresses-are-no-domains',
    section: '4.3',
    choice: 'A domain that is an IP address, in brackets or not, is none, and nothing is asked.',
    why: 'No top-level domain is all digits, so it is no name of a mail domain.',
  },
  {
    rule: 'no-reverse-path-is-postmaster',
    section: '2.4',
    choice: 'An empty sender and <> are postmaster at the HELO name.',
    why: 'RFC 5321 writes the null reverse-path as <>.',
  },
  {
    rule: 'null-mx-names-no-exchange',
    section: '5.4',
    choice: 'The null MX (RFC 7505) matches nothing, asks nothing more and is no void lookup.',
    why: 'It says that the domain takes no mail; the root is no host.',
  },
  {
    rule: 'exchanges-are-tried-by-preference-then-name',
    section: '5.4',
    choice: 'The exchanges of an mx are asked for by preference, and among equals by name.',
    why: 'Servers shuffle records; so the verdict and its cost stay the same.',
  },
  {
    rule: 'only-names-at-the-target-are-validated',
    section: '5.5',
    choice: 'Of the client names, ptr asks for the addresses of those at or below its target only.',
    why: 'No other name can match, and it saves the asking.',
  },
  {
    rule: 'p-prefers-the-domain-then-names-below-it',
    section: '7.3',
    choice:
      '%{p} is the first validated name: the current domain, then names below it, then others in the order of the answer.',
    why: 'The text asks for this preference and leaves the rest open.',
  },
  {
    rule: 'p-is-unknown-on-any-trouble',
    section: '7.3',
    choice: 'Trouble with the PTR question makes %{p} "unknown"; trouble with one name skips that name.',
    why: 'The text says so of errors; a single name in trouble is treated as by ptr (§5.5).',
  },
  {
    rule: 'c-r-t-are-for-explanations-only',
    section: '7.2',
    choice: 'The letters c, r and t in a record are a syntax error, in unknown modifiers too.',
    why: 'The text allows them in explanations only, and asks for valid macros in every modifier.',
  },
  {
    rule: 'known-modifiers-are-never-unknown-ones',
    section: '6',
    choice: 'exp= or redirect= with something that is no domain-spec is a syntax error.',
    why: 'The grammar would let them pass as unknown modifiers; nobody reads it so, nor does the published suite.',
  },
  {
    rule: 'prefix-lengths-have-no-leading-zero',
    section: '5.6',
    choice: '/08 and /00 are syntax errors; /0 is legal.',
    why: 'The collected grammar (§12) writes "0" or a digit from 1 to 9 first.',
  },
  {
    rule: 'a-long-number-of-parts-keeps-all',
    section: '7.1',
    choice:
      'A macro may ask for any number of parts over 0; more than there are keeps all. Leading zeros are fine.',
    why: 'The text asks for support up to 127 at least and forbids zero only.',
  },
  {
    rule: 'v4-mapped-clients-are-ipv4',
    section: '5',
    choice: 'A client ::ffff:192.0.2.1 is 192.0.2.1 everywhere, macros too; ip6 never matches it.',
    why: 'The text says so of the mechanisms; macros that disagreed with them would help nobody.',
  },
  {
    rule: 'c-of-ipv6-is-the-usual-form',
    section: '7.3',
    choice: '%{c} writes an IPv6 address as RFC 5952 does.',
    why: 'The text allows any readable form.',
  },
  {
    rule: 'nibbles-are-capitals-in-explanations',
    section: '7.3',
    choice: '%{i} of an IPv6 client is in lower case in names and in capitals in explanations.',
    why: 'The examples of §7.4 have the one, the published suite the other; in names case makes no difference.',
  },
  {
    rule: 'a-name-is-cut-at-whole-labels',
    section: '7.3',
    choice:
      'Over 253 characters, labels go from the left. A last label that is too long stays, and cannot be asked.',
    why: 'The text drops labels; with one label left there is none to drop.',
  },
  {
    rule: 'escapes-are-of-utf-8-octets',
    section: '7.3',
    choice: 'Upper-case letters escape each octet of the UTF-8 form that RFC 3986 does not leave unreserved.',
    why: 'RFC 3986 §2.5 has text escaped as UTF-8.',
  },
  {
    rule: 'a-redirect-with-a-non-ascii-local-part-leads-nowhere',
    section: 'RFC 8616 §4',
    choice: 'A redirect or exp whose name would hold a non-ASCII local-part is as if it were not there.',
    why: 'RFC 8616 says that such terms match nothing; modifiers do not match at all.',
  },
  {
    rule: 'an-explanation-is-ascii-or-none',
    section: '6.2',
    choice: 'An explanation that is not ASCII once expanded is not given; an empty one is.',
    why: 'The text limits the result to ASCII. An empty text is a text that the domain published.',
  },
  {
    rule: 'an-alias-loop-is-no-data',
    section: '4.6.4, 5.5',
    choice: 'CNAME records in a loop are an answer without data: a void lookup, no temperror.',
    why: 'Asking again would not help, and RFC 7208 keeps temperror for what may pass.',
  },
  {
    rule: 'an-alias-to-nothing-is-a-void-lookup',
    section: '4.6.4',
    choice: 'An answer that has aliases, but no data at their end, counts as a void lookup.',
    why: 'The text speaks of an answer count of 0, which an alias is not; it means answers that help nobody.',
  },
  {
    rule: 'an-alias-chain-is-one-lookup',
    section: '4.6.4',
    choice: 'Aliases that have to be followed by further questions are part of one lookup, void or not.',
    why: 'Whether the server followed them itself must make no difference.',
  },
  {
    rule: 'u-labels-of-a-client-become-a-labels',
    section: '4.3, 7.3',
    choice: 'U-labels in the HELO name or the sender are written as A-labels wherever a macro gives them.',
    why: 'RFC 8616 §4 has names converted before anything is evaluated; a U-label is no name in DNS.',
  },
  {
    rule: 'the-last-at-sign-divides-a-sender',
    section: '4.3, 7.3',
    choice: 'A sender with several @ ends its local-part at the last.',
    why: 'A domain has none; a quoted local-part may (RFC 5321 §4.1.2).',
  },
  {
    rule: 'records-are-read-when-they-are-reached',
    section: '4.6',
    choice:
      'A syntax error ends a check when its record is reached; a record that a match made needless is not read.',
    why: 'The rule is for "the record", and evaluation asks for others only as it needs them.',
  },
] as const satisfies readonly Interpretation[];
