import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from '../../src/intake/candidate.ts';
import { readIncidents } from '../../src/intake/read-incidents.ts';
import { formatIpAddress } from '../../src/spf/ip-address.ts';

/** What one record of a sample says, by name; null for what it does not say. A record that is null names no client. */
export type ExpectedRecord = Readonly<Record<string, string | number | boolean | null>>;

/** A text and what is in it, in the order of the text. */
export type IntakeSample = Readonly<{
  id: string;
  file: string;
  kind: string;
  expect: readonly (ExpectedRecord | null)[];
}>;

/** The samples that a folder's index.json lists. */
export const readSamples = (folder: string): readonly IntakeSample[] => {
  const { samples }: Readonly<{ samples: readonly IntakeSample[] }> = JSON.parse(
    readFileSync(join(folder, 'index.json'), 'utf8'),
  );
  if (!Array.isArray(samples) || samples.length === 0)
    throw new Error(`${folder}/index.json lists no samples`);
  return samples;
};

/** The text of a sample. */
export const readSampleText = (folder: string, sample: IntakeSample): string =>
  readFileSync(join(folder, sample.file), 'utf8');

/** A record as it was read, in the words of an index. */
type Description = Readonly<Record<string, string | null | undefined>>;

/** What a candidate says under each name that an index uses. */
const describeCandidate = (candidate: Candidate): Description => {
  const doubt = (field: 'result' | 'identity'): string => (candidate.doubtful?.includes(field) ? '?' : '');
  const { facts = {} } = candidate;
  return {
    ...facts,
    clientIp: candidate.clientIp === undefined ? null : formatIpAddress(candidate.clientIp),
    helo: candidate.helo ?? null,
    mailFrom: candidate.mailFrom ?? null,
    mailFromDomain: candidate.mailFromDomain ?? null,
    identity: candidate.identity === undefined ? null : candidate.identity + doubt('identity'),
    result: candidate.result === undefined ? null : candidate.result + doubt('result'),
    reason: candidate.reason ?? null,
    receiver: candidate.receiver ?? null,
  };
};

/** What is in a text, as an index writes it. */
export const extract = (text: string): readonly Description[] =>
  readIncidents(text).candidates.map(describeCandidate);

/** In what the text's extraction differs from what is expected: a sentence each, none where it is exact. `case` is a
 *  name for people. */
export const findDifferences = (text: string, expect: IntakeSample['expect']): readonly string[] => {
  const wanted = expect.filter((record) => record !== null);
  const seen = extract(text);
  const differences =
    seen.length === wanted.length ? [] : [`${seen.length} records in place of ${wanted.length}`];
  for (const [index, record] of wanted.entries())
    for (const [name, value] of Object.entries(record)) {
      if (name === 'case') continue;
      const found = seen[index]?.[name] ?? null;
      const expected = value === null ? null : String(value);
      if (found !== expected)
        differences.push(
          `record ${index + 1}: ${name} is ${JSON.stringify(found)} in place of ${JSON.stringify(expected)}`,
        );
    }
  return differences;
};
