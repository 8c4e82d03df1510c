import { describe, expect, test } from 'vitest';
import type { Statement } from '../../src/intake/candidate.ts';
import { readIncidents } from '../../src/intake/read-incidents.ts';
import { requestFieldsOf } from '../../src/intake/request-fields.ts';
import { completeRequest } from '../../src/spf/check-request.ts';

/** [what a text says, the domain that is checked, the sender, the HELO name] */
const rows: readonly (readonly [Statement, string | undefined, string, string])[] = [
  [{ mailFrom: 'a@b.example', helo: 'c.example' }, 'b.example', 'a@b.example', 'c.example'],
  [
    { mailFrom: 'a@b.example', helo: 'c.example', identity: 'helo' },
    'c.example',
    'postmaster@c.example',
    'c.example',
  ],
  [{ mailFrom: 'a@b.example', identity: 'helo' }, 'b.example', 'a@b.example', 'b.example'],
  [{ mailFrom: '', helo: 'c.example' }, 'c.example', 'postmaster@c.example', 'c.example'],
  [{ mailFromDomain: 'b.example', helo: 'c.example' }, 'b.example', 'postmaster@b.example', 'c.example'],
  [{ mailFromDomain: 'b.example' }, 'b.example', 'postmaster@b.example', 'b.example'],
  [{ helo: 'c.example' }, 'c.example', 'postmaster@c.example', 'c.example'],
  [{}, undefined, 'postmaster@', ''],
];

describe('the request of a candidate', () => {
  test.each(rows)('that says %j', (statement, domain, sender, helo) => {
    expect(completeRequest(requestFieldsOf(statement))).toEqual({ domain, sender, helo });
  });
});

test('a line of a log is all that a check needs', () => {
  const [candidate] = readIncidents(
    'policyd-spf[9]: SPF fail - not authorized:QUEUEID=; identity=mailfrom; client-ip=192.0.2.1; helo=c.example; envelope-from=a@b.example; receiver=d@e.example; ',
  ).candidates;
  expect(candidate?.clientIp).toEqual({ family: 4, octets: [192, 0, 2, 1] });
  expect(candidate && requestFieldsOf(candidate)).toEqual({ helo: 'c.example', sender: 'a@b.example' });
});
