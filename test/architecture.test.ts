import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What each folder of src may import from the others: a whole folder, or single files of it. Types count as much as
 *  values. Every folder may import itself. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  dns: [],
  // Names and answers only; where an answer comes from is nothing that RFC 7208 knows of.
  spf: ['dns/resolver.ts', 'dns/domain-name.ts'],
  policy: ['spf', 'dns/resolver.ts', 'dns/domain-name.ts'],
  // What a text says of a check: no DNS, no verdict.
  intake: ['spf'],
  // What is wrong, in words that nobody has made safe to print yet: `report` draws them, and never the other way round.
  lint: ['policy', 'spf', 'dns/resolver.ts', 'dns/domain-name.ts'],
  // Problems as well as policies are drawn.
  report: ['lint', 'policy', 'spf', 'dns/resolver.ts'],
  // The one place below the command line that puts resolvers together: a cache over the one it is given, and edits.
  // It proves what repairs of problems do.
  exploration: ['lint', 'policy', 'spf', 'dns/resolver.ts', 'dns/overlay-resolver.ts', 'dns/answer-cache.ts'],
  // Two policies side by side, with what is wrong in each; terms are followed as through an edit.
  comparison: ['lint', 'report', 'policy', 'spf', 'dns/resolver.ts', 'exploration/edits.ts'],
  // A result that a text claims beside the check made again: what the text says, checks under other assumptions, words.
  claims: ['intake', 'report', 'spf', 'dns/resolver.ts', 'dns/domain-name.ts'],
  demo: [],
  // The screen draws what others computed. It names their types, and walks the policy's tree by its paths; it lists
  // the incidents on the start screen, and those that a pasted text holds, and lays comparisons over the tree.
  tui: [
    'exploration',
    'comparison',
    'claims',
    'lint',
    'intake',
    'report',
    'policy',
    'spf',
    'demo',
    'dns/resolver.ts',
  ],
  cli: [
    'dns',
    'spf',
    'policy',
    'lint',
    'intake',
    'report',
    'exploration',
    'comparison',
    'claims',
    'demo',
    'tui',
  ],
  'main.ts': ['cli'],
};

/** What each folder of src/tui may import from its neighbours, from the text under the cursor to the whole screen. */
const screenArrows: Readonly<Record<string, readonly string[]>> = {
  editing: [],
  drawing: [],
  // What goes to the terminal and comes from it: frames in fewer octets, keys out of escape sequences.
  terminal: ['drawing'],
  keys: ['editing', 'drawing'],
  state: ['editing', 'drawing', 'keys'],
  panes: ['editing', 'drawing', 'keys', 'state'],
  commands: ['editing', 'drawing', 'terminal', 'keys', 'state', 'panes'],
  pictures: ['editing', 'drawing', 'state', 'panes'],
  // The dialogue in lines: no frame, no key.
  plain: ['state', 'panes'],
};

/** The modules from outside that src may import, each with the folders or files that may. */
const outsiders: Readonly<Record<string, readonly string[]>> = {
  'node:dgram': ['dns/udp-transport.ts'],
  'node:net': ['dns/tcp-transport.ts'],
  // Message IDs that nobody can foresee (RFC 5452).
  'node:crypto': ['dns/udp-transport.ts', 'dns/tcp-transport.ts'],
  'node:dns': ['dns/system-servers.ts'],
  'node:fs': ['main.ts'],
  'node:fs/promises': ['cli', 'dns/system-servers.ts'],
  'node:path': ['cli'],
  // The user's editor, and a folder of its own for what is edited.
  'node:child_process': ['cli/terminal-jobs.ts'],
  'node:os': ['cli/hand-on.ts', 'cli/open-snapshot.ts'],
  'node:events': ['cli', 'dns'],
  // The keyboard, where standard input is a text.
  'node:tty': ['cli/open-keyboard.ts'],
  'node:process': ['cli', 'main.ts'],
  'node:zlib': ['cli/unpack-report.ts', 'cli/gunzip-octets.ts'],
  'node:v8': ['cli/run-screen.ts', 'cli/tree-command.ts', 'cli/read-texts.ts'],
  // domainToASCII, a pure function: the one implementation of RFC 5891 that Node has.
  'node:url': ['spf/domain-name.ts'],
  'ipaddr.js': ['spf/ip-address.ts'],
  ink: ['tui', 'cli/run-screen.ts'],
  react: ['tui', 'cli/run-screen.ts'],
  'string-width': ['tui'],
  // What of a name can be registered: the Public Suffix List, which only lint needs.
  tldts: ['lint/organisational-domain.ts'],
  // Reports of other receivers; whole messages of anybody.
  'fast-xml-parser': ['intake/forms/dmarc-report.ts'],
  'postal-mime': ['intake/read-message.ts'],
  // Files that a user writes: JSON is a part of it.
  yaml: ['cli/parse-yaml.ts'],
};

/** Who may know the process, the console and the clock. */
const mayTouchTheWorld = (file: string): boolean =>
  file === 'main.ts' ||
  file.startsWith('cli/') ||
  /^dns\/\w+-transport\.ts$/.test(file) ||
  file === 'dns/system-servers.ts';

/** Behind a dynamic import: the screen, which only a terminal takes, the dialogue, and pictures. */
const onDemand: readonly string[] = ['cli/run-screen.ts', 'cli/run-plain.ts', 'cli/draw-picture.ts'];

/** Longer than 300 lines without a seam: one table of data. */
const longTables: readonly string[] = ['demo/incidents.ts'];

type Import = Readonly<{ target: string; isType: boolean; isDynamic: boolean }>;

type SourceFile = Readonly<{ path: string; text: string; code: string; imports: readonly Import[] }>;

const root = new URL('../src/', import.meta.url).pathname;

/** The text without comments. What strings hold stays: the imports' targets are strings. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

/** The text without comments, strings and the literal parts of templates. */
const codeOf = (text: string): string =>
  withoutComments(text)
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, (template) => (template.match(/\$\{[^`]*?\}/g) ?? []).join(' '));

const importsOf = (path: string, text: string): Import[] => {
  const resolved = (target: string) =>
    target.startsWith('.') ? normalize(join(dirname(path), target)) : target;
  const code = withoutComments(text);
  const named = [...code.matchAll(/^(?:import|export)\s(?:([^;'"]*?)\sfrom\s+)?['"]([^'"]+)['"]/gm)].map(
    ([, names = '', target = '']) => {
      // `import { type A, type B }` is a type import too: nothing of it is left at run time.
      const listed = /^\{([^}]*)\}$/.exec(names.trim())?.[1]?.split(',') ?? [];
      const isTypeList =
        listed.length > 0 && listed.every((name) => name.trim() === '' || /^\s*type\s/.test(name));
      return {
        target: resolved(target),
        isType: names.startsWith('type ') || isTypeList,
        isDynamic: false,
      };
    },
  );
  const dynamic = [...code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map(([, target = '']) => ({
    target: resolved(target),
    isType: false,
    isDynamic: true,
  }));
  return [...named, ...dynamic];
};

const files: readonly SourceFile[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path, text, code: codeOf(text), imports: importsOf(path, text) };
  });

const folderOf = (path: string): string => path.split('/')[0] ?? path;

const isInside = (path: string): boolean => files.some((file) => file.path === path);

/** Whether `path` is `place`, or lies in the folder `place`. */
const isAt = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

const internal = files.flatMap(({ path, imports }) =>
  imports.filter(({ target }) => isInside(target)).map((found) => ({ path, ...found })),
);

/** The files that are loaded with these, by the imports that are wanted. */
const loadedWith = (starts: readonly string[], isWanted: (found: Import) => boolean): ReadonlySet<string> => {
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const found of internal)
      if (found.path === path && !found.isType && isWanted(found)) load(found.target);
  };
  for (const start of starts) load(start);
  return loaded;
};

describe('the imports of src', () => {
  test('are read: nearly every file has some', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(internal.length).toBeGreaterThan(200);
  });

  test('lead to files that exist, by their full names', () => {
    const lost = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /^[a-z0-9-]+\//.test(target) && /^\w+$/.test(folderOf(target)))
        .filter(({ target }) => folderOf(target) in arrows)
        .filter(({ target }) => !isInside(target) && !target.endsWith('.zone'))
        .map(({ target }) => `${path} -> ${target}`),
    );
    expect(lost).toEqual([]);
  });

  test('follow the arrows between folders', () => {
    const strays = internal
      .filter(({ path, target }) => folderOf(path) !== folderOf(target))
      .filter(({ path, target }) => !(arrows[folderOf(path)] ?? []).some((place) => isAt(target, place)))
      .map(({ path, target }) => `${path} -> ${target}`);
    expect(strays).toEqual([]);
  });

  test('follow the arrows between the folders of the screen', () => {
    const parts = (path: string): readonly string[] => path.split('/');
    const strays = internal
      .map(({ path, target }) => ({ path, target, from: parts(path), to: parts(target) }))
      .filter(({ from, to }) => from[0] === 'tui' && to[0] === 'tui' && from.length === 3)
      .filter(({ from, to }) => from[1] !== to[1] && !screenArrows[from[1] ?? '']?.includes(to[1] ?? ''))
      .map(({ path, target }) => `${path} -> ${target}`);
    expect(strays).toEqual([]);
    expect(Object.keys(screenArrows)).toEqual(
      expect.arrayContaining([
        ...new Set(
          files
            .map(({ path }) => parts(path))
            .filter((path) => path[0] === 'tui' && path.length > 2)
            .map((path) => path[1]),
        ),
      ]),
    );
  });

  test('come from outside only where the table lets them', () => {
    const strays = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => !isInside(target) && !target.endsWith('.zone'))
        .filter(
          ({ target }) =>
            !(outsiders[target.replace(/^react\/.*/, 'react')] ?? []).some((place) => isAt(path, place)),
        )
        .map(({ target }) => `${path} -> ${target}`),
    );
    expect(strays).toEqual([]);
  });

  test('form no cycle between files, types included', () => {
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): void => {
      const at = trail.indexOf(path);
      if (at !== -1) cycles.push([...trail.slice(at), path].join(' -> '));
      if (at !== -1 || done.has(path)) return;
      for (const { target } of internal.filter((found) => found.path === path))
        visit(target, [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) visit(path, []);
    expect(cycles).toEqual([]);
  });

  test('bring neither React nor Ink into what check, tree and demo load', () => {
    const loaded = loadedWith(['main.ts'], ({ target }) => !onDemand.includes(target));
    expect(loaded).toContain('cli/check-command.ts');
    expect(loaded).toContain('cli/tree-command.ts');
    const strays = files
      .filter(({ path }) => loaded.has(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ target, isType }) => !isType && /^(?:ink|react)\b/.test(target))
          .map(({ target }) => `${path} -> ${target}`),
      );
    expect(strays).toEqual([]);
    expect([...loaded].filter((path) => path.startsWith('tui/'))).toEqual([]);
  });

  test.each(onDemand)('reach %s by a dynamic import only', (screen) => {
    const importers = internal.filter(({ target, isType }) => target === screen && !isType);
    expect(importers.map(({ isDynamic }) => isDynamic)).toEqual([true]);
  });

  test('bring no package into the first frame that reads texts or lists of domains', () => {
    const starts = ['main.ts', 'cli/explore-command.ts', 'cli/run-screen.ts'];
    const loaded = loadedWith(starts, ({ isDynamic }) => !isDynamic);
    const outside = files
      .filter(({ path }) => loaded.has(path))
      .flatMap(({ imports }) => imports.filter(({ isType, isDynamic }) => !isType && !isDynamic))
      .map(({ target }) => target)
      .filter((target) => !target.startsWith('node:') && !isInside(target));
    expect([...new Set(outside)].sort()).toEqual(['ink', 'ipaddr.js', 'react', 'string-width']);
  });

  test.each(['cli/run-plain.ts', 'cli/draw-picture.ts'])('bring neither React nor Ink into %s', (entry) => {
    const loaded = loadedWith([entry], () => true);
    const outside = files
      .filter(({ path }) => loaded.has(path))
      .flatMap(({ imports }) => imports.filter(({ isType }) => !isType).map(({ target }) => target));
    expect(outside.filter((target) => /^(?:ink|react)\b/.test(target))).toEqual([]);
    expect([...loaded].some((path) => path.startsWith('tui/'))).toBe(true);
  });
});

describe('the world outside', () => {
  const words: readonly (readonly [what: string, pattern: RegExp])[] = [
    ['process', /(?<![\w.'])process\b(?!:)/],
    ['console', /(?<![\w.])console\./],
    ['Date.now', /\bDate\.now\b/],
    ['performance.now', /\bperformance\.now\b/],
    ['new Date()', /\bnew Date\(\s*\)/],
    ['Math.random', /\bMath\.random\b/],
  ];

  test.each(words)(
    '%s is known in cli, main.ts, the transports and the search for servers only',
    (_, pattern) => {
      const strays = files.filter(({ path, code }) => !mayTouchTheWorld(path) && pattern.test(code));
      expect(strays.map(({ path }) => path)).toEqual([]);
    },
  );

  test('is ended by main.ts alone', () => {
    const strays = files.filter(({ path, code }) => path !== 'main.ts' && /\bprocess\.exit\(/.test(code));
    expect(strays.map(({ path }) => path)).toEqual([]);
  });
});

describe('every file of src', () => {
  test('has at most 300 lines', () => {
    const long = files
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ path, lines }) => lines > 300 && !longTables.includes(path));
    expect(long).toEqual([]);
  });

  test('has a name in kebab-case that says its job', () => {
    const odd = files
      .map(({ path }) => path)
      .filter(
        (path) =>
          !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.tsx?$/.test(path) ||
          /(?:^|[/-])(?:index|utils?|helpers?|common|misc|manager)\b/.test(path),
      );
    expect(odd).toEqual([]);
  });

  test('is no barrel: it exports nothing that another file declares', () => {
    const barrels = files.filter(({ path, code }) => {
      const isIndex = /^index\./.test(basename(path));
      return isIndex || /^export\s+(?:type\s+)?(?:\*|\{)[^;]*\bfrom\b/m.test(code);
    });
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });

  test('has a docstring on each function and type that it exports', () => {
    const bare = files.flatMap(({ path, text }) => {
      const lines = text.split('\n');
      return lines.flatMap((line, index) => {
        const declared =
          /^export (?:default )?(?:declare )?(?:async )?(?:function\*?|type|interface|class) (\w+)/.exec(
            line,
          ) ?? /^export const (\w+)(?:: [^=]+)? =(?: (?:async )?[<(]|$)/.exec(line);
        const isDescribed = /\*\/\s*$/.test(lines[index - 1] ?? '');
        return declared === null || isDescribed ? [] : [`${path}:${index + 1} ${declared[1]}`];
      });
    });
    expect(bare).toEqual([]);
  });
});
