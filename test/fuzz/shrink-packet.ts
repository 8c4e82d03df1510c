/** The smallest octets found for which `fails` still holds: parts are left out, then octets made zero. */
export const shrinkPacket = (octets: Uint8Array, fails: (octets: Uint8Array) => boolean): Uint8Array => {
  let least = octets;
  let tries = 4000;
  const attempt = (candidate: Uint8Array): boolean => {
    if (tries-- <= 0 || !fails(candidate)) return false;
    least = candidate;
    return true;
  };
  for (let size = least.length >> 1; size > 0; size >>= 1) {
    for (let start = 0; start < least.length; ) {
      const without = Uint8Array.from([...least.subarray(0, start), ...least.subarray(start + size)]);
      if (!attempt(without)) start += size;
    }
  }
  for (let index = 0; index < least.length; index++) {
    if (least[index] !== 0) attempt(least.with(index, 0));
  }
  return least;
};

/** The octets in hex, to be a row of a test; of large ones, only their beginning. */
export const toHex = (octets: Uint8Array): string => {
  const hex = Buffer.from(octets.subarray(0, 1000)).toString('hex');
  return octets.length > 1000 ? `${hex} ...` : hex;
};
