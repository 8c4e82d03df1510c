import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';

/** Where something stands in a file: both count from 1. */
type Place = Readonly<{ line: number; column: number }>;

/** A YAML or JSON value with its place. Scalars are texts as they were written (of quoted ones, what they say); `isBlank`
 *  of one that is null or not there at all. */
export type YamlNode = Place &
  (
    | Readonly<{ kind: 'text'; text: string; isBlank: boolean }>
    | Readonly<{ kind: 'list'; items: readonly YamlNode[] }>
    | Readonly<{ kind: 'map'; entries: readonly YamlEntry[] }>
  );

/** A key and its value; the place is the key's. */
export type YamlEntry = Place & Readonly<{ key: string; value: YamlNode }>;

/** Why a text can't be read, to stand after its place. */
export type YamlProblem = Place & Readonly<{ message: string }>;

/** Deeper than any file of ours; the parser calls itself for each level. */
const mostDepth = 20;
const mostIndent = 100;

class ProblemAt extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** Refuses what would lead the parser too deep: brackets within brackets, a line that begins far to the right or opens
 *  many lists. */
const refuseDepth = (text: string): void => {
  const refuse = (offset: number): never => {
    throw new ProblemAt(offset, 'nested too deeply');
  };
  const indent = text.search(new RegExp(`^(?:[ \\t]|[-?:](?=[ \\t])){${mostIndent}}`, 'm'));
  if (indent !== -1) refuse(indent);
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > mostDepth) refuse(index);
  }
};

/** Reads one YAML 1.2 document, of which JSON is a part. No aliases and no tags: nothing in it stands for more than its
 *  own text. Undefined for a document without a value. */
export const parseYaml = (text: string): YamlNode | undefined | YamlProblem => {
  const lineCounter = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };

  const convert = (node: ParsedNode | null, offset: number, depth: number): YamlNode => {
    if (node === null) return { kind: 'text', text: '', isBlank: true, ...placeAt(offset) };
    const [start] = node.range;
    if (depth > mostDepth) throw new ProblemAt(start, 'nested too deeply');
    if (isAlias(node)) throw new ProblemAt(start, 'an alias (*) is not read here; write the value out');
    if (node.tag !== undefined)
      throw new ProblemAt(start, 'a tag (!) is not read here; write the value alone');
    const place = placeAt(start);
    if (isSeq(node))
      return { kind: 'list', items: node.items.map((item) => convert(item, start, depth + 1)), ...place };
    if (isMap(node))
      return {
        kind: 'map',
        entries: node.items.map(({ key, value }) => {
          if (!isScalar(key)) throw new ProblemAt(start, 'a key is to be one word');
          const [at, end] = key.range;
          return { ...placeAt(at), key: textOf(key), value: convert(value, end, depth + 1) };
        }),
        ...place,
      };
    return { kind: 'text', text: textOf(node), isBlank: node.value === null, ...place };
  };

  try {
    lineCounter.addNewLine(0);
    for (const { index } of text.matchAll(/\n/g)) lineCounter.addNewLine(index + 1);
    refuseDepth(text);
    const { contents, errors } = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      customTags: [],
      merge: false,
      // The parser compares each key with each other one; whoever reads a map looks for doubles among few keys.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
    const [error] = errors;
    if (error !== undefined) {
      const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
      const [said = ''] = error.message.split('\n');
      return { ...placeAt(error.pos[0]), message: `this is no YAML: ${said.replace(/[.:]$/, '')}${more}` };
    }
    return contents === null ? undefined : convert(contents, 0, 0);
  } catch (error) {
    if (error instanceof ProblemAt) return { ...placeAt(error.offset), message: error.message };
    throw error;
  }
};

/** What a scalar says: the words as they stand there for `1.10` or `yes`, which are no texts to YAML. */
const textOf = (node: Readonly<{ value: unknown; source?: string | undefined }>): string =>
  node.value === null
    ? ''
    : typeof node.value === 'string'
      ? node.value
      : (node.source ?? String(node.value));
