import { Contest } from '@gonghai/server/kernel/contest'

/** A piece of work that ends when it is told to. */
function held() {
  let end: (error?: Error) => void = () => undefined
  const promise = new Promise<string>((resolve, reject) => {
    end = error => (error ? reject(error) : resolve('won'))
  })
  return { promise, end }
}

const turn = () => new Promise(resolve => setImmediate(resolve))

describe('calls for the same thing', () => {
  test('wait for the first, look once more, and hear that it is gone', async () => {
    const contest = new Contest()
    let gone = false
    const work = held()
    let begun = 0
    const look = async () => {
      if (gone) throw new Error('gone')
    }
    const run = () => {
      begun++
      return work.promise
    }
    const calls = Array.from({ length: 5 }, () => contest.enter('customer:1', look, run).catch(String))
    await turn()
    expect(begun).toBe(1)
    gone = true
    work.end()
    expect(await Promise.all(calls)).toEqual(['won', ...Array(4).fill('Error: gone')])
    expect(begun).toBe(1)
  })

  test('go ahead themselves when the first has failed', async () => {
    const contest = new Contest()
    const first = held()
    const one = contest
      .enter(
        'customer:1',
        async () => undefined,
        () => first.promise,
      )
      .catch(String)
    await turn()
    const two = contest.enter(
      'customer:1',
      async () => undefined,
      async () => 'second',
    )
    first.end(new Error('over the limit'))
    expect(await Promise.all([one, two])).toEqual(['Error: over the limit', 'second'])
  })

  test('do not hold up calls for something else', async () => {
    const contest = new Contest()
    const first = held()
    const one = contest.enter(
      'customer:1',
      async () => undefined,
      () => first.promise,
    )
    expect(
      await contest.enter(
        'customer:2',
        async () => undefined,
        async () => 'other',
      ),
    ).toBe('other')
    first.end()
    expect(await one).toBe('won')
  })
})
