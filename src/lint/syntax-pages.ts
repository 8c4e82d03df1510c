import type { Page } from './rule.ts';

const everyone =
  'A syntax error anywhere in a record makes every check of it permerror, whatever the client.';

/** What the codes of the parser mean. */
export const syntaxPages: ReadonlyMap<string, Page> = new Map<string, Page>([
  [
    'bad-term',
    {
      meaning: `A piece of the record is no term: it does not begin with the name of a mechanism or modifier, or something follows the name that may not. ${everyone}`,
      example: 'v=spf1 /24 -all',
      mending:
        'Write a mechanism (a, mx, ip4, ip6, include, exists, ptr, all) or a modifier (redirect=, exp=), or remove the piece.',
    },
  ],
  [
    'missing-space',
    {
      meaning: `Two terms stand together without a space between them. ${everyone}`,
      example: 'v=spf1 ip4:72.11.154.128/25-all, which is ip4:72.11.154.128/25 and -all',
      mending: 'Insert the space.',
    },
  ],
  [
    'unknown-mechanism',
    {
      meaning: `A name is that of no mechanism. ${everyone}`,
      example: 'v=spf1 ipv4:192.0.2.1 incude:example.net -all',
      mending: 'Correct the name. The mechanisms are all, include, a, mx, ptr, ip4, ip6, exists.',
    },
  ],
  [
    'missing-colon',
    {
      meaning: `The name of a mechanism is followed by a dot where a colon should stand. ${everyone}`,
      example: 'v=spf1 include.spf.example.net -all',
      mending: 'Write a colon between the mechanism and its argument: include:spf.example.net.',
    },
  ],
  [
    'modifier-with-colon',
    {
      meaning: `redirect and exp are modifiers, which are followed by an equals sign. With a colon they are unknown mechanisms. ${everyone}`,
      example: 'v=spf1 redirect:_spf.example.net',
      mending: 'Write redirect=_spf.example.net.',
    },
  ],
  [
    'separator',
    {
      meaning: `Something other than a space stands between two terms: a comma, a semicolon, a tab, a line break or a no-break space. ${everyone}`,
      example: 'v=spf1 ip4:192.0.2.1,ip4:192.0.2.2 -all',
      mending: 'Separate terms by spaces only.',
    },
  ],
  [
    'quotes',
    {
      meaning: `A quote mark is part of the record. Quote marks belong to zone files; in the text itself they are a mistake. ${everyone}`,
      example: 'v=spf1 include:"_spf.example.net" -all',
      mending: 'Remove the quote marks. In the forms of many DNS providers the text goes in without any.',
    },
  ],
  [
    'non-ascii',
    {
      meaning: `An octet of the record is not visible ASCII. Invisible characters often come along when a record is copied from a web page. ${everyone}`,
      example: 'v=spf1 include:caf\u00e9.example -all',
      mending: 'Remove the character. A name that is not ASCII is written in A-labels (xn--...).',
    },
  ],
  [
    'ip-as-name',
    {
      meaning: `A mechanism that wants a domain name has an IP address. ${everyone}`,
      example: 'v=spf1 a:192.0.2.1 -all',
      mending: 'Write ip4:192.0.2.1, or ip6: before an IPv6 address.',
    },
  ],
  [
    'ip-family-mismatch',
    {
      meaning: `ip4 has an IPv6 address, or ip6 an IPv4 one. ${everyone}`,
      example: 'v=spf1 ip4:2001:db8::1 -all',
      mending: 'Write ip6 before an IPv6 address and ip4 before an IPv4 one.',
    },
  ],
  [
    'bad-ip',
    {
      meaning: `What follows ip4 or ip6 is no address: an octet over 255 or with a leading zero, too few or too many parts. ${everyone}`,
      example: 'v=spf1 ip4:192.0.2.256 ip4:192.0.2 -all',
      mending:
        'Write the whole address, four decimal octets or eight groups, and a prefix length for a network.',
    },
  ],
  [
    'bad-prefix',
    {
      meaning: `A prefix length is longer than the address, has a leading zero, or is missing after the slash. ${everyone}`,
      example: 'v=spf1 ip4:192.0.2.0/33 a/24/64 -all',
      mending: 'Write /0 to /32 for IPv4 and /0 to /128 for IPv6; a and mx take //64 for IPv6.',
    },
  ],
  [
    'empty-argument',
    {
      meaning: `A mechanism or modifier lacks what it needs after the colon or equals sign. ${everyone}`,
      example: 'v=spf1 include: -all',
      mending: 'Add the name or address, or remove the term. a, mx and ptr may stand without a colon.',
    },
  ],
  [
    'argument-on-all',
    {
      meaning: `all takes no argument. ${everyone}`,
      example: 'v=spf1 mx -all:example.com',
      mending: 'Write -all.',
    },
  ],
  [
    'duplicate-modifier',
    {
      meaning: `redirect and exp may each stand once in a record. ${everyone}`,
      example: 'v=spf1 redirect=a.example redirect=b.example',
      mending: 'Keep one.',
    },
  ],
  [
    'bad-macro',
    {
      meaning: `A percent sign begins a macro, and this is none: an unknown letter, no closing brace, or a letter that is for explanations only (c, r, t). ${everyone}`,
      example: 'v=spf1 exists:%{x}.example.com -all',
      mending: 'Write one of %{s} %{l} %{o} %{d} %{i} %{p} %{v} %{h}, or %% for a percent sign.',
    },
  ],
]);
