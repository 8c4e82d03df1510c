import type { NamedClient } from '../exploration/named-client.ts';
import { escapeText } from '../report/escape-text.ts';
import { type ClientKey, readClientFields, readClientKey } from './client-fields.ts';
import type { YamlNode } from './parse-yaml.ts';
import { readYamlFile, type YamlFile } from './read-yaml-file.ts';
import { UsageError } from './usage-error.ts';

/** A file of clients may have no more octets than this. */
const mostOctets = 512 * 1024;

/** More clients than this are refused, from wherever they come. */
export const mostClients = 1000;

const shape = 'a list of clients is wanted: "- ip: 192.0.2.1", or the same under "clients:"';

const listOf = (root: YamlNode | undefined, { complain }: YamlFile): readonly YamlNode[] => {
  if (root?.kind === 'list') return root.items;
  if (root?.kind !== 'map')
    throw complain(
      root ?? { line: 1, column: 1 },
      `${root?.kind === 'text' && !root.isBlank ? 'this is a text' : 'there is nothing here'}; ${shape}`,
    );
  const stray = root.entries.find(({ key }) => key !== 'clients');
  if (stray !== undefined) throw complain(stray, `unknown key "${escapeText(stray.key)}"; ${shape}`);
  const [first, second] = root.entries;
  if (second !== undefined) throw complain(second, '"clients" stands here twice');
  if (first?.value.kind !== 'list') throw complain(first?.value ?? root, `${shape}`);
  return first.value.items;
};

/** A client from its map in a file. Throws what the file complains with. */
export const readClientNode = (node: YamlNode, { complain }: YamlFile): NamedClient => {
  if (node.kind !== 'map') throw complain(node, 'a client is a map, as {label: web, ip: 192.0.2.1}');
  const fields = new Map<ClientKey, string>();
  const places = new Map<ClientKey, YamlNode>();
  for (const entry of node.entries) {
    const key = readClientKey(entry.key, (message) => complain(entry, message));
    const { value } = entry;
    if (fields.has(key)) throw complain(entry, `${key} stands here twice`);
    if (value.kind !== 'text') throw complain(value, `the value of ${key} is to be a text`);
    fields.set(key, value.text);
    places.set(key, value);
  }
  return readClientFields(fields, (key, message) =>
    complain((key === undefined ? undefined : places.get(key)) ?? node, message),
  );
};

/** The clients of a YAML or JSON file, in order. Throws a UsageError that names the place. */
export const readClientsFile = async (path: string): Promise<readonly NamedClient[]> => {
  const file = await readYamlFile(path, `--clients ${escapeText(path)}`, mostOctets);
  const nodes = listOf(file.root, file);
  const beyond = nodes[mostClients];
  if (beyond !== undefined)
    throw file.complain(beyond, `more than ${mostClients} clients, the most it may have`);
  if (nodes.length === 0) throw new UsageError(`--clients ${escapeText(path)}: it has no clients; ${shape}`);
  return nodes.map((node) => readClientNode(node, file));
};
