import { explainCode } from '../lint/explain-code.ts';
import { formatProblemReference, type Problem, type Severity } from '../lint/problem.ts';
import { escapeOctets } from './escape-text.ts';
import type { FileLine, LintedDomain, LintedProblem } from './linted-domain.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', notice: 'note' };

/** A relative or absolute path as the URI reference that SARIF wants. */
const fileUri = (file: string): string => file.split(/[\\/]/).map(encodeURIComponent).join('/');

/** RFC 4501: the URI of what DNS has at a name. */
const dnsUri = (domain: string): string => `dns:${encodeURIComponent(domain)}?type=TXT`;

const locationJson = ({ domain, text, span }: Problem, place: FileLine | undefined) => ({
  physicalLocation:
    place === undefined
      ? {
          artifactLocation: { uri: dnsUri(domain) },
          ...(text === undefined || span === undefined
            ? {}
            : {
                region: {
                  startLine: 1,
                  // SARIF counts columns from 1, and the end is exclusive.
                  startColumn: span.start + 1,
                  endColumn: span.end + 1,
                  snippet: { text: escapeOctets(text.slice(span.start, span.end)) },
                },
              }),
        }
      : { artifactLocation: { uri: fileUri(place.file) }, region: { startLine: place.line } },
  logicalLocations: [{ fullyQualifiedName: escapeOctets(domain), kind: 'resource' }],
});

const resultJson = (
  { problem, place }: LintedProblem,
  home: FileLine | undefined,
  rules: ReadonlyMap<string, number>,
) => ({
  ruleId: problem.code,
  ruleIndex: rules.get(problem.code) ?? -1,
  level: levels[problem.severity],
  message: { text: `${escapeOctets(problem.domain)}: ${escapeOctets(problem.message)}.` },
  locations: [locationJson(problem, place ?? home)],
});

const ruleJson = (code: string, problem: Problem) => {
  const page = explainCode(code);
  return {
    id: code,
    shortDescription: { text: code.replaceAll('-', ' ') },
    ...(page === undefined
      ? {}
      : {
          fullDescription: { text: page.meaning },
          help: {
            text: `${page.meaning}\nExample: ${page.example}\n${page.mending}\n${formatProblemReference(problem.reference)}`,
          },
        }),
  };
};

/** The log that `lint --sarif` prints: SARIF 2.1.0, one run, a result for each problem. What a file has stands at its
 *  line there, and so does what that record leads to, as code scanning takes results of files alone; where there is no
 *  file, at a `dns:` URI (RFC 4501), in columns of the record. */
export const lintSarif = (domains: readonly LintedDomain[], version: string) => {
  const problems = domains.flatMap((domain) => domain.problems);
  const first = new Map<string, Problem>();
  for (const { problem } of problems) if (!first.has(problem.code)) first.set(problem.code, problem);
  const rules = new Map([...first.keys()].map((code, index) => [code, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'spfx',
            semanticVersion: version,
            rules: [...first].map(([code, problem]) => ruleJson(code, problem)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: domains.flatMap((domain) =>
          domain.problems.map((problem) => resultJson(problem, domain.place, rules)),
        ),
      },
    ],
  };
};
