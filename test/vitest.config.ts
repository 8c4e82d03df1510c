import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Zone files are imported as text, as the bundle does.
  plugins: [
    {
      name: 'zone-text',
      transform: (code, id) => (id.endsWith('.zone') ? `export default ${JSON.stringify(code)};` : undefined),
    },
  ],
  cacheDir: '../node_modules/.vite',
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    // Nobody's own settings have a part in a test, and nothing is kept: there is no folder in a file.
    env: { XDG_CONFIG_HOME: '/dev/null', XDG_STATE_HOME: '/dev/null' },
  },
});
