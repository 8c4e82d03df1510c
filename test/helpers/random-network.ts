import fc from 'fast-check';

const octet = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 2, 51, 100, 192, 198, 203, 255) },
  fc.nat(255),
);

const ip4 = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('192.0.2.1', '192.0.2.0', '198.51.100.7', '198.51.100.0', '0.0.0.0'),
  },
  fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.')),
);

const group = fc.oneof(
  fc.constantFrom('0', 'db8', '2001', 'ffff', '0000'),
  fc.nat(0xffff).map((value) => value.toString(16)),
);

const ip6 = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...['2001:db8::1', '2001:db8::', '2001:DB8:1::7', '2001:0db8:0001:0000:0000:0000:0000:0007', '::'],
      ...['2001:db8::192.0.2.1', '::ffff:192.0.2.1', '::ffff:0:0', '2001:db8:1:0:0:0:0:7'],
    ),
  },
  fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':')),
  fc
    .tuple(fc.array(group, { maxLength: 3 }), fc.array(group, { maxLength: 3 }))
    .map(([front, back]) => `${front.join(':')}::${back.join(':')}`),
);

const prefix = (longest: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 6, arbitrary: fc.nat(longest).map((length) => `/${length}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('/', '/00', '/08', `/${longest + 1}`, '/-1', '//32', '/24 ', '/0x8'),
    },
  );

/** An `ip4` or `ip6` mechanism without its qualifier: most are legal, and near the addresses of random clients. */
export const networkTermArbitrary: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.tuple(fc.constantFrom('ip4:', 'IP4:'), ip4, prefix(32)).map((parts) => parts.join('')),
  },
  {
    weight: 10,
    arbitrary: fc.tuple(fc.constantFrom('ip6:', 'Ip6:'), ip6, prefix(128)).map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[
        'ip4',
        'ip4:',
        'ip6:',
        'ip4:192.0.2',
        'ip4:192.0.2.256',
        'ip4:192.0.2.01',
        'ip4:192.0.2.1.',
        'ip4:0xc0.0.2.1',
      ],
      ...[
        'ip6::1',
        'ip6:[2001:db8::1]',
        'ip6:2001:db8::1%eth0',
        'ip6:2001:db8:::1',
        'ip6:1:2:3:4:5:6:7',
        'ip6:192.0.2.1',
      ],
      ...[
        'ip4:2001:db8::1',
        'ip4:%{i}',
        'ip6:::1/128',
        'ip4:3232235777',
        'ip4:192.0.2.1/24/24',
        'ip6:2001:db8::1//64',
      ],
    ),
  },
);
