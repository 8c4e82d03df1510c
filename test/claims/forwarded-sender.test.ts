import { describe, expect, test } from 'vitest';
import { readForwardedSender } from '../../src/claims/forwarded-sender.ts';

describe('a sender that a forwarder wrote', () => {
  test.each([
    ['SRS0=HHH=TT=a.example=joe@f.example', 'SRS0', 'f.example', 'joe@a.example'],
    ['srs0+HhH=Tt=a.example=joe=doe@f.example', 'SRS0', 'f.example', 'joe=doe@a.example'],
    ['SRS0-HHH=TT=a.example=joe@f.example', 'SRS0', 'f.example', 'joe@a.example'],
    ['SRS1=GGG=f.example==HHH=TT=a.example=joe@g.example', 'SRS1', 'g.example', 'joe@a.example'],
    ['SRS1=GGG=f.example=+HHH=TT=a.example=joe@g.example', 'SRS1', 'g.example', 'joe@a.example'],
    ['SRS1=GGG=f.example=opaque@g.example', 'SRS1', 'g.example', undefined],
    ['joe+caf_=kim=b.example@a.example', '+caf_', 'a.example', undefined],
  ])('%s', (mailbox, scheme, forwarder, original) => {
    expect(readForwardedSender(mailbox)).toEqual({ scheme, forwarder, original });
  });

  test.each([
    '',
    'joe@a.example',
    'SRS0@a.example',
    'SRS0=HHH@a.example',
    'SRS0=HHH=TT=a.example@f.example',
    'bounce+5cff61.3a5c1a-bob=example.net@mg.example.org',
    'SRS0=HHH=TT=a.example=joe',
    'SRS0=HHH=TT=a.example=joe@',
    `SRS0=HHH=TT=a.example=${'x'.repeat(2000)}@f.example`,
  ])('is not %s', (mailbox) => expect(readForwardedSender(mailbox)).toBeUndefined());
});
