import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { actions } from '@gonghai/shared/actions/index'
import { objectList } from '@gonghai/shared/objects/index'
import { bootWeapp } from './support/boot-weapp'
import { buildMe } from './support/builders'

const miniapp = path.resolve(__dirname, '../../miniapp')
const dist = path.join(miniapp, 'dist/weapp')

/** CI always builds; elsewhere a build that is there is taken, because one takes half a minute and more. */
function build(): void {
  if (existsSync(path.join(dist, 'app.js')) && !process.env.CI) return
  const { NODE_OPTIONS: _jestOnly, ...env } = process.env
  const taro = path.resolve(miniapp, '../node_modules/@tarojs/cli/bin/taro')
  const ran = spawnSync(process.execPath, [taro, 'build', '--type', 'weapp'], {
    cwd: miniapp,
    env: { ...env, TARO_ENV: 'weapp', NODE_ENV: 'production' },
    encoding: 'utf8',
    timeout: 280_000,
  })
  if (ran.status !== 0)
    throw new Error(`the weapp build failed: ${ran.stdout.slice(-2000)}${ran.stderr.slice(-2000)}`)
}

const answers: Record<string, unknown> = {
  '/api/meta': {
    me: buildMe(),
    objects: objectList,
    actions: Object.fromEntries(actions.map(({ name, input, undo }) => [name, { input, undo }])),
  },
  '/api/today': {
    figures: [{ key: 'approvals', value: 42, open: 'approval' }],
    items: [
      {
        kind: 'followDue',
        record: 'customer:1',
        title: '苏州恒远电子',
        line: '约定 09:00 联系',
        buttons: [],
      },
    ],
    more: 0,
  },
}

describe('mini program for WeChat', () => {
  beforeAll(build, 300_000)

  it('compiles, boots without a browser’s globals, and draws what waits today', async () => {
    const boot = await bootWeapp(dist, url => answers[url] ?? {}, /苏州恒远电子/)
    expect(boot.errors).toEqual([])
    expect(boot.requests).toEqual(expect.arrayContaining(['/api/meta', '/api/today']))
    expect(boot.shown).toContain('苏州恒远电子')
    expect(boot.shown).toContain('待审批')
  }, 30_000)
})
