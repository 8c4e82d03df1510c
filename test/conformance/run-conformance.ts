import { readFile } from 'node:fs/promises';
import { serverResolver } from '../../src/dns/server-resolver.ts';
import { formatIpAddress } from '../../src/spf/ip-address.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import { startZoneServer } from '../helpers/zone-server.ts';
import { type CaseOutcome, runCase } from './run-case.ts';
import { readSuite, type Scenario, type SuiteCase } from './suite.ts';

const usage = 'usage: npm run conformance -- [--in-memory] FILE...';

type RunCase = (suiteCase: SuiteCase) => Promise<CaseOutcome>;

/** Short, so that names that are never answered cost little. */
const timeoutMs = 100;

/** What a busy machine is given before a failure counts. */
const patientTimeoutMs = 2_000;

const withServer = async (
  scenario: Scenario,
  use: (runCase: RunCase) => Promise<Counts>,
): Promise<Counts> => {
  const server = await startZoneServer(scenario.zone);
  const resolverWith = (timeout: number) =>
    serverResolver({
      servers: [server.address],
      timeoutMs: timeout,
      retries: 0,
      now: () => Date.now(),
      monotonicNow: () => performance.now(),
    });
  try {
    return await use(async (suiteCase) => {
      const outcome = await runCase(suiteCase, resolverWith(timeoutMs));
      return outcome.passed ? outcome : runCase(suiteCase, resolverWith(patientTimeoutMs));
    });
  } finally {
    await server.close();
  }
};

type Counts = Readonly<{ passed: number; failed: number }>;

const describeFailure = (scenario: Scenario, suiteCase: SuiteCase, outcome: CaseOutcome): string =>
  [
    `FAILED ${suiteCase.name} (${scenario.description})`,
    `  client ${formatIpAddress(suiteCase.host)}, sender ${JSON.stringify(suiteCase.mailfrom)}, HELO ${JSON.stringify(suiteCase.helo)}`,
    `  expected ${outcome.expected}`,
    `  got      ${outcome.got}`,
    ...outcome.questions.map((question) => `  asked    ${question}`),
  ].join('\n');

const runScenario = async (scenario: Scenario, run: RunCase): Promise<Counts> => {
  let failed = 0;
  for (const suiteCase of scenario.cases) {
    const outcome = await run(suiteCase);
    if (outcome.passed) continue;
    failed++;
    console.log(describeFailure(scenario, suiteCase, outcome));
  }
  return { passed: scenario.cases.length - failed, failed };
};

const describeError = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const main = async (): Promise<number> => {
  const words = process.argv.slice(2);
  const isInMemory = words.includes('--in-memory');
  const files = words.filter((word) => word !== '--in-memory');
  if (files.length === 0 || files.some((file) => file.startsWith('-'))) {
    console.error(usage);
    return 64;
  }
  const scenarios: Scenario[] = [];
  for (const file of files)
    try {
      scenarios.push(...readSuite(await readFile(file)));
    } catch (error) {
      console.error(`${file}: ${describeError(error)}`);
      return 64;
    }
  let passed = 0;
  let failed = 0;
  for (const scenario of scenarios) {
    const resolver = memoryResolver(scenario.zone);
    const counts = isInMemory
      ? await runScenario(scenario, (suiteCase) => runCase(suiteCase, resolver))
      : await withServer(scenario, (run) => runScenario(scenario, run));
    passed += counts.passed;
    failed += counts.failed;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
};

process.exitCode = await main();
