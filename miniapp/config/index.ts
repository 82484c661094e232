import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'

/** Packages in modern syntax, and our own shared sources, that old X5 and WKWebView engines need down-levelled. */
const modern =
  /node_modules[\\/](@tanstack|i18next|@wecom|query-string|split-on-first|filter-obj|decode-uri-component|universal-router|history|path-to-regexp)[\\/]|[\\/]shared[\\/]src[\\/]/
const compile = { include: [(file: string) => modern.test(file)] }

const here = (...parts: string[]) => path.resolve(__dirname, '..', ...parts)

/** Parts of Taro's router that inject styles, draw a bar, or pull in a host's SDK: replaced by ours (see each file). */
const replacements: [RegExp, string][] = [
  [/@tarojs[\\/]router[\\/]dist[\\/]style\.js$/, here('src/patches/router-style.ts')],
  [/@tarojs[\\/]router[\\/]dist[\\/]navigationBar\.js$/, here('src/patches/navigation-bar.ts')],
  [/@tarojs[\\/]router[\\/]dist[\\/]tabbar\.js$/, here('src/patches/tab-bar.ts')],
  [
    /@tarojs[\\/]router[\\/]dist[\\/]router[\\/]navigation-bar\.js$/,
    here('src/patches/navigation-bar-handler.ts'),
  ],
  [/@tarojs[\\/]router[\\/]dist[\\/]utils[\\/]navigate\.js$/, here('src/patches/navigate.ts')],
  [/plugin-platform-h5[\\/]dist[\\/]runtime[\\/]components/, here('src/patches/components.ts')],
]

const library =
  /node_modules[\\/](react|react-dom|scheduler|@tarojs|history|tslib|@babel|universal-router|query-string)[\\/]/

interface ChunkLike {
  groupsIterable: Iterable<{ origins: { request?: string }[] }>
}
interface Graph {
  chunkGraph: { getModuleChunksIterable(module: unknown): Iterable<ChunkLike> }
}

/** Is the module part of the first page? Asked before anything is split, when each page still holds all it needs. */
const ofHome = (module: unknown, { chunkGraph }: Graph) =>
  [...chunkGraph.getModuleChunksIterable(module)].some(chunk =>
    [...chunk.groupsIterable].some(({ origins }) =>
      origins.some(({ request }) => /pages[\\/]home[\\/]index/.test(request ?? '')),
    ),
  )

/** What pages share besides; words stay with the language's own chunks. */
const foundation = /miniapp[\\/]src[\\/](records|kit|lib|ui|platform)[\\/]|shared[\\/]src[\\/](?!i18n[\\/])/
const areas = /miniapp[\\/]src[\\/]areas[\\/]/

const shared = { chunks: 'async', minChunks: 2, minSize: 0 } as const

const config: UserConfigExport<'webpack5'> = {
  projectName: 'gonghai',
  date: '2026-11-21',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV ?? 'h5'}`,
  plugins: process.env.TARO_ENV === 'dd' ? ['@tarojs/plugin-platform-alipay-dd'] : [],
  defineConstants: { 'process.env.TARO_APP_ORIGIN': JSON.stringify(process.env.TARO_APP_ORIGIN ?? '') },
  copy: {
    patterns: process.env.TARO_ENV === 'weapp' ? [] : [{ from: 'src/static/', to: 'dist/h5/static/' }],
    options: {},
  },
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: true },
  jsMinimizer: 'terser',
  cssMinimizer: 'csso',
  // Taro's default `quote_keys` breaks untranspiled `#private` names.
  terser: { enable: true, config: { output: { quote_keys: false, comments: false } } },
  mini: {
    compile,
    miniCssExtractPluginOption: { ignoreOrder: true },
    postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
    webpackChain(chain, webpack) {
      const shim = here('src/patches/mini-globals.ts')
      const provided = {
        AbortController: [shim, 'AbortController'],
        globalThis: [shim, 'globalThisShim'],
        Intl: [shim, 'IntlShim'],
      }
      chain.plugin('miniGlobals').use(webpack.ProvidePlugin, [provided])
    },
  },
  h5: {
    compile,
    useHtmlComponents: true,
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: {
      autoprefixer: { enable: true, config: {} },
      pxtransform: { enable: false },
      cssModules: { enable: false },
    },
    webpackChain(chain, webpack) {
      // The unbundled router, so that its parts can be replaced.
      chain.resolve.alias.set('@tarojs/router$', require.resolve('@tarojs/router/dist/index.js'))
      // Taro's own style sheets would be injected as <style> elements.
      chain
        .plugin('taroStyles')
        .use(webpack.NormalModuleReplacementPlugin, [
          /@tarojs[\\/](components|components-react|taro-components|plugin-framework-react)[\\/].*\.css$/,
          here('src/patches/empty.scss'),
        ])
      // Without `global`, webpack needs no `new Function`, which the content security policy forbids.
      chain.node.set('global', false)
      chain.plugin('global').use(webpack.DefinePlugin, [{ global: 'window' }])
      for (const [index, [from, to]] of replacements.entries()) {
        chain.plugin(`replace${index}`).use(webpack.NormalModuleReplacementPlugin, [
          from,
          (found: { createData?: { resource?: string; userRequest?: string } }) => {
            if (found.createData) Object.assign(found.createData, { resource: to, userRequest: to })
          },
        ])
      }
      chain.optimization.splitChunks({
        chunks: 'all',
        minSize: 20_000,
        maxInitialRequests: 6,
        maxAsyncRequests: 8,
        cacheGroups: {
          default: false,
          defaultVendors: false,
          framework: { name: 'framework', chunks: 'initial', priority: 40, test: library },
          vendor: { name: 'vendor', chunks: 'initial', priority: 30, test: /node_modules[\\/]/ },
          // Style sheets that pages share come first and once: later copies would change which rule wins.
          styles: { ...shared, name: 'common', type: 'css/mini-extract', priority: 30 },
          // What the first page needs; everything else stays out of it, however many pages share it.
          common: { ...shared, name: 'common', test: ofHome, priority: 20 },
          records: { ...shared, name: 'records', test: foundation, priority: 15 },
          // One chunk for each set of pages that share a part worth a request of its own.
          areas: { ...shared, test: areas, minSize: 4_000, priority: 10 },
        },
      })
    },
  },
}

export default defineConfig<'webpack5'>(async () => config)
