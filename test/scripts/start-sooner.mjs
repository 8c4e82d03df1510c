// What Ink and its packages do as they are loaded takes longer than drawing a frame, and most of it no frame needs. Each of
// these plugins has some of it done when it is needed.
import { patchPackage } from './patch-package.mjs';

/** By the names of Node's own modules: the functions of it that are used. */
const builtins = {
  'node:child_process': ['execFileSync', 'spawn'],
  'node:crypto': ['randomInt'],
  'node:dgram': ['createSocket'],
};

/** Modules that ask DNS and run programs take milliseconds to load, so the first call of one of their functions loads
 *  them. The build stops where a function is imported that is not named here. */
const delayBuiltins = {
  name: 'delay-builtins',
  setup: (build) => {
    const names = Object.keys(builtins).join('|');
    build.onResolve({ filter: new RegExp(`^(${names})$`) }, ({ path }) => ({ path, namespace: 'delayed' }));
    build.onLoad({ filter: /.*/, namespace: 'delayed' }, ({ path }) => ({
      contents: builtins[path]
        .map(
          (name) =>
            `export const ${name} = (...args) => process.getBuiltinModule('${path}').${name}(...args);`,
        )
        .join('\n'),
      loader: 'js',
    }));
  },
};

/** The table of emoji is read for the first text that is not plain. */
const delayEmoji = patchPackage(
  'node_modules/string-width',
  new Map([
    [
      'index.js',
      [
        [
          'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;\n',
          `let emoji;
const rgiEmojiRegex = { test: text => (emoji ??= /^\\p{RGI_Emoji}$/v).test(text) };
`,
        ],
      ],
    ],
  ]),
);

/** Node decodes Base64 by itself in no time, by atob() octet for octet. */
const decodeYoga = patchPackage(
  'node_modules/yoga-layout',
  new Map([
    [
      'dist/binaries/yoga-wasm-base64-esm.js',
      [
        [
          'var b=xa(a.slice(37)),c=new Uint8Array(b.length);for(a=0;a<b.length;++a)c[a]=b.charCodeAt(a);var d=c}',
          'var d=new Uint8Array(Buffer.from(a.slice(37),"base64"))}',
        ],
      ],
    ],
  ]),
);

/** The screen ends at a fault, and the fault is told of below it: Ink's picture of it, with its own reader of stacks, was
 *  never seen. */
const leaveFaults = patchPackage(
  'node_modules/ink',
  new Map([
    [
      'build/components/ErrorBoundary.js',
      [
        ["import ErrorOverview from './ErrorOverview.js';\n", ''],
        ['(React.createElement(ErrorOverview, { error: this.state.error }))', 'null'],
      ],
    ],
  ]),
);

/** What Ink does where DEV is set to true, by the line that it begins with. */
const inDebugging = (indent, begin) => [
  `if (process.env['DEV'] === 'true') {\n${indent}${begin}`,
  `if (false) {\n${indent}${begin}`,
];

/** Nobody debugs React's tree in what is built; Ink would look for the tools wherever DEV is set to true. */
export const leaveTools = patchPackage(
  'node_modules/ink',
  new Map([
    [
      'build/reconciler.js',
      [inDebugging('    ', '// Intentionally no warning'), inDebugging('    ', 'try {\n')],
    ],
    ['build/ink.js', [inDebugging('            ', 'reconciler.injectIntoDevTools();')]],
  ]),
);

/** The plugins. */
export const startSooner = [delayBuiltins, delayEmoji, decodeYoga, leaveFaults, leaveTools];
