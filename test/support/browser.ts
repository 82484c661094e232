import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { repositoryRoot } from '@gonghai/server/db/root'
import { type Browser, chromium, type Page } from 'playwright-core'

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const program = places.find(place => place && existsSync(place))
const missing = 'no Chromium found: install the packages chromium and fonts-noto-cjk, or set CHROMIUM_PATH'

if (!program && !process.env.CI) console.warn(`Browser tests are skipped: ${missing}.`)

/** `test` for what needs a browser: skipped, with a printed reason, where none is; in CI it fails instead. */
export const browserTest = program || process.env.CI ? test : test.skip

/** Starts a headless Chromium that asks nothing of the outside; close it in `afterAll`. */
export async function openBrowser(): Promise<Browser> {
  if (!program) throw new Error(`Browser tests cannot run: ${missing}.`)
  return chromium.launch({
    executablePath: program,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** Keeps a picture of the page under test/artifacts, which CI copies to its results. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = path.join(repositoryRoot, 'test', 'artifacts')
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
}
