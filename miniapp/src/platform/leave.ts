/** Mini programs have no addresses to leave for. */
export function leave(_address: string): void {
  throw new Error('a mini program signs in by its host')
}
