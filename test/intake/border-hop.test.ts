import { describe, expect, test } from 'vitest';
import { candidateAtHop } from '../../src/intake/header-block.ts';
import { readIncidents } from '../../src/intake/read-incidents.ts';
import { formatIpAddress } from '../../src/spf/ip-address.ts';

const postfixHop = (helo: string, ip: string, by: string): string =>
  `Received: from ${helo} (unknown [${ip}])\n\tby ${by} (Postfix) with ESMTP id 4F1C\n\tfor <tomas@quay.example>; Fri, 14 Mar 2025 18:00:00 +0000\n`;

const receivedSpf = (result: string, ip: string): string =>
  `Received-SPF: ${result} (mailfrom) identity=mailfrom; client-ip=${ip}; helo=x.orchard.example; envelope-from=mira@orchard.example; receiver=quay.example\n`;

const rest = 'From: Mira <mira@orchard.example>\nTo: tomas@quay.example\nSubject: boats\n';

const border = postfixHop('out.orchard.example', '198.51.100.7', 'mx7.quay.example');
const inner = postfixHop('mx7.quay.example', '10.0.0.4', 'store.quay.example');
const dialUp = postfixHop('laptop', '203.0.113.99', 'out.orchard.example');

/** [name, headers, the border's number, client and result of each candidate, how far each is trusted] */
const rows: readonly (readonly [
  name: string,
  headers: string,
  border: number | undefined,
  candidates: readonly string[],
  trust: readonly string[],
])[] = [
  ['one hop', border + rest, 1, ['198.51.100.7 undefined'], ['border-header']],
  ['a private hop above', inner + border + rest, 2, ['198.51.100.7 undefined'], ['border-header']],
  ["the sender's dial-up below", border + dialUp + rest, 1, ['198.51.100.7 undefined'], ['border-header']],
  [
    'a result above',
    receivedSpf('Pass', '198.51.100.7') + border + dialUp + rest,
    1,
    ['198.51.100.7 pass'],
    ['border-header'],
  ],
  [
    'a result between hops of the receiver',
    postfixHop('mx7.quay.example', '203.0.113.4', 'store.quay.example') +
      receivedSpf('Fail', '198.51.100.7') +
      border +
      rest,
    2,
    ['198.51.100.7 fail'],
    ['border-header'],
  ],
  [
    'a forged result of the dial-up hop',
    border + receivedSpf('Pass', '203.0.113.99') + dialUp + rest,
    1,
    ['198.51.100.7 undefined'],
    ['border-header'],
  ],
  [
    'a result right below that names its client, true or not',
    border + receivedSpf('Pass', '198.51.100.7') + dialUp + rest,
    1,
    ['198.51.100.7 pass'],
    ['beside-border'],
  ],
  [
    'a result of an inner hop, too',
    receivedSpf('None', '10.0.0.4') + inner + receivedSpf('Fail', '198.51.100.7') + border + rest,
    2,
    ['10.0.0.4 none', '198.51.100.7 fail'],
    ['border-header', 'border-header'],
  ],
  [
    'a forged result and a forged hop of the receiver',
    border +
      postfixHop('x', '203.0.113.1', 'relay.orchard.example') +
      receivedSpf('Pass', '203.0.113.99') +
      postfixHop('y', '203.0.113.99', 'mx7.quay.example') +
      rest,
    1,
    ['198.51.100.7 undefined'],
    ['border-header'],
  ],
  [
    'a true result above and a forged one below',
    receivedSpf('Fail', '198.51.100.7') + border + dialUp + receivedSpf('Pass', '198.51.100.7') + rest,
    1,
    ['198.51.100.7 fail'],
    ['border-header'],
  ],
  [
    "Gmail's, which writes Received-SPF below its Received",
    `Delivered-To: tomas@quay.example\nReceived: by 2002:a05:6402:1::1 with SMTP id x; Fri, 14 Mar 2025 11:00:01 -0700 (PDT)\nX-Received: by 2002:a17::1 with SMTP id y; Fri, 14 Mar 2025 11:00:01 -0700 (PDT)\nARC-Authentication-Results: i=1; mx.google.com;\n       spf=pass (google.com: domain of mira@orchard.example designates 198.51.100.7 as permitted sender) smtp.mailfrom=mira@orchard.example\nReturn-Path: <mira@orchard.example>\nReceived: from out.orchard.example (out.orchard.example. [198.51.100.7])\n        by mx.google.com with ESMTPS id z\n        for <tomas@quay.example>; Fri, 14 Mar 2025 11:00:01 -0700 (PDT)\nReceived-SPF: pass (google.com: domain of mira@orchard.example designates 198.51.100.7 as permitted sender) client-ip=198.51.100.7;\nAuthentication-Results: mx.google.com;\n       spf=pass (google.com: domain of mira@orchard.example designates 198.51.100.7 as permitted sender) smtp.mailfrom=mira@orchard.example\n${dialUp}${rest}`,
    2,
    ['198.51.100.7 pass'],
    ['border-header'],
  ],
  [
    'private addresses only',
    inner + postfixHop('a', '192.168.1.9', 'mx7.quay.example') + rest,
    1,
    ['10.0.0.4 undefined'],
    ['border-header'],
  ],
  [
    'no address at all',
    `Received: by store.quay.example (Postfix, from userid 1); now\n${rest}`,
    undefined,
    [],
    [],
  ],
  [
    'a result and no hop',
    receivedSpf('SoftFail', '198.51.100.7') + rest,
    undefined,
    ['198.51.100.7 softfail'],
    ['loose-header'],
  ],
];

describe('the border of a message with', () => {
  test.each(rows)('%s', (_, headers, number, candidates, trust) => {
    const intake = readIncidents(headers);
    expect(intake.messages[0]?.border).toBe(number);
    expect(
      intake.candidates.map(({ clientIp, result }) => `${clientIp && formatIpAddress(clientIp)} ${result}`),
    ).toEqual(candidates);
    expect(intake.candidates.map(({ trust: { kind } }) => kind)).toEqual(trust);
  });
});

describe('the hops of a message', () => {
  const [trace] = readIncidents(inner + border + dialUp + rest).messages;

  test('say where they stand', () => {
    expect(trace?.hops.map(({ number, standing }) => [number, standing])).toEqual([
      [1, 'internal'],
      [2, 'border'],
      [3, 'below-border'],
    ]);
    expect(trace?.why).toContain('first hop, from the top');
  });

  test('can be chosen in place of the border', () => {
    const chosen = trace && candidateAtHop(trace, 3);
    expect(chosen).toMatchObject({ helo: 'laptop', facts: { hop: '3' }, trust: { kind: 'below-border' } });
    expect(trace && candidateAtHop(trace, 9)).toBeUndefined();
  });
});

test('the sender is what Return-Path says, where the border does not', () => {
  const [found] = readIncidents(`Return-Path: <mira@orchard.example>\n${border}${rest}`).candidates;
  expect(found).toMatchObject({
    mailFrom: 'mira@orchard.example',
    helo: 'out.orchard.example',
    facts: { hop: '1' },
  });
  const [bounce] = readIncidents(`Return-Path: <>\n${border}${rest}`).candidates;
  expect(bounce?.mailFrom).toBe('');
});

test('headers of one kind are a list, and each is by itself', () => {
  const list = readIncidents(border + dialUp);
  expect(list.candidates.map(({ trust: { kind } }) => kind)).toEqual(['loose-header', 'loose-header']);
  expect(list.messages).toEqual([]);
});
