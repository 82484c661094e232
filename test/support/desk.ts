import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'
import type { PhonePlatform } from './phone'

const tabs = {
  'zh-CN': { chat: '聊天', app: '小程序' },
  en: { chat: 'Chat', app: 'Mini-app' },
}

/** The sandbox page in a browser: somebody sits at the phones. */
export class Desk {
  private constructor(
    readonly page: Page,
    private readonly language: keyof typeof tabs,
    /** What the browser complained about. */
    readonly complaints: string[],
  ) {}

  static async open(
    browser: Browser,
    url: string,
    options: { width: number; height: number; language?: keyof typeof tabs },
  ): Promise<Desk> {
    const { width, height, language = 'zh-CN' } = options
    const context = await browser.newContext({
      viewport: { width, height },
      timezoneId: 'Asia/Shanghai',
      locale: language,
      // Pictures show what is there, not how it comes in.
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', error => complaints.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`)
    })
    await page.goto(`${url}/sandbox/?lang=${language}`)
    const desk = new Desk(page, language, complaints)
    await page.locator('.device').first().waitFor()
    return desk
  }

  phone(platform: PhonePlatform): Locator {
    return this.page.locator(`section[data-platform="${platform}"]`)
  }

  /** The newest card in a chat that holds these words. */
  card(platform: PhonePlatform, words: string): Locator {
    return this.phone(platform).locator('article.card').filter({ hasText: words }).last()
  }

  /** The mini-app inside a phone. */
  app(platform: PhonePlatform): FrameLocator {
    return this.phone(platform).frameLocator('iframe')
  }

  async show(platform: PhonePlatform, view: 'chat' | 'app'): Promise<void> {
    await this.phone(platform).getByRole('tab', { name: tabs[this.language][view] }).click()
  }

  /** Hands a phone to somebody else. */
  async seat(platform: PhonePlatform, name: string): Promise<void> {
    await this.phone(platform).locator('button.sitter').click()
    await this.phone(platform).getByRole('option', { name }).click()
  }

  close(): Promise<void> {
    return this.page.context().close()
  }
}
