import {
  dataExitCode,
  internalExitCode,
  interruptedExitCode,
  resultExitCodes,
  usageExitCode,
} from './exit-codes.ts';
import { results } from './option-groups.ts';

/** What a word or a path means. */
export type Entry = Readonly<{ term: string; text: string }>;

/** Every exit code with its meaning. */
export const exitStatuses: readonly Entry[] = [
  ...results.map((result) => ({ term: String(resultExitCodes[result]), text: result })),
  { term: String(usageExitCode), text: 'usage' },
  { term: String(dataExitCode), text: 'broken file' },
  { term: String(internalExitCode), text: 'internal error' },
  { term: String(interruptedExitCode), text: 'Ctrl-C' },
];

/** What the exit code is where there is not one client. */
export const exitRules: readonly string[] = [
  'Of several clients: that of the first one that is not as wanted, else 0. As wanted is the result that',
  '"expect" names, or, without it, pass. A pass that was not expected counts as 1, a host name without',
  'an address as 6, one whose addresses DNS did not tell as 5.',
  '"spfx ipv6": 0 where all is ready for IPv6, 1 where it is not, 5 where that is not known, 6 without a record.',
  '"spfx lint": 0 where there is nothing to mind, 1 where there is (--fail-on), 5 where DNS was in trouble.',
  'Of intake: 0 where something was found, 65 where nothing was. Of check --from-text: that of the first client',
  'that does not pass, 65 where none could be checked. A file that could not be read: 64, if all else is well.',
  'Of diff: 0 where nothing differs, else 1. Of test: 1 where a test failed, else 5 where DNS left one',
  'undecided, else 0.',
];

/** The files that spfx reads and writes. */
export const files: readonly Entry[] = [
  {
    term: '$XDG_CONFIG_HOME/spfx/config.yml',
    text: "The settings, in YAML or JSON (default: ~/.config/spfx/config.yml; on Windows %APPDATA%\\spfx\\config.yml). All are optional: server (an address or a list of them), theme and glyphs (as the options), mouse and history (true or false), keys (a map from the name of an action to its key, or to a list of keys). What the command line says wins. A file that can't be used is told in one line and left out.",
  },
  {
    term: '$XDG_STATE_HOME/spfx/recent.json',
    text: 'The domains that were explored last, at most 50 (default: ~/.local/state/spfx/recent.json; on Windows %LOCALAPPDATA%\\spfx\\recent.json). Neither read nor written with --no-history or "history: false".',
  },
  {
    term: '$XDG_STATE_HOME/spfx/copied.txt',
    text: 'What was copied last in explore, for terminals that take nothing into their clipboard. Not written with --no-history or "history: false".',
  },
  {
    term: 'FILE of --record and --replay',
    text: 'A snapshot: JSON in pure ASCII with the time, the source, the domain and every answer of a run, at most 32 MiB. It is written whole at the end of the run, however that ends. Its secrets are the names that were asked.',
  },
  {
    term: 'FILE of intake and --from-text',
    text: 'A log of a mail server or a policy server, of any length; or, of at most 4 MiB, headers, a paste or a request; or a mail, a bounce or a DMARC report (XML, zip) of at most 32 MiB. Each may be packed by gzip.',
  },
  {
    term: 'FILE of test',
    text: 'YAML or JSON: a map with "domains", a list of maps. Each has a domain, and clients (a list as for --clients, each with expect) or limits: lookups and voids (the most that a check spends where nothing matches), ipv6 (pass: some IPv6 address passes), problems ("no errors" or "no warnings") and ignore (a list of the codes of problems that may be there).',
  },
];

/** The variables of the environment that spfx reads. */
export const environment: readonly Entry[] = [
  { term: 'NO_COLOR', text: 'With any value but the empty one: no colours.' },
  { term: 'TERM', text: 'With the value dumb: no screen and no colours.' },
  { term: 'LC_ALL, LC_CTYPE, LANG', text: 'The first that is set says whether the terminal reads UTF-8.' },
  {
    term: 'XDG_CONFIG_HOME, XDG_STATE_HOME, HOME',
    text: 'Where the files above are. Relative paths are ignored.',
  },
];

/** Command lines worth knowing, with what they are for. */
export const examples: readonly Entry[] = [
  { term: 'spfx explore example.com', text: 'The policy of a domain as a tree, live.' },
  {
    term: 'spfx check example.com --ip 192.0.2.1 --sender bob@example.com',
    text: 'What a receiver says of one client, and by which term.',
  },
  {
    term: 'spfx check example.com --ip mail.example.com',
    text: 'The same of each address of a host.',
  },
  {
    term: "spfx check example.com --client 'label=web,ip=192.0.2.1,expect=pass' --client 'label=old,ip=192.0.2.9,expect=fail'",
    text: 'Several clients, each with the result it should get; the exit code says whether all got theirs.',
  },
  { term: 'spfx tree example.com --json', text: 'The whole policy for another program.' },
  { term: 'spfx lint example.com --fix', text: 'What is wrong with a policy, and the corrected record.' },
  {
    term: 'spfx networks example.com --contains 192.0.2.1',
    text: 'Every authorised network, and what becomes of one address.',
  },
  {
    term: 'spfx ipv6 example.com --host mail.example.com',
    text: 'Whether mail over IPv6 would pass as mail over IPv4 does.',
  },
  {
    term: "spfx lint --record 'v=spf1 mx -all'",
    text: 'The same of a record before it is published.',
  },
  {
    term: 'spfx tree example.com --record before.json',
    text: 'All answers in a file, to be looked at later: spfx explore --replay before.json',
  },
  {
    term: 'spfx diff before.json example.com --ip 192.0.2.1',
    text: 'What has changed since, term by term.',
  },
  {
    term: 'spfx test spf-tests.yml --junit',
    text: 'Clients and limits that a build is to keep to.',
  },
  {
    term: 'spfx intake mail.log',
    text: 'What a log says of SPF checks, put together; headers, mails, bounces and DMARC reports as well.',
  },
  {
    term: 'spfx check --from-text mail.log',
    text: 'The same checks made again, the claimed results beside those of now.',
  },
  { term: 'spfx demo', text: 'The embedded incidents, which need no network.' },
];
