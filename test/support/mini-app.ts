import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'
import { Desk } from './desk'
import type { Gonghai } from './gonghai'

/** Sizes of the windows in which people are. */
export const windows = {
  handset: { width: 390, height: 844 },
  desktop: { width: 1440, height: 1000 },
}

/** Where the mini-app is: in a phone of the sandbox page, or in a window of its own. */
export type Screen = FrameLocator | Page

/** The mini-app in somebody's WeCom, in a window as small as a phone, at a tab of its first page. */
export async function openPhone(
  browser: Browser,
  gonghai: Gonghai,
  name: string,
  tab: string,
): Promise<{ desk: Desk; app: FrameLocator }> {
  const desk = await Desk.open(browser, gonghai.url, windows.handset)
  await desk.seat('wecom', name)
  await desk.show('wecom', 'app')
  const app = desk.app('wecom')
  await app.locator('.bottom-tab', { hasText: tab }).click()
  return { desk, app }
}

interface OwnWindow {
  size?: { width: number; height: number }
  language?: 'zh-CN' | 'en'
}

/** The mini-app in a browser window of its own, signed in by WeCom's web login. */
export async function openWindow(
  browser: Browser,
  gonghai: Gonghai,
  userId: string,
  { size = windows.desktop, language = 'zh-CN' }: OwnWindow = {},
): Promise<{ desk: Desk; app: Page }> {
  const desk = await Desk.open(browser, gonghai.url, { ...size, language })
  const { page } = desk
  await page.goto(`${gonghai.url}/`)
  await page.getByRole('button', { name: /企业微信|WeCom/ }).click()
  await page.locator(`[data-user="${userId}"]`).click()
  await page.locator('.rail-tab, .bottom-tab').first().waitFor()
  return { desk, app: page }
}

/** The sheet that was opened last. */
export const sheetOf = (app: Screen): Locator => app.locator('.sheet').last()

/** Presses what stands behind ⋯ of a list, a record or the bar for many. */
export async function pressMore(app: Screen, place: string, words: string): Promise<void> {
  await app.locator(place).last().getByRole('button', { name: '更多', exact: true }).click()
  await sheetOf(app).locator('.pick-row', { hasText: words }).first().click()
}

/** Types into the search box of the list in sight and waits until nothing else is left of it. */
export async function search(app: Screen, words: string): Promise<void> {
  await app.getByPlaceholder('名称、拼音首字母、电话尾号').last().fill(words)
  await app.locator('.row', { hasNotText: words }).first().waitFor({ state: 'detached' })
  await app.locator('.row', { hasText: words }).first().waitFor()
}

/** Opens the record of this name out of the list in sight. */
export async function openFound(app: Screen, name: string): Promise<void> {
  await search(app, name)
  await app.locator('.row-open', { hasText: name }).click()
  await app.locator('.head-title', { hasText: name }).waitFor()
}

/** Presses one of the two open actions of a record, or one behind ⋯. */
export const headAction = (app: Screen, words: string): Locator =>
  app.locator('.head-actions').last().getByRole('button', { name: words, exact: true })

/** Chooses a colleague in the field of a sheet. */
export async function chooseColleague(app: Screen, field: string, name: string): Promise<void> {
  await sheetOf(app).getByLabel(field).click()
  await sheetOf(app).locator('.pick-row', { hasText: name }).first().click()
  await sheetOf(app).getByText(name).first().waitFor()
}

/** Counts what is sent to the server under this path from now on. */
export function countCalls(page: Page, path: string): { count: number } {
  const calls = { count: 0 }
  page.on('request', request => {
    if (request.method() === 'POST' && request.url().includes(path)) calls.count += 1
  })
  return calls
}
