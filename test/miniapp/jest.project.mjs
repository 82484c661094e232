/** The mini-app's tests: jsdom, plain elements as in a browser build, a small stub in place of Taro's navigation. */
const modern = [
  '@tanstack',
  'msw',
  '@mswjs',
  'until-async',
  'rettime',
  '@open-draft',
  '@bundled-es-modules',
  'i18next',
].join('|')

// biome-ignore lint/style/noDefaultExport: as jest wants it
export default {
  displayName: 'miniapp',
  testEnvironment: 'jest-fixed-jsdom',
  testEnvironmentOptions: { customExportConditions: [''], url: 'http://gonghai.test/' },
  setupFilesAfterEnv: ['<rootDir>/test/miniapp/support/setup.ts'],
  testMatch: ['<rootDir>/test/miniapp/**/*.test.ts?(x)'],
  modulePathIgnorePatterns: ['<rootDir>/server/dist', '<rootDir>/miniapp/dist', '<rootDir>/.gonghai'],
  moduleFileExtensions: ['h5.tsx', 'h5.ts', 'tsx', 'ts', 'js', 'jsx', 'mjs', 'json'],
  moduleNameMapper: {
    '\\.(css|scss)$': '<rootDir>/test/miniapp/support/no-style.ts',
    '^@tarojs/taro$': '<rootDir>/test/miniapp/support/taro.ts',
  },
  transform: {
    '\\.(m?[jt]sx?)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${modern})/)`],
}
