import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeBorder, listOtherHops } from '../../src/intake/other-hops.ts';
import { readIncidents } from '../../src/intake/read-incidents.ts';
import { formatIpAddress } from '../../src/spf/ip-address.ts';

const message = readFileSync(new URL('../fixtures/intake/received-border.txt', import.meta.url), 'utf8');

const hopsOf = (text: string) =>
  listOtherHops(readIncidents(text)).map(({ candidate, hop }) => [
    hop.number,
    hop.standing,
    candidate.clientIp && formatIpAddress(candidate.clientIp),
  ]);

describe('the other hops of a message', () => {
  test('are all that name another client than its border saw', () => {
    expect(hopsOf(message)).toEqual([
      [1, 'internal', '2603:10a6:208::1'],
      [2, 'internal', '2603:10a6:10:232:cafe::f6'],
      [4, 'below-border', '172.25.0.13'],
    ]);
  });

  test('are none where there is one hop, or no message', () => {
    expect(hopsOf('Received-SPF: pass client-ip=192.0.2.1; envelope-from=a@b.test;\n')).toEqual([]);
    expect(
      hopsOf('Received: from a.test (a.test [192.0.2.1]) by b.test; Mon, 1 Jan 2024 00:00:00 +0000\n'),
    ).toEqual([]);
  });

  test('are no more than anybody looks at', () => {
    const hop = (number: number) =>
      `Received: from h${number}.test (h${number}.test [192.0.2.${number}]) by b.test; Mon, 1 Jan 2024 00:00:00 +0000\n`;
    const hops = Array.from({ length: 200 }, (_, number) => hop(number));
    const text = `Subject: many\n${hops.join('')}`;
    expect(hopsOf(text).length).toBeLessThanOrEqual(40);
  });
});

test('the border is said with why, of the candidate that it saw', () => {
  const intake = readIncidents(message);
  const [candidate] = intake.candidates;
  expect(candidate && describeBorder(intake, candidate)).toBe(
    'Hop 3 of 4 is the border. The header with the result of SPF beside it names the client of this hop.',
  );
  const [other] = readIncidents('Received-SPF: pass client-ip=192.0.2.1;\n').candidates;
  expect(other && describeBorder(intake, other)).toBeUndefined();
});
