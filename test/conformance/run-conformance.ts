import { readFile } from 'node:fs/promises';
import type { Resolver } from '../../src/dns/resolver.ts';
import { serverResolver } from '../../src/dns/server-resolver.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import { runCase } from './run-case.ts';
import { readSuite, type Scenario, SuiteError } from './suite.ts';
import { startSuiteServer } from './suite-server.ts';

const usage = 'usage: npm run conformance -- [--in-memory] FILE...';

/** Long enough for a server in the same process, short enough for names that are never answered. */
const timeoutMs = 100;

const withResolver = async (
  scenario: Scenario,
  inMemory: boolean,
  use: (resolver: Resolver) => Promise<void>,
): Promise<void> => {
  if (inMemory) return use(memoryResolver(scenario.zone));
  const server = await startSuiteServer(scenario.zone);
  try {
    await use(
      serverResolver({
        servers: [server.address],
        timeoutMs,
        retries: 0,
        now: () => Date.now(),
        monotonicNow: () => performance.now(),
      }),
    );
  } finally {
    await server.close();
  }
};

const runScenario = async (scenario: Scenario, inMemory: boolean): Promise<{ passed: number; failed: number }> => {
  const counts = { passed: 0, failed: 0 };
  await withResolver(scenario, inMemory, async (resolver) => {
    for (const suiteCase of scenario.cases) {
      const outcome = await runCase(suiteCase, resolver);
      counts[outcome.passed ? 'passed' : 'failed']++;
      if (outcome.passed) continue;
      const lines = [
        `FAILED ${suiteCase.name} (${scenario.description})`,
        `  from ${suiteCase.host}, sender ${JSON.stringify(suiteCase.mailfrom)}, HELO ${JSON.stringify(suiteCase.helo)}`,
        `  expected ${outcome.expected}`,
        `  got      ${outcome.got}`,
        ...outcome.questions.map((question) => `  asked    ${question}`),
      ];
      console.log(lines.join('\n'));
    }
  });
  return counts;
};

const describeError = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const main = async (): Promise<number> => {
  const arguments_ = process.argv.slice(2);
  const inMemory = arguments_.includes('--in-memory');
  const files = arguments_.filter((argument) => argument !== '--in-memory');
  if (files.length === 0 || files.some((file) => file.startsWith('-'))) {
    console.error(usage);
    return 64;
  }
  const suites: Scenario[] = [];
  for (const file of files)
    try {
      suites.push(...readSuite(await readFile(file)));
    } catch (error) {
      console.error(`${file}: ${describeError(error)}`);
      return 64;
    }
  let passed = 0;
  let failed = 0;
  for (const scenario of suites)
    try {
      const counts = await runScenario(scenario, inMemory);
      passed += counts.passed;
      failed += counts.failed;
    } catch (error) {
      if (!(error instanceof SuiteError)) throw error;
      console.error(error.message);
      return 64;
    }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
};

process.exitCode = await main();
