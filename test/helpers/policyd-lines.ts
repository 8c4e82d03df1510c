/** What a line of policyd-spf says. */
export type PolicydLine = Readonly<{
  result?: string;
  ip?: string;
  sender?: string;
  helo?: string;
  time?: string;
}>;

/** Lines of the log of policyd-spf, each with its end. */
export const policydLines = (lines: readonly PolicydLine[]): string =>
  lines
    .map(
      ({
        result = 'Pass',
        ip = '192.0.2.1',
        sender = 'bob@a.test',
        helo = 'mx.a.test',
        time = 'Nov 22 07:44:40',
      }) =>
        `${time} mx1 policyd-spf[2555]: : prepend Received-SPF: ${result} (mailfrom) identity=mailfrom; client-ip=${ip}; helo=${helo}; envelope-from=${sender}; receiver=example.net \n`,
    )
    .join('');
