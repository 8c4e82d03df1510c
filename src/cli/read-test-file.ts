import type { NamedClient } from '../exploration/named-client.ts';
import { escapeText } from '../report/escape-text.ts';
import { readInitialDomain } from '../spf/domain-name.ts';
import { nearestWord } from './nearest-word.ts';
import type { YamlEntry, YamlNode } from './parse-yaml.ts';
import { mostClients, readClientNode } from './read-clients-file.ts';
import { readYamlFile, type YamlFile } from './read-yaml-file.ts';
import { DataError } from './usage-error.ts';

/** What a policy has to keep to. `lookups`, `voids`: at most so many where nothing matches. `ipv6`: it lets some IPv6
 *  address pass. `problems`: the least severity of problems that it may not have; `ignore`: but for these codes. */
export type TestLimits = Readonly<{
  lookups?: number;
  voids?: number;
  ipv6?: 'pass';
  problems?: 'no errors' | 'no warnings';
  ignore: readonly string[];
}>;

/** The tests of one domain. */
export type DomainTests = Readonly<{ domain: string; clients: readonly NamedClient[]; limits: TestLimits }>;

const mostOctets = 512 * 1024;
const mostDomains = 200;

const shape =
  'a map is wanted: "domains:", and under it a list of maps, each with a domain and its clients or limits';

/** The values of a map whose keys are all known, each there once. */
const fieldsOf = <Key extends string>(
  node: YamlNode | undefined,
  keys: readonly Key[],
  wanted: string,
  { complain }: YamlFile,
): ReadonlyMap<Key, YamlEntry> => {
  if (node?.kind !== 'map') throw complain(node ?? { line: 1, column: 1 }, wanted);
  const fields = new Map<Key, YamlEntry>();
  for (const entry of node.entries) {
    const key = keys.find((name) => name === entry.key);
    if (key === undefined) {
      const nearest = nearestWord(entry.key, keys);
      const hint = nearest === undefined ? `the keys are ${keys.join(', ')}` : `did you mean "${nearest}"?`;
      throw complain(entry, `unknown key "${escapeText(entry.key)}"; ${hint}`);
    }
    if (fields.has(key)) throw complain(entry, `${key} stands here twice`);
    fields.set(key, entry);
  }
  return fields;
};

const listOf = (node: YamlNode, wanted: string, { complain }: YamlFile): readonly YamlNode[] => {
  if (node.kind !== 'list' || node.items.length === 0) throw complain(node, wanted);
  return node.items;
};

const textOf = (node: YamlNode, wanted: string, { complain }: YamlFile): string => {
  if (node.kind === 'text' && !node.isBlank) return node.text.trim();
  throw complain(node, wanted);
};

const readCount = (node: YamlNode, file: YamlFile): number => {
  const wanted = 'a whole number from 0 to 1000 is wanted, the most that there may be';
  const text = textOf(node, wanted, file);
  const [, digits] = /^(?:at most )?(\d{1,4})$/.exec(text) ?? [];
  if (digits === undefined || Number(digits) > 1000)
    throw file.complain(node, `"${escapeText(text)}": ${wanted}`);
  return Number(digits);
};

const readWord = <Word extends string>(node: YamlNode, words: readonly Word[], file: YamlFile): Word => {
  const wanted = `${words.map((word) => `"${word}"`).join(' or ')} is wanted`;
  const text = textOf(node, wanted, file);
  const word = words.find((one) => one === text);
  if (word === undefined) throw file.complain(node, `"${escapeText(text)}": ${wanted}`);
  return word;
};

const limitKeys = ['lookups', 'voids', 'ipv6', 'problems', 'ignore'] as const;

const readLimits = (node: YamlNode, file: YamlFile): TestLimits => {
  const fields = fieldsOf(node, limitKeys, `a map of ${limitKeys.join(', ')} is wanted`, file);
  const [lookups, voids, ipv6, problems, ignore] = limitKeys.map((key) => fields.get(key)?.value);
  if (ignore !== undefined && problems === undefined)
    throw file.complain(ignore, 'ignore is for problems; "problems" is missing');
  const codes = ignore === undefined ? [] : listOf(ignore, 'a list of the codes of problems is wanted', file);
  return {
    ...(lookups === undefined ? {} : { lookups: readCount(lookups, file) }),
    ...(voids === undefined ? {} : { voids: readCount(voids, file) }),
    ...(ipv6 === undefined ? {} : { ipv6: readWord(ipv6, ['pass'], file) }),
    ...(problems === undefined ? {} : { problems: readWord(problems, ['no errors', 'no warnings'], file) }),
    ignore: codes.map((code) => textOf(code, 'the code of a problem is wanted, as void-term', file)),
  };
};

const readClient = (node: YamlNode, file: YamlFile): NamedClient => {
  const client = readClientNode(node, file);
  if (client.expected === undefined)
    throw file.complain(node, 'expect is missing: the result that the client should get, as expect: pass');
  return client;
};

const readDomain = (node: YamlNode, file: YamlFile): DomainTests => {
  const wanted = 'a map is wanted, as {domain: example.com, clients: [...], limits: {...}}';
  const fields = fieldsOf(node, ['domain', 'clients', 'limits'], wanted, file);
  const named = fields.get('domain')?.value;
  if (named === undefined) throw file.complain(node, `domain is missing; ${wanted}`);
  const domain = textOf(named, 'a domain is wanted', file);
  const initial = readInitialDomain(domain);
  if (!initial.isValid) throw file.complain(named, `"${escapeText(domain)}": ${initial.reason}`);
  const [clients, limits] = [fields.get('clients')?.value, fields.get('limits')?.value];
  const listed =
    clients === undefined
      ? []
      : listOf(clients, 'a list of clients is wanted, as - {ip: 192.0.2.1, expect: pass}', file);
  const read = limits === undefined ? { ignore: [] } : readLimits(limits, file);
  if (listed.length === 0 && Object.keys(read).length === 1)
    throw file.complain(node, 'there is nothing to test here: clients or limits are wanted');
  return { domain, clients: listed.map((client) => readClient(client, file)), limits: read };
};

/** The tests of a YAML or JSON file, in order. Throws a UsageError for a file that can't be read, and a DataError that
 *  names the place in one that is no file of tests. */
export const readTestFile = async (path: string): Promise<readonly DomainTests[]> => {
  const file = await readYamlFile(path, escapeText(path), mostOctets, DataError);
  const domains = fieldsOf(file.root, ['domains'], shape, file).get('domains')?.value;
  if (domains === undefined) throw file.complain(file.root ?? { line: 1, column: 1 }, shape);
  const nodes = listOf(domains, 'a list of domains is wanted', file);
  const beyond = nodes[mostDomains];
  if (beyond !== undefined)
    throw file.complain(beyond, `more than ${mostDomains} domains, the most it may have`);
  const tests = nodes.map((node) => readDomain(node, file));
  if (tests.reduce((sum, { clients }) => sum + clients.length, 0) > mostClients)
    throw file.complain(domains, `more than ${mostClients} clients, the most it may have`);
  return tests;
};
