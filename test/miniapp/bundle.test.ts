import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { parse } from 'acorn'

const dist = path.resolve(__dirname, '../../miniapp/dist/h5')
const read = (file: string) => readFileSync(path.join(dist, file), 'utf8')
const scripts = readdirSync(path.join(dist, 'js'))
  .filter(name => name.endsWith('.js'))
  .map(name => `js/${name}`)
const page = read('index.html')
const entry = [...page.matchAll(/src="\/(js\/[^"]+)"/g)].map(match => match[1] as string)
const isLazy = (name: string) => /^js\/(sdk|words)-/.test(name)

/** The scripts of the first page: those in the page itself, and every other one that is not fetched on demand only. */
const first = scripts.filter(name => !isLazy(name))

describe('bundle', () => {
  it('needs at most 200 KB of gzipped JavaScript, whichever page comes first', () => {
    const size = first.reduce((sum, name) => sum + gzipSync(read(name), { level: 9 }).length, 0)
    expect(entry.length).toBeGreaterThan(0)
    expect(size).toBeLessThanOrEqual(200 * 1024)
  })

  it('has no inline script, no inline style and no foreign address in its page', () => {
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/)
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
  })

  it.each(scripts)('%s is JavaScript that old web views read', name => {
    expect(() => parse(read(name), { ecmaVersion: 2019 })).not.toThrow()
  })

  // The hosts' SDKs hold such calls as a last resort where there is neither self nor window; they are never reached.
  it.each(scripts.filter(name => !name.startsWith('js/sdk-')))('%s evaluates no text', name => {
    expect(read(name)).not.toMatch(/\bnew Function\(|[^.\w]Function\(\s*["'`]|[^.\w]eval\(/)
  })

  it.each(first)('%s writes no <style>, which the content security policy would refuse', name => {
    expect(read(name)).not.toMatch(/createElement\(\s*["']style["']\s*\)/)
  })

  it('carries neither zod nor the other host’s SDK in what everybody loads', () => {
    for (const name of first) {
      expect(read(name)).not.toMatch(/ZodError|invalid_union|_zod\b/)
      expect(read(name)).not.toMatch(/notInDingTalk|WebViewJavascriptBridge|preVerifyJSAPI|agentConfig/)
    }
  })

  it('has each host’s SDK in a chunk of its own', () => {
    expect(scripts.filter(name => /sdk-wecom/.test(name))).toHaveLength(1)
    expect(scripts.filter(name => /sdk-dingtalk/.test(name))).toHaveLength(1)
    expect(read(scripts.find(name => /sdk-wecom/.test(name)) as string)).not.toMatch(/notInDingTalk/)
  })
})
