import type { Intake } from '../intake/intake.ts';
import { describeBorder, listOtherHops } from '../intake/other-hops.ts';
import { readIncidents } from '../intake/read-incidents.ts';
import { isMimeMessage, readMessage } from '../intake/read-message.ts';
import type { FoundIncidents } from '../tui/state/incident-list.ts';
import { unpackReport } from './unpack-report.ts';

/** What a pasted text holds, ready for the screen's list; `intake` has what was looked for where it is nothing. */
export const readPastedText = async (
  text: string,
): Promise<Readonly<{ found: FoundIncidents; intake: Intake }>> => {
  const intake = isMimeMessage(text)
    ? await readMessage(new TextEncoder().encode(text), unpackReport)
    : readIncidents(text);
  const borders = new Map(
    intake.candidates.flatMap((candidate) => {
      const why = describeBorder(intake, candidate);
      return why === undefined ? [] : [[candidate, why] as const];
    }),
  );
  return { found: { candidates: intake.candidates, hops: listOtherHops(intake), borders }, intake };
};
