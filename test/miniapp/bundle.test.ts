import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { parse } from 'acorn'
import appConfig from '../../miniapp/src/app.config'

const dist = path.resolve(__dirname, '../../miniapp/dist/h5')
const read = (file: string) => readFileSync(path.join(dist, file), 'utf8')
const scripts = readdirSync(path.join(dist, 'js'))
  .filter(name => name.endsWith('.js'))
  .map(name => `js/${name}`)
const page = read('index.html')
const entry = [...page.matchAll(/src="\/(js\/[^"]+)"/g)].map(match => match[1] as string)
const isLazy = (name: string) => /^js\/(sdk|words)-/.test(name)

/** Our own scripts: all but the hosts' SDKs and the words, each of which is fetched by whom it concerns. */
const own = scripts.filter(name => !isLazy(name))

const app = read(scripts.find(name => name.startsWith('js/app.')) as string)
/** Chunks that have a name; the files of all others are called by their number. */
const named = new Map(
  [...(/"js\/"\+\(\{(.*?)\}/.exec(app)?.[1] ?? '').matchAll(/(\d+):"([\w-]+)"/g)].map(match => [
    match[1],
    match[2],
  ]),
)
const fileOf = (chunk: string) => {
  const file = scripts.find(name => name.startsWith(`js/${named.get(chunk) ?? chunk}.`))
  if (!file) throw new Error(`No file for chunk ${chunk}`)
  return file
}
const chunksIn = (code: string) =>
  [...code.matchAll(/\.e\((\d+)\)/g)].map(match => fileOf(match[1] as string))

/** What the app's script fetches for each page, beside what stands in index.html. */
const pages = new Map(
  [...app.matchAll(/path:"(pages\/[^"]+)",load:function\(\w+,\w+\)\{return\[(.*?)\.then/g)].map(match => [
    match[1] as string,
    chunksIn(match[2] as string),
  ]),
)
const fetchedBy = (page: string) => pages.get(page) ?? []
const sizes = new Map(scripts.map(name => [name, gzipSync(read(name), { level: 9 }).length]))
const sum = (files: string[]) =>
  [...new Set(files)].reduce((total, name) => total + (sizes.get(name) ?? 0), 0)
const limit = 200 * 1024

/** What the first page may fetch for one thing more: a tab, or the page of its right column. */
const furtherOf = (files: string[]) =>
  files
    .flatMap(name => [...read(name).matchAll(/(?:Promise\.all\(\[[^\]]*\]\)|\w\.e\(\d+\))\.then/g)])
    .map(match => chunksIn(match[0]))
    .filter(chunks => !chunks.some(isLazy))

describe('bundle', () => {
  it('fetches the pages that the app has', () => {
    expect([...pages.keys()]).toEqual(appConfig.pages)
    expect(entry.length).toBeGreaterThan(0)
  })

  it.each(appConfig.pages)('needs at most 200 KB of gzipped JavaScript where %s comes first', page => {
    const files = [...entry, ...fetchedBy(page)]
    expect(files.length).toBeGreaterThan(entry.length)
    expect(sum(files)).toBeLessThanOrEqual(limit)
  })

  it('keeps to it on the first page in every language, and with whatever is opened there first', () => {
    const home = [...entry, ...fetchedBy('pages/home/index')]
    const words = scripts.filter(name => /^js\/words-(?!settings)/.test(name))
    expect(words).toHaveLength(2)
    for (const file of words) expect(sum([...home, file])).toBeLessThanOrEqual(limit)
    const further = furtherOf(fetchedBy('pages/home/index'))
    expect(further.length).toBeGreaterThan(5)
    for (const more of further) expect(sum([...home, ...more])).toBeLessThanOrEqual(limit)
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

  it.each(own)('%s writes no <style>, which the content security policy would refuse', name => {
    expect(read(name)).not.toMatch(/createElement\(\s*["']style["']\s*\)/)
  })

  it('carries neither zod nor the other host’s SDK in what everybody loads', () => {
    for (const name of own) {
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
