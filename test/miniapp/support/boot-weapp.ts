import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'

interface Part {
  [name: string]: ((...given: unknown[]) => void) | unknown
}

/** What a mini program did in a bare context: its calls, and everything that it gave to the screen. */
export interface Boot {
  requests: string[]
  shown: string
  errors: string[]
}

const rect = { width: 390, height: 844, left: 0, top: 0 }

function selectorQuery() {
  const query: Record<string, unknown> = {}
  for (const name of [
    'select',
    'selectAll',
    'selectViewport',
    'in',
    'scrollOffset',
    'fields',
    'node',
    'boundingClientRect',
  ]) {
    query[name] = (found?: unknown) => {
      if (typeof found === 'function') found(rect)
      return query
    }
  }
  query.exec = (found?: (all: unknown[]) => void) => found?.([rect, []])
  return query
}

/** The host's API, as far as it is needed to draw the first page; everything else is undefined. */
function hostApi(answer: (url: string) => unknown, requests: string[]) {
  const window = { platform: 'ios', windowWidth: 390, windowHeight: 844, pixelRatio: 2, SDKVersion: '3.0.0' }
  const known: Record<string, unknown> = {
    request(options: {
      url: string
      success?: (reply: unknown) => void
      complete?: (reply: unknown) => void
    }) {
      requests.push(options.url)
      const reply = { data: answer(options.url), statusCode: 200, header: {} }
      setTimeout(() => {
        options.success?.(reply)
        options.complete?.(reply)
      }, 1)
      return { abort: () => undefined }
    },
    getSystemInfoSync: () => window,
    getWindowInfo: () => window,
    getStorageSync: (key: string) =>
      key === 'gonghai:session' ? '{"token":"token-1","expiresAt":"2099-01-01"}' : '',
    setStorageSync: () => undefined,
    removeStorageSync: () => undefined,
    setNavigationBarTitle: () => undefined,
    canIUse: () => true,
    createSelectorQuery: selectorQuery,
    nextTick: (work: () => void) => setTimeout(work, 0),
  }
  return new Proxy(known, {
    get: (all, name: string) =>
      all[name] ?? (/^(on|off|set|navigate|reLaunch)/.test(name) ? () => undefined : undefined),
  })
}

/**
 * Loads a built mini program in a context that has neither window nor document, globalThis, Intl, AbortController or fetch,
 * shows its first page, and waits until it has drawn what the answers hold (or `patience` milliseconds).
 */
export async function bootWeapp(
  root: string,
  answer: (url: string) => unknown,
  until: RegExp,
  patience = 8000,
): Promise<Boot> {
  const boot: Boot = { requests: [], shown: '', errors: [] }
  let app: Part = {}
  const pages: Part[] = []
  const context = vm.createContext({
    console: { ...console, error: (...words: unknown[]) => boot.errors.push(words.map(String).join(' ')) },
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    App: (given: Part) => {
      app = given
    },
    Page: (given: Part) => pages.push(given),
    Component: (given: Part) => pages.push(given),
    Behavior: (given: unknown) => given,
    getApp: () => app,
    getCurrentPages: () => [],
    wx: hostApi(answer, boot.requests),
  })
  vm.runInContext(
    'delete globalThis.Intl; delete globalThis.WebAssembly; delete globalThis.globalThis',
    context,
  )
  const loaded = new Map<string, { exports: unknown }>()
  const load = (file: string): unknown => {
    const name = file.endsWith('.js') ? file : `${file}.js`
    const found = loaded.get(name)
    if (found) return found.exports
    const module = { exports: {} as unknown }
    loaded.set(name, module)
    if (!existsSync(name)) throw new Error(`missing ${name}`)
    const wrapped = `(function(require,module,exports){${readFileSync(name, 'utf8')}\n})`
    const run = vm.runInContext(wrapped, context, { filename: path.relative(root, name) })
    run((inner: string) => load(path.resolve(path.dirname(name), inner)), module, module.exports)
    return module.exports
  }
  const call = (part: Part, name: string, ...given: unknown[]) => {
    const method = part[name]
    if (typeof method === 'function') method.call(part, ...given)
  }
  const first = 'pages/home/index'
  load(path.join(root, 'app.js'))
  call(app, 'onLaunch', { path: first, query: {} })
  call(app, 'onShow', {})
  load(path.join(root, first))
  const page: Part = Object.create(pages[0] ?? {})
  page.route = first
  page.data = (pages[0] as Part | undefined)?.data
  page.setData = (data: unknown, done?: () => void) => {
    boot.shown += JSON.stringify(data)
    if (done) setTimeout(done, 0)
  }
  page.$spliceData = page.setData
  call(page, 'onLoad', {})
  call(page, 'onShow')
  call(page, 'onReady')
  for (let waited = 0; waited < patience && !until.test(boot.shown); waited += 50) {
    await new Promise(done => setTimeout(done, 50))
  }
  return boot
}
