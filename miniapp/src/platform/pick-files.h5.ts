import type { PickedFile } from './host'

/** Lets the person choose files or take a picture; resolves with none where they change their mind. */
export function pickFiles(kind: 'picture' | 'any'): Promise<PickedFile[]> {
  return new Promise(resolve => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    if (kind === 'picture') input.accept = 'image/*'
    const done = () => {
      resolve(Array.from(input.files ?? [], file => ({ name: file.name, size: file.size, content: file })))
    }
    input.addEventListener('change', done, { once: true })
    input.addEventListener('cancel', done, { once: true })
    input.click()
  })
}
