import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { refuse } from '../kernel/errors'

/** Cost of a guess: about 32 MB and a tenth of a second. The parameters stand with the hash, so they can rise later. */
const cost = { N: 2 ** 15, r: 8, p: 1 }
const keyLength = 32
const shortest = 12
const longest = 200

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const maxmem = 256 * (options.N ?? 0) * (options.r ?? 0)
    // One password typed on different keyboards is one password.
    scrypt(password.normalize('NFKC'), salt, keyLength, { ...options, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

/** A password as it is kept: `scrypt$N$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Something to compare with where there is no password, so that it takes as long. */
const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** Is it this password? Takes the same time whether there is one or not. */
export async function isPassword(password: string, kept: string | undefined): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (kept ?? nobody).split('$')
  const given = await derive(password, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  const same = timingSafeEqual(given, Buffer.from(key, 'base64url'))
  return same && kept !== undefined
}

/** One character again and again, or a run along the alphabet or the digits. */
function isMonotonous(password: string): boolean {
  const codes = [...password].map(character => character.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - codes[index]!))
  return new Set(codes).size < 5 || (steps.size === 1 && Math.abs([...steps][0]!) <= 1)
}

/** @param mobile of whoever it is for @throws Refusal weakPassword */
export function demandStrong(password: string, mobile: string | null): void {
  const length = [...password].length
  const number = (mobile ?? '').replace(/\D/g, '').slice(-11)
  const guessable = isMonotonous(password) || (number.length >= 8 && password.includes(number))
  if (length < shortest || length > longest || guessable)
    refuse('weakPassword', {}, [{ path: 'password', rule: 'format' }])
}
