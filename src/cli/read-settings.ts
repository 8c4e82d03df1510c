import { parseServerAddress } from '../dns/server-address.ts';
import { escapeText } from '../report/escape-text.ts';
import { nearestWord } from './nearest-word.ts';
import { glyphNames, themeNames } from './option-groups.ts';
import { parseYaml, type YamlEntry, type YamlNode } from './parse-yaml.ts';

/** What a file of settings says, in the words of the command line: the values of options, and switches. */
export type FileSettings = Readonly<{
  values: ReadonlyMap<string, readonly string[]>;
  switches: ReadonlySet<string>;
}>;

/** Why a file of settings can't be used; safe to print. `place` stands after its path: `:3:5`. */
export type SettingsProblem = Readonly<{ place: string; problem: string }>;

type Place = Readonly<{ line: number; column: number }>;

/** No screen has more actions, no action more keys, and no key a longer name. */
const most = { actions: 200, keys: 10, characters: 40 };

class Complaint extends Error {
  readonly place: Place;
  constructor(place: Place, message: string) {
    super(message);
    this.place = place;
  }
}

const textOf = (node: YamlNode, wanted: string): string => {
  if (node.kind !== 'text' || node.isBlank) throw new Complaint(node, wanted);
  return node.text;
};

/** One text, or a list of them. */
const textsOf = (node: YamlNode, wanted: string): readonly string[] =>
  node.kind === 'list' ? node.items.map((item) => textOf(item, wanted)) : [textOf(node, wanted)];

const readChoice = (node: YamlNode, choices: readonly string[]): string => {
  const wanted = `one of ${choices.join(', ')} is wanted`;
  const text = textOf(node, wanted).toLowerCase();
  if (choices.includes(text)) return text;
  const nearest = nearestWord(text, choices);
  const hint = nearest === undefined ? wanted : `did you mean "${nearest}"?`;
  throw new Complaint(node, `"${escapeText(text)}" is none of the choices; ${hint}`);
};

const readFlag = (node: YamlNode): boolean => {
  const text = textOf(node, 'true or false is wanted').toLowerCase();
  if (/^(?:true|yes|on)$/.test(text)) return true;
  if (/^(?:false|no|off)$/.test(text)) return false;
  throw new Complaint(node, `"${escapeText(text)}": true or false is wanted`);
};

const readServers = (node: YamlNode): readonly string[] => {
  const wanted = 'the address of a name server is wanted, or a list of them';
  const nodes = node.kind === 'list' ? node.items : [node];
  return nodes.map((item) => {
    const text = textOf(item, wanted);
    const parsed = parseServerAddress(text);
    if ('problem' in parsed) throw new Complaint(item, escapeText(parsed.problem));
    return text;
  });
};

const readKeys = (node: YamlNode): readonly string[] => {
  if (node.kind !== 'map') throw new Complaint(node, 'actions and their keys are wanted, as {quit: [q, x]}');
  if (node.entries.length > most.actions)
    throw new Complaint(node, `at most ${most.actions} actions are read`);
  const wanted = 'a key is wanted, in quotes if it is a sign, or a list of keys';
  const seen = new Set<string>();
  return node.entries.flatMap((entry) => {
    const { key: action, value } = entry;
    if (!/^[a-z][a-z0-9-]*$/.test(action) || action.length > most.characters)
      throw new Complaint(
        entry,
        `"${escapeText(action.slice(0, most.characters))}" is no action; small letters, digits and hyphens are wanted`,
      );
    if (seen.has(action)) throw new Complaint(entry, `${action} stands here twice`);
    seen.add(action);
    const keys = textsOf(value, wanted);
    if (keys.length > most.keys || keys.some((key) => key === '' || key.length > most.characters))
      throw new Complaint(value, `at most ${most.keys} keys of 1 to ${most.characters} characters are read`);
    return keys.length === 0 ? [`${action}=`] : keys.map((key) => `${action}=${key}`);
  });
};

const settingNames = ['server', 'theme', 'keys', 'glyphs', 'mouse', 'history'] as const;

const readEntry = (
  { key, value, ...place }: YamlEntry,
  values: Map<string, readonly string[]>,
  switches: Set<string>,
): void => {
  const name = settingNames.find((known) => known === key);
  if (name === undefined) {
    const nearest = nearestWord(key, settingNames);
    const hint =
      nearest === undefined ? `the keys are ${settingNames.join(', ')}` : `did you mean "${nearest}"?`;
    throw new Complaint(place, `unknown key "${escapeText(key.slice(0, most.characters))}"; ${hint}`);
  }
  if (value.kind === 'text' && value.isBlank) return;
  switch (name) {
    case 'server':
      values.set('server', readServers(value));
      break;
    case 'theme':
      values.set('theme', [readChoice(value, themeNames)]);
      break;
    case 'glyphs':
      values.set('glyphs', [readChoice(value, glyphNames)]);
      break;
    case 'keys':
      values.set('key', readKeys(value));
      break;
    case 'mouse':
      if (readFlag(value)) switches.add('mouse');
      break;
    case 'history':
      if (!readFlag(value)) switches.add('no-history');
      break;
  }
};

/** Reads the text of a file of settings, YAML or JSON. */
export const readSettings = (text: string): FileSettings | SettingsProblem => {
  const fail = ({ line, column }: Place, message: string): SettingsProblem => ({
    place: `:${line}:${column}`,
    problem: message,
  });
  const root = parseYaml(text.replace(/^\ufeff/, ''));
  const values = new Map<string, readonly string[]>();
  const switches = new Set<string>();
  if (root === undefined) return { values, switches };
  if ('message' in root) return fail(root, escapeText(root.message));
  if (root.kind === 'text' && root.isBlank) return { values, switches };
  const wanted = `keys and values are wanted, as "theme: 16"; the keys are ${settingNames.join(', ')}`;
  if (root.kind !== 'map') return fail(root, wanted);
  try {
    const seen = new Set<string>();
    for (const entry of root.entries) {
      if (seen.has(entry.key)) throw new Complaint(entry, `${escapeText(entry.key)} stands here twice`);
      seen.add(entry.key);
      readEntry(entry, values, switches);
    }
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    return fail(error.place, error.message);
  }
  return { values, switches };
};
